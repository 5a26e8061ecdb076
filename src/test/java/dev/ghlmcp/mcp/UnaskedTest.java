package dev.ghlmcp.mcp;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.notContaining;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.confirm.ConfirmationRules;
import dev.ghlmcp.mcp.confirm.Confirmer;
import dev.ghlmcp.operation.annotation.Risk;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A client that cannot ask destroys, sends and charges nothing with a first call.
class UnaskedTest {
    @AutoClose
    private final Scripted scripted = Scripted.ruled(ConfirmationRules.STANDARD, _ -> {});

    /// Every tool that writes, in the call of it with the most risk.
    static Stream<ToolDefinition> writing() {
        return Catalog.load().tools().stream().filter(tool -> !tool.hints().readOnly());
    }

    @ParameterizedTest
    @MethodSource("writing")
    void nothingOfAnAskingClassIsSentByAFirstCall(ToolDefinition tool) {
        scripted.answer(any(anyUrl()), jsonResponse("{\"message\":\"no\"}", 403));
        ObjectNode arguments = riskiest(tool);
        Risk risk = tool.hints().consent().risk();
        ToolResult first = scripted.call(tool.name(), arguments.deepCopy());
        assertEquals(risk == Risk.WRITES, !writes().isEmpty(), first::text);
        if (risk == Risk.WRITES) {
            return;
        }
        assertEquals("unasked", first.outcome(), first::text);
        ToolResult guessed = scripted.call(tool.name(), arguments.deepCopy().put("confirm", "yes"));
        assertEquals("unasked", guessed.outcome(), guessed::text);
        assertEquals(List.of(), writes());
        if (risk == Risk.IRREVERSIBLE) {
            assertFalse(first.error(), first::text);
            assertTrue(first.json().path("wouldHappen").asString().startsWith(tool.title()), first::text);
            arguments.put("confirm", first.json().path("confirm").asString());
            assertEquals("403", scripted.call(tool.name(), arguments.deepCopy()).outcome());
            assertEquals(1, writes().size(), "with the code it goes out");
            ToolResult again = scripted.call(tool.name(), arguments);
            assertTrue(again.error() && again.text().contains("was used already"), again::text);
            assertEquals(1, writes().size());
        } else {
            assertTrue(first.error() && first.text().contains("GHL_CONFIRM_ASK=" + tool.name()), first::text);
        }
    }

    private static ObjectNode riskiest(ToolDefinition tool) {
        ObjectNode arguments = new Examples().of(tool);
        for (String condition : tool.hints().consent().when()) {
            String[] parts = condition.split("=", -1);
            if (parts.length == 2) {
                arguments.set(
                        parts[0],
                        List.of("true", "false", "null").contains(parts[1])
                                ? Json.MAPPER.readTree(parts[1])
                                : Json.MAPPER.getNodeFactory().stringNode(parts[1]));
            } else if (!arguments.has(condition)) {
                arguments.set(
                        condition,
                        Json.MAPPER.readTree(
                                switch (condition) {
                                    case "tags" -> "[\"vip\"]";
                                    case "permissions" -> "{\"settingsEnabled\":true}";
                                    case "dndSettings" -> "{\"sms\":{\"status\":\"inactive\"}}";
                                    case "locationIds" -> "[\"loc1\"]";
                                    case "snapshot" -> "{\"id\":\"aBcDeFgHiJkLmNoPqRsT\"}";
                                    default -> "\"64f0c0ffee64f0c0ffee64f0\"";
                                }));
            }
            if (condition.startsWith("isRemoveAllFollowers") && arguments.has("followers")) {
                arguments.putArray("followers");
            }
        }
        if (tool.name().equals("upsert_invoice")) {
            arguments.put("dueDate", "2030-02-28");
        }
        return arguments;
    }

