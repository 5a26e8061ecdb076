package dev.ghlmcp.server;

import static dev.ghlmcp.server.JsonRpc.INITIALIZED;
import static dev.ghlmcp.server.JsonRpc.id;
import static dev.ghlmcp.server.JsonRpc.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.BuiltProgram;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Twelve requests of a dental practice, each as an assistant carries it out that has nothing but the tools, on the
/// built program and the sandbox.
class DentalPracticeIT {
    private static final int MAX_CALLS = 20;
    private static final int MAX_BYTES = 15_000;

    private BuiltProgram program;
    private int calls;
    private int bytes;

    /// What the person was asked; nobody is asked without elicitation.
    private String asked;

    @AfterEach
    void stop() {
        program.close();
    }

    @Test
    void twelveRequestsAreDoneWithFewCalls() throws Exception {
        start(false, "list");
        whoWantsWhitening();
        bookTheFirstFreeAfternoon();
        JsonNode pipelines = ok("get_pipeline_summary", "{}");
        assertEquals(11030.5, pipelines.path("value").asDouble());
        JsonNode brief = ok("get_contact_overview", "{'contactId':'Priya'}");
        assertEquals("Nora Whitfield", text(brief, "/contact/owner"));
        deleteByCode("Kenji Sato");
        removeTheTag("Walter Hagopian", "recall overdue");
        whoHasAnOpenBalance();
        JsonNode last = ok("search_conversations", "{'query':'Priya'}");
        assertEquals("Thanks! Can I come at 18:00 instead?", text(last, "/conversations/0/lastMessageBody"));
        winTheOpportunityOf("Sofia");
        JsonNode note =
                okByWholeName("create_contact_note", "{'contactId':'%s','body':'Allergic to latex.'}", "Hannah");
        assertEquals("Allergic to latex.", text(note, "/note/body"));
        JsonNode task = okByWholeName(
                "create_contact_task", "{'contactId':'%s','title':'Call Leo','dueDate':'2030-01-31T10:00'}", "Leo");
        assertEquals("2030-01-31T10:00:00-05:00", text(task, "/task/dueDate"));
        moveTheAppointmentOf("Maya");
        assertTrue(calls <= MAX_CALLS && bytes <= MAX_BYTES, calls + " calls, " + bytes + " bytes");
    }

    @Test
    void deletingAsksThePersonAndSaysWhatIsLost() throws Exception {
        start(true, "list");
        String priya = contact("Priya Raman");
        JsonNode deleted = ok("delete_contact", "{'contactId':'%s'}".formatted(priya));
        assertTrue(deleted.path("succeded").asBoolean(), deleted::toString);
        assertTrue(asked.startsWith(
                "Delete contact: \"Priya Raman\" (contactId \"" + priya + "\")? Lost for good: 2 notes"));
        assertTrue(asked.contains("1 booked appointment (\"Aligner check\" 2026-12-08 17:30 -05:00)"), asked);
    }

    @Test
    void theSearchSurfaceDeletesByCodeToo() throws Exception {
        start(false, "search");
        String kenji = contact("Kenji Sato");
        String call = "{'name':'delete_contact','arguments':{'contactId':'" + kenji + "'%s}}";
        JsonNode first = ok("call_tool", call.formatted(""));
        assertTrue(text(first, "/wouldHappen").contains("Lost for good: the conversation"), first::toString);
        assertEquals(
                1,
                ok("search_contacts", "{'query':'Kenji Sato'}").path("contacts").size());
        ok("call_tool", call.formatted(",'confirm':'" + text(first, "/confirm") + "'"));
    }

    private void whoWantsWhitening() throws Exception {
        JsonNode found = ok("search_contacts", "{'filters':[{'field':'tags','operator':'eq','value':'whitening'}]}");
        assertEquals(
                List.of("Imani Fletcher", "Theo Lindqvist"),
                found.path("contacts")
                        .valueStream()
                        .map(one -> text(one, "/name"))
                        .toList());
    }

    private void bookTheFirstFreeAfternoon() throws Exception {
        String slot = ok("get_free_slots", "{'calendarId':'whitening','startDate':'2030-02-04','endDate':'2030-02-05'}")
                .valueStream()
                .flatMap(day -> day.path("slots").valueStream())
                .map(JsonNode::asString)
                .filter(time -> time.compareTo(time.substring(0, 11) + "12") > 0)
                .findFirst()
                .orElseThrow();
        JsonNode booked = ok(
                "create_appointment",
                "{'calendarId':'whitening','contactId':'Imani Fletcher','startTime':'%s','title':'Whitening'}"
                        .formatted(slot));
        assertEquals("2030-02-04T13:00:00-05:00", text(booked, "/startTime"));
    }

