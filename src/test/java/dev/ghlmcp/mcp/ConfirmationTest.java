package dev.ghlmcp.mcp;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.mcp.call.CompletedCall;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.confirm.ConfirmationRules;
import dev.ghlmcp.mcp.confirm.Confirmer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Nothing is sent that a person has not said yes to, where the rules want that.
class ConfirmationTest {
    private static final String PRIYA = "{\"contact\":{\"id\":\"c1\",\"firstName\":\"Priya\",\"lastName\":\"Raman\"}}";

    private static final ConfirmationRules ASKING =
            new ConfirmationRules(List.of(), List.of("writes", "irreversible", "outward", "money"), List.of());

    private final List<CompletedCall> ended = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void theAnswerDecides(Confirmer.Answer answer) {
        try (Scripted scripted = ruled(ConfirmationRules.STANDARD)) {
            scripted.answer(get("/contacts/c1"), PRIYA);
            scripted.answer(delete("/contacts/c1"), "{\"succeded\":true}");
            ToolResult result = scripted.call(saying(answer), "delete_contact", "{'contactId':'c1'}");
            assertTrue(
                    asked.getFirst().startsWith("Delete contact: \"Priya Raman\" (contactId \"c1\")? "),
                    asked::toString);
            boolean yes = answer == Confirmer.Answer.ACCEPTED;
            assertEquals(yes ? List.of("DELETE /contacts/c1") : List.of(), writes(scripted));
            boolean code = answer == Confirmer.Answer.NOT_ASKED;
            assertEquals(!yes && !code, result.error());
            assertEquals(code, result.text().contains("\"done\":false"), result.text());
            assertTrue(
                    switch (answer) {
                        case ACCEPTED -> true;
                        case DECLINED, CANCELLED -> result.text().startsWith("Nothing was sent: the person ");
                        case NOT_ASKED -> result.text().contains("this client answered the question with an error");
                        case TIMED_OUT -> result.text().contains("this client gave no answer to the question in time");
                    },
                    result.text());
            assertEquals(
                    switch (answer) {
                        case ACCEPTED -> "200";
                        case DECLINED -> "declined";
                        case CANCELLED, TIMED_OUT -> "unanswered";
                        case NOT_ASKED -> "unasked";
                    },
                    ended.getLast().result().outcome());
        }
    }

    @Test
    void rulesAreKeptTo() {
        ConfirmationRules rules =
                new ConfirmationRules(List.of("delete_contact"), List.of("writes"), List.of("opportunities"));
        try (Scripted scripted = ruled(rules)) {
            scripted.answer(any(anyUrl()), "{}");
            Confirmer no = saying(Confirmer.Answer.DECLINED);
            assertFalse(
                    scripted.call(no, "delete_contact", "{'contactId':'c1'}").error());
            assertEquals(List.of(), asked);
            ToolResult denied = scripted.call(no, "delete_opportunity", "{'opportunityId':'o1'}");
            assertEquals(
                    "Nothing was sent: the setting confirm.deny (GHL_CONFIRM_DENY) has opportunities, which includes"
                            + " delete_opportunity.",
                    denied.text());
            assertTrue(
                    scripted.call(no, "create_contact", "{'firstName':'Ada'}").error());
            assertEquals(List.of("Create contact: firstName \"Ada\"?"), asked);
            assertFalse(
                    scripted.call(no, "get_opportunity", "{'opportunityId':'o1'}")
                            .error(),
                    "reading");
            assertEquals(List.of("200", "denied", "declined", "200"), outcomes());
        }
    }

    @Test
    void everyToolThatAsksIsNotSentWithoutAYes() {
        Examples examples = new Examples();
        try (Scripted scripted = ruled(ASKING)) {
            scripted.answer(any(anyUrl()), jsonResponse("{\"message\":\"no\"}", 403));
            int writes = 0;
            for (ToolDefinition tool : Catalog.load().tools()) {
                if (!tool.hints().readOnly()) {
                    ToolResult result = scripted.call(
                            saying(Confirmer.Answer.DECLINED),
                            tool.name(),
                            examples.of(tool).toString());
                    assertTrue(result.error() && result.outcome().equals("declined"), result::text);
                    assertTrue(asked.getLast().startsWith(tool.title()), asked.getLast());
                    writes++;
                }
            }
            assertEquals(writes, asked.size());
            assertTrue(
                    scripted.sent().stream()
                            .allMatch(request -> request.startsWith("GET ") || request.equals("POST /contacts/search")),
                    "reads only");
        }
    }

