package dev.ghlmcp.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.sandbox.api.SandboxOptions;
import dev.ghlmcp.sandbox.store.SandboxStore;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// What hangs on a contact: tags, followers, notes, tasks, enrolments, businesses, appointments.
class SandboxLinksTest {
    private static final String BUSINESS = "fa6c8bbc2a299e490bbed2cf";

    @AutoClose
    private final Wire wire = Wire.start();

    private String priya;

    @BeforeEach
    void findPriya() {
        priya = wire.search(",'query':'priya'").body().at("/contacts/0/id").stringValue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            POST   | tags      | {'tags':['new','patient']}  | 201 | {"tags":["patient","invisalign","new"],"tagsAdded":["new"]}
            DELETE | tags      | {'tags':['patient','else']} | 200 | {"tags":["invisalign"],"tagsRemoved":["patient"]}
            POST   | followers | {'followers':['user1']}     | 201 | {"followers":["knnVmnbSF0d57Iq6S0qv","user1"],"followersAdded":["user1"]}
            DELETE | followers | {'followers':['knnVmnbSF0d57Iq6S0qv']} | 200 | {"followers":[],"followersRemoved":["knnVmnbSF0d57Iq6S0qv"]}
            """)
    void changesLists(String method, String list, String body, int status, String expected) {
        Wire.Answer answer = wire.send(method, "/contacts/" + priya + "/" + list, body);
        assertEquals(status, answer.status());
        assertEquals(expected, answer.untraced());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            POST   | campaigns/zTpXxVNwCGiVTWnqVpRZ | {}                                   | 201
            DELETE | campaigns/zTpXxVNwCGiVTWnqVpRZ | ""                                   | 200
            DELETE | campaigns/removeAll            | ""                                   | 200
            POST   | workflow/WORKFLOW              | {'eventStartTime':'2026-12-01T09:00:00+01:00'} | 200
            DELETE | workflow/WORKFLOW              | {}                                   | 200
            """)
    void enrols(String method, String path, String body, int status) {
        String workflow = SandboxStore.seeded(SandboxOptions.defaults()).records("workflows").stream()
                .findFirst()
                .orElseThrow()
                .get("id")
                .stringValue();
        Wire.Answer answer = wire.send(method, "/contacts/" + priya + "/" + path.replace("WORKFLOW", workflow), body);
        assertEquals(status, answer.status());
        assertEquals("{\"succeded\":true}", answer.untraced());
    }

    @Test
    void refusesUnknownPrograms() {
        assertEquals(
                400,
                wire.send("POST", "/contacts/" + priya + "/campaigns/none", "{}")
                        .status());
        assertEquals(
                400,
                wire.send("POST", "/contacts/" + priya + "/workflow/none", "{}").status());
    }

    @Test
    void tagsManyAndTellsEachOutcome() {
        String gone = wire.create("'firstName':'Gone'");
        wire.send("DELETE", "/contacts/" + gone, null);
        String body = "{'contacts':['%s','abcdef','%s','3ualbhnV7j3n3a9r2moD'],'tags':%s,'locationId':'LOC'%s}";
        Wire.Answer added =
                wire.send("POST", "/contacts/bulk/tags/update/add", body.formatted(priya, gone, "['vip']", ""));
        assertEquals(201, added.status());
        assertTrue(added.body().get("succeded").asBoolean());
        assertEquals(3, added.body().get("errorCount").asInt());
        JsonNode responses = added.body().get("responses");
        assertEquals(
                "{\"contactId\":\"%s\",\"message\":\"Tags updated\",\"type\":\"success\",".formatted(priya)
                        + "\"oldTags\":[\"patient\",\"invisalign\"],\"tagsAdded\":[\"vip\"],\"tagsRemoved\":[]}",
                responses.get(0).toString());
        assertEquals(
                "contact id is not a valid firebase id",
                responses.at("/1/message").stringValue());
        assertEquals("contact is deleted", responses.at("/2/message").stringValue());
        assertEquals(
                "contact does not belong to location",
                responses.at("/3/message").stringValue());

        String all = body.formatted(priya, gone, "[]", ",'removeAllTags':true");
        assertEquals(
                422, wire.send("POST", "/contacts/bulk/tags/update/add", all).status());
        Wire.Answer removed = wire.send("POST", "/contacts/bulk/tags/update/remove", all);
        assertEquals(3, removed.body().at("/responses/0/tagsRemoved").size());
    }

    @Test
    void keepsNotes() {
        String notes = "/contacts/" + priya + "/notes";
        Wire.Answer created = wire.send("POST", notes, "{'body':'Called back','pinned':true}");
        assertEquals(201, created.status());
        String note = notes + "/" + created.body().at("/note/id").stringValue();
        assertEquals(priya, created.body().at("/note/contactId").stringValue());
        assertEquals(3, wire.get(notes).body().get("notes").size());
        assertEquals(
                "Twice",
                wire.send("PUT", note, "{'body':'Twice'}")
                        .body()
                        .at("/note/body")
                        .stringValue());
        assertTrue(wire.get(note).body().at("/note/pinned").asBoolean());
        assertEquals("{\"succeded\":true}", wire.send("DELETE", note, null).untraced());
        assertEquals(400, wire.get(note).status());
        assertEquals(2, wire.get(notes).body().get("notes").size());
    }

    @Test
    void keepsTasks() {
        String tasks = "/contacts/" + priya + "/tasks";
        Wire.Answer created =
                wire.send("POST", tasks, "{'title':'Call','dueDate':'2026-12-01T09:00:00Z','completed':false}");
        assertEquals(201, created.status());
        String task = tasks + "/" + created.body().at("/task/id").stringValue();
        Wire.Answer completed = wire.send("PUT", task + "/completed", "{'completed':true}");
        assertTrue(completed.body().at("/task/completed").asBoolean());
        assertEquals(
                "Ring",
                wire.send("PUT", task, "{'title':'Ring'}")
                        .body()
                        .at("/task/title")
                        .stringValue());
        assertTrue(wire.get(task).body().at("/task/completed").asBoolean());
        String other = wire.create("'firstName':'Other'");
        assertEquals(400, wire.get(task.replace(priya, other)).status());
        assertEquals(200, wire.send("DELETE", task, "{}").status());
        assertEquals(2, wire.get(tasks).body().get("tasks").size());
    }

    @Test
    void linksAndUnlinksABusiness() {
        String body = "{'locationId':'LOC','ids':['%s','unknown'],'businessId':%s}";
        String path = "/contacts/bulk/business";
        Wire.Answer linked = wire.send("POST", path, body.formatted(priya, "'" + BUSINESS + "'"));
        assertEquals(200, linked.status());
        assertEquals("{\"success\":true,\"ids\":[\"%s\"]}".formatted(priya), linked.untraced());
        assertEquals(
                BUSINESS,
                wire.get("/contacts/" + priya).body().at("/contact/businessId").stringValue());
        wire.send("POST", path, body.formatted(priya, "null"));
        assertFalse(wire.get("/contacts/" + priya).body().get("contact").has("businessId"));
    }

    @Test
    void listsAppointments() {
        JsonNode events =
                wire.get("/contacts/" + priya + "/appointments").body().get("events");
        assertEquals(1, events.size());
        assertEquals("2026-12-08 17:30:00", events.at("/0/startTime").stringValue());
    }
}
