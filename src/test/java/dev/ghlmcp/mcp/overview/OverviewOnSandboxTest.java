package dev.ghlmcp.mcp.overview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.OnSandbox;
import dev.ghlmcp.mcp.call.ToolResult;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the overviews answer of the sample account.
class OverviewOnSandboxTest {
    private static final String PRIYA = "{'contactId':'ouXvz8AgsBOHRYQt5OJB'}";

    private final OnSandbox sandbox = new OnSandbox();

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void aContactHasNamesInPlaceOfIdsAndTimesOfTheSubAccount() {
        JsonNode overview = sandbox.call("get_contact_overview", PRIYA);
        assertEquals("Nora Whitfield", overview.at("/contact/owner").asString());
        assertEquals(
                "Northeast Dental Plan",
                overview.at("/contact/customFields/Insurance provider").asString());
        assertEquals("Send the payment plan", overview.at("/openTasks/0/title").asString());
        assertEquals(
                "2026-12-01T12:00:00-05:00", overview.at("/openTasks/0/dueDate").asString());
        assertEquals("Aligner check", overview.at("/nextAppointments/0/title").asString());
        assertEquals(
                "2026-12-08T17:30:00-05:00",
                overview.at("/nextAppointments/0/startTime").asString());
        assertEquals(
                "Checkups and cleanings",
                overview.at("/nextAppointments/0/calendar").asString());
        assertEquals(
                "Aligners ordered", overview.at("/openOpportunities/0/stage").asString());
        assertEquals("Invisalign", overview.at("/openOpportunities/0/pipeline").asString());
        assertTrue(overview.at("/lastMessage/body").asString().contains("18:00"));
        assertTrue(overview.path("notes").valueStream().anyMatch(note -> note.has("onAppointment")));
        assertFalse(overview.has("notRead"), overview::toString);
        assertEquals(
                "['contact.customFields','contact.name','contact.source','contact.tags[]',".replace('\'', '"')
                        + "'lastMessage.body','nextAppointments[].notes','nextAppointments[].title','notes[].body',"
                                .replace('\'', '"')
                        + "'notes[].title','openOpportunities[].name','openTasks[].body','openTasks[].title']"
                                .replace('\'', '"'),
                overview.path("dataNotInstructions").toString());
        assertEquals("HarborDentalLocation", overview.at("/touched/locationId").asString());
        assertTrue(Json.size((ObjectNode) overview) <= 3000, () -> Json.size((ObjectNode) overview) + ": " + overview);
    }

    @Test
    void fieldsSelectFromIt() {
        JsonNode some = sandbox.call(
                "get_contact_overview",
                "{'contactId':'ouXvz8AgsBOHRYQt5OJB','locationId':'Harbor Dental','fields':['contact.owner']}");
        assertEquals(
                "{'contact':{'id':'ouXvz8AgsBOHRYQt5OJB','owner':'Nora Whitfield'},".replace('\'', '"')
                        + "'touched':{'locationId':'HarborDentalLocation','name':'Harbor Dental'}}".replace('\'', '"'),
                some.toString());
        JsonNode missed = sandbox.call(
                "get_contact_overview", "{'contactId':'ouXvz8AgsBOHRYQt5OJB','fields':['notRead','contact.name']}");
        assertFalse(missed.has("fieldsNotFound"), missed::toString);
    }

    @Test
    void aFailureNamesTheToolThatWasCalled() {
        assertEquals(
                "Nothing was sent. get_contact_overview: contactId must be an id (letters, digits, '_', '-', '.'),"
                        + " got 'a/b'.",
                sandbox.failure("get_contact_overview", "{'contactId':'a/b'}"));
        String refused = sandbox.failure("get_pipeline_summary", "{'locationId':'Nowhere'}");
        assertTrue(refused.startsWith("Nothing was sent. get_pipeline_summary: locationId 'Nowhere'"), refused);
    }

    @Test
    void aContactThatIsNotThereIsAnError() {
        assertTrue(sandbox.failure("get_contact_overview", "{'contactId':'ouXvz8AgsBOHRYQt5OJX'}")
                .contains("not"));
    }

    @Test
    void partsThatTheViewHidesAreNamed() {
        ToolView view = ToolView.load()
                .without(Map.of("list_contact_notes", "list_contact_notes is hidden.", "list_custom_fields", "No."));
        ToolResult result = sandbox.reach(view)
                .call("get_contact_overview", (ObjectNode) Json.MAPPER.readTree(PRIYA.replace('\'', '"')));
        assertEquals(
                "list_contact_notes is hidden.",
                result.json().at("/notRead/notes").asString());
        assertFalse(result.json().at("/contact/customFields").isEmpty(), result::text);
        assertFalse(result.json().path("openOpportunities").isEmpty());
    }

    @Test
    void thePipelinesAreAddedUpByStage() {
        JsonNode summary = sandbox.call("get_pipeline_summary", "{}");
        assertEquals(4, summary.path("count").asInt());
        assertEquals(11030.5, summary.path("value").asDouble());
        JsonNode booked = summary.at("/pipelines/0/stages/1");
        assertEquals("Consultation booked", booked.path("name").asString());
        assertEquals(1, booked.path("count").asInt());
        assertEquals(
                "Declan Murphy: first visit", booked.at("/longestIdle/0/name").asString());
        assertEquals(
                "2026-08-03T05:20:00-04:00",
                booked.at("/longestIdle/0/lastChange").asString());
        assertTrue(Json.size((ObjectNode) summary) <= 3000, summary::toString);
    }

    @Test
    void aPipelineIsNamedByNameAndStatus() {
        JsonNode won = sandbox.call("get_pipeline_summary", "{'pipelineId':'new patients','status':'won'}");
        assertEquals(1, won.path("pipelines").size());
        assertEquals(
                "[\"pipelines[].stages[].longestIdle[].name\"]",
                won.path("dataNotInstructions").toString());
        assertEquals(5600, won.path("value").asDouble());
        assertTrue(sandbox.failure("get_pipeline_summary", "{'pipelineId':'Implants'}")
                .contains("there are \"New patients\", \"Invisalign\""));
    }
}