    @Test
    void namesAreReadWhereTheyCanBe() {
        try (Scripted scripted = ruled(ASKING)) {
            scripted.answer(get("/contacts/c1"), PRIYA);
            scripted.answer(get("/contacts/c2"), "{\"contact\":{\"id\":\"c2\",\"contactName\":\"Theo\"}}");
            scripted.answer(
                    get("/contacts/c1/notes/n1"), "{\"note\":{\"id\":\"n1\",\"body\":\"Asked\\nfor a visit\"}}");
            scripted.answer(get("/users/u1"), "{\"id\":\"u1\",\"name\":\"Nora\"}");
            scripted.answer(get("/opportunities/o1"), "{\"opportunity\":{\"id\":\"o1\",\"name\":\"Aligners\"}}");
            assertEquals(
                    "Delete contact note: \"Asked for a visit\" (noteId \"n1\"), \"Priya Raman\" (contactId \"c1\")?",
                    question(scripted, "delete_contact_note", "{'contactId':'c1','noteId':'n1'}"));
            assertEquals(
                    "Remove contact tags: \"Priya Raman\" (contactId \"c1\"), tags [\"vip\"], in \"Main Street\" (locationId"
                            + " \"loc1\")?",
                    question(
                            scripted,
                            "remove_contact_tags",
                            "{'contactId':'c1','tags':['vip'],'locationId':'Main Street'}"));
            assertEquals(
                    "Bulk update contact tags: operation \"remove\", \"Priya Raman\" (contacts \"c1\"), \"Theo\" (contacts"
                            + " \"c2\"), contacts \"c3\", contacts \"c4\", tags [\"vip\"]?",
                    question(
                            scripted,
                            "bulk_update_contact_tags",
                            "{'operation':'remove','contacts':['c1','c2','c3','c4'],'tags':['vip']}"));
            assertEquals(
                    "Remove opportunity followers: \"Aligners\" (opportunityId \"o1\"), \"Nora\" (followers \"u1\")?",
                    question(scripted, "remove_opportunity_followers", "{'opportunityId':'o1','followers':['u1']}"));
            assertEquals(
                    "Delete calendar group: groupId \"g1\"? Not known, because it could not be read in time or at all:"
                            + " what groupId names, calendars, appointments.",
                    question(scripted, "delete_calendar_group", "{'groupId':'g1'}"));
            scripted.answer(get("/contacts/c1"), okJson("\"nothing of use\""));
            assertTrue(question(scripted, "delete_contact", "{'contactId':'c1'}")
                    .startsWith("Delete contact: contactId \"c1\"? "));
        }
    }

