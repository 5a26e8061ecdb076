package dev.ghlmcp.server;

import static dev.ghlmcp.server.JsonRpc.INITIALIZE;
import static dev.ghlmcp.server.JsonRpc.INITIALIZED;
import static dev.ghlmcp.server.JsonRpc.id;
import static dev.ghlmcp.server.JsonRpc.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.BuiltProgram;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A lead becomes a patient: what an assistant does in one sitting, through the built program on the sandbox.
class ScenarioIT {
    private static final String ONE_SESSION = "{'name':'Session','amount':450,'qty':1,'currency':'USD'}";
    private static final String TWO_TRAYS = "{'name':'Tray','amount':62.5,'qty':2,'currency':'USD'}";

    private BuiltProgram program;
    private int calls;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        program = BuiltProgram.start(Map.of("GHL_CONFIRM_ALLOW", "upsert_invoice"), "stdio", "--sandbox");
        program.send(INITIALIZE);
        assertEquals("init", id(program.next()));
        program.send(INITIALIZED);
    }

    @AfterEach
    void stop() {
        program.close();
    }

    @Test
    void aLeadIsWonAndBilled() throws Exception {
        String contact = lead();
        tag(contact);
        String opportunity = opportunity(contact);
        JsonNode appointment = appointment(contact);
        String note = note(contact);
        win(opportunity);
        replace(invoice(contact));

        JsonNode appointments = ofContact("list_contact_appointments", contact);
        assertEquals(1, appointments.at("/paging/count").asInt(), "the refused booking left nothing behind");
        assertEquals(appointment.path("id"), appointments.at("/events/0/id"));
        assertEquals(text(appointment, "/startTime"), text(appointments, "/events/0/startTime"));

        JsonNode notes = ofContact("list_contact_notes", contact);
        assertEquals(1, notes.at("/paging/count").asInt());
        assertEquals(note, text(notes, "/notes/0/id"));
        assertEquals("Prefers mornings.", text(notes, "/notes/0/body"));

        JsonNode found = ofContact("search_opportunities", contact);
        assertEquals(1, found.at("/paging/total").asInt());
        assertEquals(opportunity, text(found, "/opportunities/0/id"));
        JsonNode read = ok("get_opportunity", "{'opportunityId':'%s'}".formatted(opportunity));
        assertEquals("won", text(read, "/opportunity/status"));
        assertEquals(575, read.at("/opportunity/monetaryValue").asInt());
        assertEquals(contact, text(read, "/opportunity/contact/id"));
    }

    private String lead() throws Exception {
        JsonNode answer = ok("create_contact", """
                {'firstName':'Mira','lastName':'Lindqvist','email':'mira.lindqvist@example.com',
                'phone':'+12075550177','source':'web form'}""");
        assertEquals("mira.lindqvist@example.com", text(answer, "/contact/email"));
        assertEquals("lead", text(answer, "/contact/type"));
        return text(answer, "/contact/id");
    }

    private void tag(String contact) throws Exception {
        JsonNode tags = json("[\"lead\",\"whitening\"]");
        JsonNode answer = ok("add_contact_tags", "{'contactId':'%s','tags':%s}".formatted(contact, tags));
        assertEquals(tags, answer.path("tags"));
        assertEquals(tags, ofContact("get_contact", contact).at("/contact/tags"));
    }

    private String opportunity(String contact) throws Exception {
        JsonNode pipeline = ok("list_pipelines", "{}").at("/pipelines/0");
        assertEquals("New patients", text(pipeline, "/name"));
        String stage = text(pipeline, "/stages/0/id");
        JsonNode answer = ok("create_opportunity", """
                {'name':'Whitening for Mira','status':'open','monetaryValue':575,
                'contactId':'%s','pipelineId':'%s','pipelineStageId':'%s'}""".formatted(contact, text(pipeline, "/id"), stage));
        assertEquals("open", text(answer, "/opportunity/status"));
        assertEquals(stage, text(answer, "/opportunity/pipelineStageId"));
        assertEquals(contact, text(answer, "/opportunity/contactId"));
        return text(answer, "/opportunity/id");
    }

    private JsonNode appointment(String contact) throws Exception {
        JsonNode whitening = ok("list_calendars", "{}").at("/calendars/1");
        assertEquals("Whitening", text(whitening, "/name"));
        String calendar = text(whitening, "/id");
        // The first slot might begin before it is booked.
        String slot = slots(calendar).getLast();
        String wish = "{'calendarId':'%s','contactId':'%s','startTime':'%s','title':'Whitening'}"
                .formatted(calendar, contact, slot);
        JsonNode booked = ok("create_appointment", wish);
        assertEquals(slot, text(booked, "/startTime"));
        assertEquals(contact, text(booked, "/contactId"));
        assertEquals("confirmed", text(booked, "/appointmentStatus"));
        assertFalse(slots(calendar).contains(slot), "it is no longer offered");

        JsonNode refused = call("create_appointment", wish);
        assertTrue(refused.path("isError").asBoolean());
        String said = text(refused, "/content/0/text");
        assertTrue(said.startsWith("HighLevel answered 400 and said"), said);
        return booked;
    }

    private List<String> slots(String calendar) throws Exception {
        Instant now = Instant.now();
        String window = "{'calendarId':'%s','startDate':'%s','endDate':'%s'}"
                .formatted(calendar, now, now.plus(Duration.ofDays(10)));
        return ok("get_free_slots", window)
                .valueStream()
                .flatMap(day -> day.path("slots").valueStream())
                .map(JsonNode::asString)
                .toList();
    }

    private String note(String contact) throws Exception {
        String prefers = "{'contactId':'%s','body':'Prefers mornings.'}".formatted(contact);
        JsonNode answer = ok("create_contact_note", prefers);
        assertEquals("Prefers mornings.", text(answer, "/note/body"));
        return text(answer, "/note/id");
    }

    private void win(String opportunity) throws Exception {
        JsonNode answer =
                ok("update_opportunity_status", "{'opportunityId':'%s','status':'won'}".formatted(opportunity));
        assertTrue(answer.path("succeded").asBoolean());
    }

    private String invoice(String contact) throws Exception {
        JsonNode draft = ok("upsert_invoice", """
                {'name':'Whitening','currency':'USD','items':[%s],'issueDate':'2026-12-01','liveMode':false,
                'discount':{'type':'fixed','value':25},'businessDetails':{'name':'Harbor Dental'},
                'contactDetails':{'id':'%s','name':'Mira','email':'mira@example.com','phoneNo':'+12075550177'}}""".formatted(ONE_SESSION, contact));
        assertEquals("draft", text(draft, "/status"));
        assertEquals(425, draft.path("total").asInt());
        assertEquals(contact, text(draft, "/contactDetails/id"));
        return text(draft, "/_id");
    }

    private void replace(String invoice) throws Exception {
        JsonNode draft = ok("upsert_invoice", """
                {'invoiceId':'%s','name':'Whitening with trays','currency':'USD','items':[%s,%s],
                'issueDate':'2026-12-01','dueDate':'2026-12-15'}""".formatted(invoice, ONE_SESSION, TWO_TRAYS));
        assertEquals(invoice, text(draft, "/_id"), "no second one was made");
        assertEquals("draft", text(draft, "/status"));
        assertEquals("Whitening with trays", text(draft, "/name"));
        assertEquals("2026-12-15", text(draft, "/dueDate"));
        assertEquals(2, draft.path("invoiceItems").size());
        assertEquals(550, draft.path("total").asInt());
        assertFalse(draft.path("liveMode").asBoolean(true), "what is left out stays as it was");
        assertEquals("Mira", text(draft, "/contactDetails/name"));
    }

    private JsonNode ofContact(String tool, String contact) throws Exception {
        return ok(tool, "{'contactId':'%s'}".formatted(contact));
    }

    private JsonNode ok(String tool, String arguments) throws Exception {
        JsonNode result = call(tool, arguments);
        String text = text(result, "/content/0/text");
        assertFalse(result.path("isError").asBoolean(true), tool + ": " + text);
        assertEquals(json(text), result.path("structuredContent"), "the text says the same");
        return result.path("structuredContent");
    }

    private JsonNode call(String tool, String arguments) throws Exception {
        calls++;
        program.send(JsonRpc.call(calls, tool, arguments.replace('\'', '"').replace('\n', ' ')));
        String answer = program.next();
        assertEquals(Integer.toString(calls), id(answer));
        return json(answer).path("result");
    }

    private static String text(JsonNode node, String pointer) {
        return node.at(pointer).asString();
    }
}