    /// Of a user, what takes the account over or locks its owner out; a name does neither.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'password':'s3cret-Word'",
                "'role':'user'",
                "'type':'account'",
                "'locationIds':['loc1']",
                "'permissions':{'settingsEnabled':false}",
                "'scopes':['contacts.write']",
                "'clear':['scopes']",
                "'scopesAssignedToOnly':['contacts.write']"
            })
    void theKeysOfAUserAreNotChangedUnasked(String change) {
        scripted.answer(any(anyUrl()), "{}");
        ToolResult result = scripted.call("update_user", "{'userId':'u1'," + change + "}");
        assertEquals("unasked", result.outcome(), result::text);
        assertFalse(result.text().contains("s3cret"), result::text);
        assertEquals(List.of(), writes());
        assertEquals(
                "200",
                scripted.call("update_user", "{'userId':'u1','firstName':'Ada'}")
                        .outcome());
    }

    @Test
    void withTheToolOrItsClassNamedACodeIsEnoughToSendToPeople() {
        for (String name : List.of("add_contact_to_campaign", "outward")) {
            try (Scripted asking =
                    Scripted.ruled(new ConfirmationRules(List.of(), List.of(name), List.of()), _ -> {})) {
                asking.answer(any(anyUrl()), "{}");
                ObjectNode arguments =
                        Json.MAPPER.createObjectNode().put("contactId", "c1").put("campaignId", "k1");
                ToolResult first = asking.call("add_contact_to_campaign", arguments.deepCopy());
                assertFalse(first.error(), first::text);
                arguments.put("confirm", first.json().path("confirm").asString());
                assertEquals(
                        "200", asking.call("add_contact_to_campaign", arguments).outcome());
            }
        }
        try (Scripted toolset =
                Scripted.ruled(new ConfirmationRules(List.of(), List.of("contacts"), List.of()), _ -> {})) {
            assertTrue(toolset.call("add_contact_to_campaign", "{'contactId':'c1','campaignId':'k1'}")
                    .error());
        }
    }

    @Test
    void oneCodeUsedManyTimesAtOnceRunsOnce() throws Exception {
        scripted.answer(any(anyUrl()), "{}");
        String code = scripted.call("delete_contact", "{'contactId':'c1'}")
                .json()
                .path("confirm")
                .asString();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                var _ = threads.submit(
                        () -> scripted.call("delete_contact", "{'contactId':'c1','confirm':'" + code + "'}"));
            }
        }
        assertEquals(List.of("DELETE /contacts/c1"), writes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'contactId':'c2'", "{'contactId':'c1','locationId':'loc2'"})
    void aCodeIsForItsCallAlone(String other) {
        scripted.answer(any(anyUrl()), "{}");
        String code = scripted.call("delete_contact", "{'contactId':'c1'}")
                .json()
                .path("confirm")
                .asString();
        scripted.call("delete_contact", other + ",'confirm':'" + code + "'}");
        assertEquals(List.of(), writes());
    }

    @Test
    void callToolTakesACodeAmongTheArguments() {
        scripted.answer(any(anyUrl()), "{}");
        JsonNode first = scripted.call(
                        Confirmer.ABSENT, "call_tool", "{'name':'delete_contact','arguments':{'contactId':'c1'}}")
                .json();
        assertEquals(List.of(), writes());
        scripted.call(
                Confirmer.ABSENT,
                "call_tool",
                "{'name':'delete_contact','arguments':{'contactId':'c1','confirm':'"
                        + first.path("confirm").asString() + "'}}");
        assertEquals(List.of("DELETE /contacts/c1"), writes());
    }

    @Test
    void callToolTakesACodeAndADryRunBesideTheArguments() {
        scripted.answer(any(anyUrl()), "{}");
        String call = "{'name':'delete_contact','arguments':{'contactId':'c1'}";
        String code = scripted.call(Confirmer.ABSENT, "call_tool", call + "}")
                .json()
                .path("confirm")
                .asString();
        ToolResult dry = scripted.call(
                Confirmer.ABSENT, "call_tool", call + ",'confirm':'" + code + "','dryRun':true,'locationId':null}");
        assertEquals("dry_run", dry.outcome(), dry::text);
        ToolResult two = scripted.call(
                Confirmer.ABSENT,
                "call_tool",
                "{'name':'delete_contact','arguments':{'contactId':'c1','confirm':'a'},'confirm':'b'}");
        assertTrue(two.text().contains("confirm differs in arguments and beside it"), two::text);
        assertEquals(List.of(), writes());
        scripted.call(Confirmer.ABSENT, "call_tool", call + ",'confirm':'" + code + "'}");
        assertEquals(List.of("DELETE /contacts/c1"), writes());
    }

    @Test
    void aCodeAmongTheRareArgumentsIsOneAndIsNotSent() {
        scripted.answer(any(anyUrl()), "{}");
        String call = "{'name':'Main','snapshot':{'id':'aBcDeFgHiJkLmNoPqRsT'},'more':{'confirm':'%s'}}";
        ToolResult first = scripted.call("update_location", call.formatted(" "));
        assertEquals("unasked", first.outcome(), first::text);
        assertEquals(
                "200",
                scripted.call(
                                "update_location",
                                call.formatted(first.json().path("confirm").asString()))
                        .outcome());
        scripted.upstream.verify(putRequestedFor(anyUrl()).withRequestBody(notContaining("confirm")));
    }

    @Test
    void aCodeThatCannotCountIsRefusedBeforeAnythingIsRead() {
        scripted.answer(any(anyUrl()), "{}");
        String code = scripted.call("delete_contact", "{'contactId':'c1'}")
                .json()
                .path("confirm")
                .asString();
        scripted.upstream.resetRequests();
        for (String call : List.of("{'contactId':'c2','confirm':'" + code + "'}", "{'contactId':'c1','confirm':'x'}")) {
            ToolResult result = scripted.call("delete_contact", call);
            assertTrue(result.error() && result.text().contains("Call again without confirm"), result::text);
            assertFalse(result.text().contains("wouldHappen"), result::text);
        }
        assertEquals(List.of(), scripted.sent());
        scripted.call("delete_contact", "{'contactId':'c1','confirm':' " + code + " '}");
        assertEquals(List.of("DELETE /contacts/c1"), scripted.sent(), "nor is anything read for one that counts");
        scripted.call("delete_contact", "{'contactId':'c1','confirm':'" + code + "'}");
        assertEquals(1, scripted.sent().size());
    }

    @Test
    void whatIsNotThereIsNotAskedAbout() {
        scripted.answer(any(anyUrl()), "{}");
        scripted.answer(get("/contacts/c1"), jsonResponse("{\"message\":\"Contact with id c1 not found\"}", 400));
        scripted.answer(get("/users/u1"), jsonResponse("{\"message\":\"no\"}", 404));
        for (String call : List.of(
                "delete_contact {'contactId':'c1'}",
                "delete_contact {'contactId':'c1','dryRun':true}",
                "delete_contact_task {'contactId':'c1','taskId':'t1'}",
                "update_contact {'contactId':'c1','tags':['vip']}",
                "delete_user {'userId':'u1'}")) {
            ToolResult result = scripted.call(call.split(" ", -1)[0], call.split(" ", -1)[1]);
            assertEquals("404", result.outcome(), result::text);
            assertTrue(result.text().startsWith("Nothing was sent: HighLevel has no record with "), result::text);
        }
        scripted.answer(get("/users/u1"), jsonResponse("{\"message\":\"Cannot GET /users/u1\"}", 404));
        assertEquals("unasked", scripted.call("delete_user", "{'userId':'u1'}").outcome(), "no word on the user");
        assertEquals(List.of(), writes());
    }

    @Test
    void ofWhatCannotBeReadNothingIsClaimed() {
        scripted.answer(any(anyUrl()), jsonResponse("{\"message\":\"no\"}", 403));
        String contact = scripted.call("delete_contact", "{'contactId':'c1'}").text();
        assertFalse(contact.contains("60 days"), contact);
        assertTrue(
                contact.contains("at all: what contactId names, conversations, notes, tasks, appointments,"), contact);
        String relation =
                scripted.call("delete_relation", "{'relationId':'r1'}").text();
        assertTrue(relation.contains("Not known") && relation.contains("what relationId names"), relation);
        String event =
                scripted.call("delete_calendar_event", "{'eventId':'e1'}").text();
        assertFalse(event.contains("Stays"), event);
    }

    @Test
    void noCodeIsLogged() {
        scripted.answer(any(anyUrl()), "{}");
        String code = scripted.call("delete_contact", "{'contactId':'c1'}")
                .json()
                .path("confirm")
                .asString();
        scripted.call("delete_contact", "{'contactId':'c1','confirm':'" + code + "'}");
        scripted.close();
        assertTrue(scripted.log().contains("delete_contact") && !scripted.log().contains(code), scripted.log());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update_contact {'contactId':'c1','tags':['vip']}",
                "update_contact {'contactId':'c1','clear':['tags']}",
                "upsert_contact {'email':'p@x.org','tags':['VIP']}",
                "upsert_contact {'phone':'+14155550100','tags':['vip']}"
            })
    void tagsThatWouldBeLostAreNamedAndConfirmed(String call) {
        has("\"VIP\",\"allergic\"");
        ToolResult result = scripted.call(call.split(" ", -1)[0], call.split(" ", -1)[1]);
        assertEquals("unasked", result.outcome(), result::text);
        assertTrue(result.text().contains("\\\"allergic\\\"."), result::text);
        assertEquals(!call.contains("clear"), !result.text().contains("\\\"VIP\\\", "), result::text);
        assertEquals(List.of(), writes());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'contactId':'c1','dnd':false | on all channels.",
                "'contactId':'c1','dndSettings':{'email':{'status':'active'}} | on SMS.",
                "'contactId':'c1','dndSettings':{'sms':{'status':'inactive'}} | on Email, on SMS.",
                "'contactId':'c1','clear':['dndSettings'] | on Email, on SMS.",
                "'email':'p@x.org','dnd':false | on all channels."
            })
    void aBlockThatWouldBeLiftedIsNamedAndConfirmed(String arguments, String named) {
        blocks();
        ToolResult result =
                scripted.call(arguments.startsWith("'e") ? "upsert_contact" : "update_contact", "{" + arguments + "}");
        assertEquals("unasked", result.outcome(), result::text);
        assertTrue(result.text().contains("LIFTED, do not disturb " + named), result::text);
        assertEquals(List.of(), writes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'dnd':true",
                "'dndSettings':{'email':{'status':'active'},'sms':{'status':'permanent'},'call':{'status':'active'}}"
            })
    void whatLiftsNoBlockGoesOut(String arguments) {
        blocks();
        assertEquals(
                "200",
                scripted.call("update_contact", "{'contactId':'c1'," + arguments + "}")
                        .outcome());
    }

    private void blocks() {
        String channels = "{\"Email\":{\"status\":\"active\"},\"SMS\":{\"status\":\"permanent\"},"
                + "\"Call\":{\"status\":\"inactive\"}}";
        scripted.answer(
                any(anyUrl()),
                "{\"contact\":{\"id\":\"c1\",\"tags\":[],\"dnd\":true,\"dndSettings\":" + channels + "}}");
    }

    @Test
    void ofManyLostTagsTheNumberOfTheOthersIsSaid() {
        has(IntStream.range(0, 42).mapToObj(i -> "\"tag " + i + "\"").collect(Collectors.joining(",")));
        String text = scripted.call("update_contact", "{'contactId':'c1','tags':['new']}")
                .text();
        assertTrue(text.contains("\\\"tag 19\\\" and 22 more."), text);
    }

    @Test
    void aCodeCoversNoMoreThanWasShown() {
        has("\"VIP\"");
        String code = scripted.call("update_contact", "{'contactId':'c1','tags':['new']}")
                .json()
                .path("confirm")
                .asString();
        has("\"VIP\",\"allergic\"");
        String call = "{'contactId':'c1','tags':['new'],'confirm':'" + code + "'}";
        ToolResult later = scripted.call("update_contact", call);
        assertEquals("unasked", later.outcome(), "a tag came between");
        assertTrue(later.text().contains("allergic"), later::text);
        assertEquals(List.of(), writes());
        has("\"VIP\"");
        assertEquals("200", scripted.call("update_contact", call).outcome(), "as it was shown");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update_contact {'contactId':'c1','tags':['vip','new']}",
                "update_contact {'contactId':'c1','city':'Portland'}",
                "upsert_contact {'email':'p@x.org','tags':['vip']}"
            })
    void whatLosesNoTagGoesOut(String call) {
        has("\"VIP\"");
        assertEquals(
                "200",
                scripted.call(call.split(" ", -1)[0], call.split(" ", -1)[1]).outcome());
    }

    /// Where a sub-account allows duplicates, HighLevel may update another contact than the duplicate check names.
    @ParameterizedTest
    @ValueSource(strings = {"true", "\"?\""})
    void whereDuplicatesAreAllowedAllOfThemAreRead(String allowed) {
        has("\"VIP\"");
        scripted.answer(
                get("/locations/loc1"), "{\"location\":{\"settings\":{\"allowDuplicateContact\":" + allowed + "}}}");
        String twins = "[{\"id\":\"c1\",\"tags\":[\"vip\"]},{\"id\":\"c2\",\"tags\":[\"allergic\"]}]";
        scripted.answer(post("/contacts/search"), "{\"total\":2,\"contacts\":" + twins + "}");
        String call = "{'email':'p@x.org','tags':['vip']}";
        ToolResult other = scripted.call("upsert_contact", call);
        assertEquals("unasked", other.outcome(), other::text);
        assertTrue(other.text().contains("LOST, because tags replaces all: \\\"allergic\\\"."), other::text);
        scripted.upstream.verify(postRequestedFor(urlPathEqualTo("/contacts/search"))
                .withRequestBody(matchingJsonPath("$..filters[0].value", equalTo("p@x.org"))));
        scripted.answer(post("/contacts/search"), "{\"total\":300,\"contacts\":[]}");
        assertTrue(scripted.call("upsert_contact", call)
                .text()
                .contains("it could not be read which tags and do-not-disturb"));
        scripted.answer(post("/contacts/search"), jsonResponse("{}", 403));
        assertTrue(scripted.call("upsert_contact", call)
                .text()
                .contains("it could not be read which tags and do-not-disturb"));
        assertEquals(List.of(), writes());
        scripted.answer(post("/contacts/search"), "{\"total\":1,\"contacts\":[{\"id\":\"c1\",\"tags\":[\"vip\"]}]}");
        assertEquals("200", scripted.call("upsert_contact", call).outcome(), "there is one, and it loses nothing");
    }

    @Test
    void aNewContactHasNoTagToLose() {
        scripted.answer(any(anyUrl()), "{}");
        scripted.answer(get(urlPathEqualTo("/contacts/search/duplicate")), "{\"contact\":null}");
        assertEquals(
                "200",
                scripted.call("upsert_contact", "{'email':'new@x.org','tags':['vip']}")
                        .outcome());
    }

    private void has(String tags) {
        scripted.answer(any(anyUrl()), "{\"contact\":{\"id\":\"c1\",\"tags\":[" + tags + "]}}");
        scripted.answer(get("/locations/loc1"), "{\"location\":{\"settings\":{\"allowDuplicateContact\":false}}}");
    }

    private List<String> writes() {
        return scripted.sent().stream()
                .filter(request -> !request.startsWith("GET ") && !request.equals("POST /contacts/search"))
                .toList();
    }
}