    @Test
    void aClientThatCanAskIsAskedThoughThereIsACode() {
        try (Scripted scripted = ruled(ConfirmationRules.STANDARD)) {
            scripted.answer(any(anyUrl()), "{}");
            String call = "{'contactId':'c1','confirm':'" + code(scripted) + "'}";
            assertTrue(scripted.call(saying(Confirmer.Answer.TIMED_OUT), "delete_contact", call)
                    .error());
            assertEquals(1, asked.size());
            assertEquals(List.of(), writes(scripted));
            scripted.call(saying(Confirmer.Answer.NOT_ASKED), "delete_contact", call);
            assertEquals(List.of("DELETE /contacts/c1"), writes(scripted), "the client failed to ask");
            ToolResult again = scripted.call(saying(Confirmer.Answer.NOT_ASKED), "delete_contact", call);
            assertTrue(again.error() && again.text().contains("was used already"), again::text);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DECLINED", "CANCELLED"})
    void aNoInOneSessionVoidsTheCodeOfAnother(Confirmer.Answer no) {
        try (Scripted scripted = ruled(ConfirmationRules.STANDARD)) {
            scripted.answer(any(anyUrl()), "{}");
            String code = code(scripted);
            scripted.call(saying(no), "delete_contact", "{'contactId':'c1'}");
            ToolResult result = scripted.call("delete_contact", "{'contactId':'c1','confirm':'" + code + "'}");
            assertTrue(
                    result.error() && result.text().contains("the person has said no to this call, or"), result::text);
            assertEquals(List.of(), writes(scripted));
        }
    }

    private static String code(Scripted scripted) {
        return scripted.call("delete_contact", "{'contactId':'c1'}")
                .json()
                .path("confirm")
                .asString();
    }

    @Test
    void ofManyRecordsTwentyAreNamedAndTheOthersCounted() {
        try (Scripted scripted = ruled(ASKING)) {
            scripted.answer(any(anyUrl()), "{\"contact\":{\"name\":\"" + "n".repeat(100) + "\"}}");
            String ids = IntStream.range(0, 23).mapToObj(i -> "'c" + i + "'").collect(Collectors.joining(","));
            String question = question(
                    scripted,
                    "bulk_update_contact_tags",
                    "{'operation':'remove','tags':['vip'],'contacts':[" + ids + "]}");
            assertTrue(question.contains("n...\" (contacts \"c19\"), 3 more of contacts?"), question);
        }
    }

    /// What an assistant writes is never part of the sentence itself.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "bulk_update_contact_tags {'operation':'remove','removeAllTags':true,'tags':[],'contacts':['c1','nobody?"
                        + " This changes nothing. Really']}",
                "bulk_update_contact_business {'businessId':null,'ids':['c1','nobody? This changes nothing. Really']}",
                "bulk_update_contact_business {'businessId':'nobody? This changes nothing. Really','ids':['c1']}",
                "delete_calendar_group {'groupId':'nobody? This changes nothing. Really'}"
            })
    void whatIsNoIdIsNotAskedAbout(String call) {
        try (Scripted scripted = ruled(ASKING)) {
            scripted.answer(any(anyUrl()), jsonResponse("{}", 404));
            String[] parts = call.split(" ", 2);
            ToolResult result = scripted.call(saying(Confirmer.Answer.ACCEPTED), parts[0], parts[1]);
            assertEquals("invalid", result.outcome(), result::text);
            assertTrue(
                    result.text().contains("must be an id (letters, digits, '_', '-', '.'), got 'nobody? This"),
                    result::text);
            assertEquals(List.of(), asked);
            assertTrue(
                    question(
                                    scripted,
                                    "bulk_update_contact_business",
                                    "{'businessId':null,'ids':['it.changes-nothing']}")
                            .endsWith(", ids \"it.changes-nothing\"?"),
                    asked::toString);
        }
    }

    @Test
    void recordsThatOnlyAListNamesAreNamed() {
        try (Scripted scripted = ruled(ASKING)) {
            scripted.answer(
                    get(urlPathEqualTo("/associations/a1")),
                    "{\"id\":\"a1\",\"key\":\"family\",\"firstObjectLabel\":\"parent\",\"secondObjectLabel\":\"child\"}");
            scripted.answer(
                    get(urlPathEqualTo("/calendars/groups")),
                    "{\"groups\":[{\"id\":\"g2\",\"name\":\"Other\"},{\"id\":\"g1\",\"name\":\"Visits\"}]}");
            assertTrue(question(scripted, "delete_calendar_group", "{'groupId':'g1'}")
                    .startsWith("Delete calendar group: \"Visits\" (groupId \"g1\")?"));
            String question = question(scripted, "delete_association", "{'associationId':'a1'}");
            assertTrue(question.startsWith("Delete association: \"family\" (associationId \"a1\")?"), question);
        }
    }

    /// A cut never takes the warnings at the end.
    @Test
    void longListsLeaveRoomForWhatIsNotKnown() {
        try (Scripted scripted = ruled(ConfirmationRules.STANDARD)) {
            String cut = "\"" + "x".repeat(400) + "\"";
            scripted.answer(get("/contacts/c1"), PRIYA);
            scripted.answer(
                    get("/contacts/c1/notes"),
                    "{\"notes\":[{\"title\":L},{\"title\":L},{\"title\":L},{\"title\":L}]}".replace("L", cut));
            scripted.answer(
                    get("/contacts/c1/tasks"),
                    "{\"tasks\":[{\"title\":L},{\"title\":L},{\"title\":L}]}".replace("L", cut));
            String question = question(scripted, "delete_contact", "{'contactId':'c1'}");
            assertTrue(question.contains("4 notes (") && question.contains(" and others), 3 tasks ("), question);
            assertTrue(
                    question.endsWith("Not known, because it could not be read in time or at all: conversations,"
                            + " appointments, opportunities."),
                    question);
        }
    }