    private void deleteByCode(String name) throws Exception {
        JsonNode first = ok("delete_contact", "{'contactId':'%s'}".formatted(name));
        assertFalse(first.path("done").asBoolean(true), "nothing is destroyed unasked");
        assertTrue(text(first, "/wouldHappen").contains("Lost for good: the conversation"), first::toString);
        JsonNode deleted =
                ok("delete_contact", "{'contactId':'%s','confirm':'%s'}".formatted(name, text(first, "/confirm")));
        assertTrue(deleted.path("succeded").asBoolean(), deleted::toString);
    }

    private void removeTheTag(String name, String tag) throws Exception {
        JsonNode left = ok("remove_contact_tags", "{'contactId':'%s','tags':['%s']}".formatted(name, tag));
        assertEquals("[\"patient\"]", left.path("tags").toString());
    }

    private void whoHasAnOpenBalance() throws Exception {
        String field = ok("list_custom_fields", "{}")
                .path("customFields")
                .valueStream()
                .filter(one -> text(one, "/name").equals("Open balance"))
                .map(one -> text(one, "/id"))
                .findFirst()
                .orElseThrow();
        JsonNode owing =
                ok("search_contacts", "{'filters':[{'field':'customFields.%s','operator':'exists'}]}".formatted(field));
        assertEquals(2, owing.path("contacts").size(), "one of three is deleted by now");
    }

    private void winTheOpportunityOf(String name) throws Exception {
        JsonNode won = okByWholeName("update_opportunity_status", "{'opportunityId':'%s','status':'won'}", name);
        assertEquals("won", text(won, "/sent/status"));
    }

    private void moveTheAppointmentOf(String name) throws Exception {
        JsonNode booked = ok("list_contact_appointments", "{'contactId':'%s'}".formatted(name));
        JsonNode moved = ok(
                "update_appointment",
                "{'eventId':'%s','startTime':'2030-02-05T15:00'}".formatted(text(booked, "/events/0/id")));
        assertEquals("2030-02-05T15:00:00-05:00", text(moved, "/startTime"));
    }

    /// A write takes a whole name: the refusal of a part of it has it.
    private JsonNode okByWholeName(String tool, String arguments, String part) throws Exception {
        calls++;
        program.send(JsonRpc.call(calls, tool, arguments.formatted(part).replace('\'', '"')));
        JsonNode refused = json(program.next());
        String said = text(refused, "/result/content/0/text");
        bytes += said.getBytes(StandardCharsets.UTF_8).length;
        assertTrue(refused.at("/result/isError").asBoolean(), said);
        Matcher whole = Pattern.compile("\"(.*) \\(\\w+\\)\"").matcher(said);
        assertTrue(whole.find(), said);
        return ok(tool, arguments.formatted(whole.group(1)));
    }

    private String contact(String name) throws Exception {
        return text(ok("search_contacts", "{'query':'%s'}".formatted(name)), "/contacts/0/id");
    }

    private void start(boolean elicitation, String surface) throws Exception {
        program = BuiltProgram.start(Map.of("GHL_TOOLS_SURFACE", surface), "stdio", "--sandbox");
        program.send(
                elicitation
                        ? JsonRpc.INITIALIZE.replace("\"roots\"", "\"elicitation\":{},\"roots\"")
                        : JsonRpc.INITIALIZE);
        assertEquals("init", id(program.next()));
        program.send(INITIALIZED);
    }

    private JsonNode ok(String tool, String arguments) throws Exception {
        calls++;
        program.send(JsonRpc.call(calls, tool, arguments.replace('\'', '"')));
        JsonNode message = json(program.next());
        if (message.has("method")) {
            assertEquals("elicitation/create", text(message, "/method"));
            asked = text(message, "/params/message");
            program.send("{\"jsonrpc\":\"2.0\",\"id\":" + message.path("id") + ",\"result\":{\"action\":\"accept\","
                    + "\"content\":{}}}");
            message = json(program.next());
        }
        String answer = text(message, "/result/content/0/text");
        assertFalse(message.at("/result/isError").asBoolean(true), tool + ": " + answer);
        bytes += answer.getBytes(StandardCharsets.UTF_8).length;
        return message.at("/result/structuredContent");
    }

    private static String text(JsonNode node, String pointer) {
        return node.at(pointer).asString("");
    }
}