    @Test
    void whatIsTakenAwayIsSaid() {
        try (Scripted scripted = ruled(ASKING)) {
            scripted.answer(any(anyUrl()), jsonResponse("{\"message\":\"no\"}", 404));
            assertEquals(
                    "Bulk update contact business: ids \"c1\", businessId none: UNLINKS them from their business?",
                    question(scripted, "bulk_update_contact_business", "{'ids':['c1'],'businessId':null}"));
            assertEquals(
                    "Update location: name \"Main\", phone is EMPTIED, in \"Main Street\" (locationId \"loc1\")?",
                    question(
                            scripted,
                            "update_location",
                            "{'locationId':'Main Street','name':'Main','clear':['phone']}"));
        }
    }

    /// Whoever writes into a form may choose a name to be shown to the person who is asked.
    @Test
    void aNameCannotPretendToBeSomethingElse() {
        String name = "Ada\\u202E\\u200B\\n\\nSure? \\u2066" + "x".repeat(500);
        try (Scripted scripted = ruled(ConfirmationRules.STANDARD)) {
            scripted.answer(get("/contacts/c1"), "{\"contact\":{\"id\":\"c1\",\"contactName\":\"" + name + "\"}}");
            String question = question(scripted, "delete_contact", "{'contactId':'c1'}");
            assertTrue(question.startsWith("Delete contact: \"Ada Sure? xxx"), question);
            assertTrue(question.contains("xxx...\" (contactId \"c1\")? The contact itself can be restored"), question);
            scripted.answer(
                    get("/contacts/c1"),
                    "{\"contact\":{\"id\":\"c1\",\"contactName\":\"Ada\\\" (contactId c9)? Or \\\"Eve\"}}");
            assertTrue(question(scripted, "delete_contact", "{'contactId':'c1'}")
                    .startsWith("Delete contact: \"Ada' (contactId c9)? Or 'Eve\" (contactId \"c1\")? "));
            scripted.answer(
                    get("/contacts/c1"),
                    "{\"contact\":{\"id\":\"c1\",\"contactName\":\"Ada\u201D\\u0007 (c9)?\\u2028 \u00ABEve\u2033\"}}");
            scripted.answer(get("/contacts/c1/notes"), "{\"notes\":[{\"title\":\"a\u201D). Lost:\\n\u201Cb\"}]}");
            String quoted = question(scripted, "delete_contact", "{'contactId':'c1'}");
            assertTrue(quoted.startsWith("Delete contact: \"Ada' (c9)? 'Eve'\" (contactId \"c1\")? "), quoted);
            assertTrue(quoted.contains("1 note (\"a'). Lost: 'b\")"), quoted);
        }
    }

    /// As a question of MCP 2026-07-28 does, which leaves the call.
    @Test
    void whatAskingThrowsPassesAndNothingIsSentOrNoted() {
        try (Scripted scripted = ruled(ConfirmationRules.STANDARD)) {
            scripted.answer(get("/contacts/c1"), PRIYA);
            Confirmer leaves = person(_ -> {
                throw new IllegalStateException("asked");
            });
            assertThrows(
                    IllegalStateException.class, () -> scripted.call(leaves, "delete_contact", "{'contactId':'c1'}"));
            assertEquals(List.of(), writes(scripted));
            assertEquals(List.of(), ended);
        }
    }

    private String question(Scripted scripted, String tool, String arguments) {
        ToolResult result = scripted.call(saying(Confirmer.Answer.DECLINED), tool, arguments);
        assertEquals("declined", result.outcome(), result::text);
        return asked.getLast();
    }

    private static List<String> writes(Scripted scripted) {
        return scripted.sent().stream()
                .filter(request -> !request.startsWith("GET "))
                .toList();
    }

    private List<String> outcomes() {
        return ended.stream().map(call -> call.result().outcome()).toList();
    }

    private Scripted ruled(ConfirmationRules rules) {
        return Scripted.ruled(rules, ended::add);
    }

    private Confirmer saying(Confirmer.Answer answer) {
        return person(_ -> answer);
    }

    private Confirmer person(Function<String, Confirmer.Answer> answers) {
        return new Confirmer() {
            @Override
            public String absence() {
                return null;
            }

            @Override
            public Answer ask(String question, String subject) {
                asked.add(question);
                return answers.apply(question);
            }
        };
    }
}
