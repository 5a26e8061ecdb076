package dev.ghlmcp.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Creating, reading, changing and removing opportunities.
class SandboxOpportunitiesTest {
    private static final String SEARCH = "/opportunities/search?location_id=LOC";
    private static final String PIPELINE = "hd1PE2vrV4E63L1PTFyC";
    private static final String SECOND_STAGE = "0691286d-33cd-4909-a458-5e48b7f8b97a";
    private static final String TREATMENT_PLAN = "LRmyZvl23u850LugHBR1";
    private static final String HANNAH = "0QtvvnGQz036F1J76hZa";
    private static final String PRIYA = "ouXvz8AgsBOHRYQt5OJB";
    private static final String NORA = "7KWyWfty6uEvcdZQoaZr";
    private static final String SAM = "knnVmnbSF0d57Iq6S0qv";

    @AutoClose
    private final Wire wire = Wire.start();

    @Test
    void createsAndReads() {
        Wire.Answer created = create(HANNAH, """
                ,'monetaryValue':250.5,'customFields':[{'key':'treatment_plan','field_value':'Veneers'}]""");
        assertEquals(201, created.status());
        JsonNode read = read(id(created));
        assertEquals(created.body().get("opportunity"), read);
        assertEquals("Hannah Abrams", read.at("/contact/name").asString());
        assertEquals(250.5, read.get("monetaryValue").asDouble());
        assertEquals(
                "f67ca898-0aab-4ae4-ac13-d2a43a6ada27",
                read.get("pipelineStageId").asString());
        assertEquals(TREATMENT_PLAN, read.at("/customFields/0/id").asString());
        assertEquals("Veneers", read.at("/customFields/0/fieldValue").asString());
        assertFalse(read.has("notes"));
    }

    @Test
    void refusesASecondOpenOpportunityInThePipeline() {
        String first = id(create(HANNAH, ""));
        Wire.Answer second = create(HANNAH, "");
        assertEquals(400, second.status());
        assertEquals("Can not create duplicate opportunity for the contact.", second.message());
        assertEquals("OPPORTUNITY_NO_DUPLICATE", second.body().get("code").asString());
        assertEquals(first, second.body().at("/meta/existingId").asString());
        assertTrue(wire.send("PUT", "/opportunities/" + first + "/status", "{'status':'won'}")
                .body()
                .get("succeded")
                .asBoolean());
        assertEquals(201, create(HANNAH, "").status());
    }

    @Test
    void updatesOnlyWhatIsSent() {
        String id = id(create(HANNAH, ",'monetaryValue':100"));
        Wire.Answer answer = wire.send(
                "PUT",
                "/opportunities/" + id,
                "{'pipelineStageId':'" + SECOND_STAGE + "','assignedTo':'" + NORA + "','monetaryValue':null}");
        assertEquals(200, answer.status());
        JsonNode read = read(id);
        assertEquals(SECOND_STAGE, read.get("pipelineStageId").asString());
        assertEquals(NORA, read.get("assignedTo").asString());
        assertFalse(read.has("monetaryValue"));
        assertEquals("Check-up", read.get("name").asString());
        Wire.Answer unknown = wire.send("PUT", "/opportunities/" + id, "{'pipelineStageId':'x'}");
        assertEquals(400, unknown.status());
    }

    @Test
    void upsertsTheOpenOneOfTheContact() {
        String body = "{'locationId':'LOC','pipelineId':'" + PIPELINE + "','contactId':'" + HANNAH + "'%s}";
        Wire.Answer created =
                wire.send("POST", "/opportunities/upsert", body.formatted(",'followers':['" + SAM + "']"));
        assertEquals(200, created.status());
        assertTrue(created.body().get("new").asBoolean());
        assertEquals("Hannah Abrams", created.body().at("/opportunity/name").asString());
        Wire.Answer known = wire.send("POST", "/opportunities/upsert", body.formatted("""
                ,'name':'Veneers','followers':['%s'],'followersActionType':'add'""".formatted(NORA)));
        assertFalse(known.body().get("new").asBoolean());
        assertEquals(id(created), id(known));
        assertEquals("Veneers", known.body().at("/opportunity/name").asString());
        assertEquals(2, known.body().at("/opportunity/followers").size());
        Wire.Answer byId = wire.send(
                "POST",
                "/opportunities/upsert",
                body.formatted(",'id':'" + id(created) + "','isRemoveAllFollowers':true"));
        assertEquals("[]", byId.body().at("/opportunity/followers").toString());
    }

    @Test
    void followsAndUnfollows() {
        String followers = "/opportunities/" + id(create(HANNAH, "")) + "/followers";
        Wire.Answer added = wire.send("POST", followers, "{'followers':['" + SAM + "','" + NORA + "']}");
        assertEquals(201, added.status());
        assertEquals(2, added.body().get("followersAdded").size());
        Wire.Answer removed = wire.send("DELETE", followers, "{'followers':['" + SAM + "']}");
        assertEquals(200, removed.status());
        assertEquals("[\"" + NORA + "\"]", removed.body().get("followers").toString());
        assertEquals("[\"" + SAM + "\"]", removed.body().get("followersRemoved").toString());
        Wire.Answer all = wire.send("DELETE", followers + "?isRemoveAllFollowers=true", "{'followers':[]}");
        assertEquals("[]", all.body().get("followers").toString());
    }

    @Test
    void goesWithItsContact() {
        String id = wire.get(SEARCH + "&contact_id=" + PRIYA)
                .body()
                .at("/opportunities/0/id")
                .asString();
        wire.send("DELETE", "/contacts/" + PRIYA, null);
        assertEquals(
                "Opportunity with id " + id + " not found",
                wire.get("/opportunities/" + id).message());
        assertEquals(4, wire.get(SEARCH).body().at("/meta/total").asInt());
    }

    @Test
    void deletes() {
        String path = "/opportunities/" + id(create(HANNAH, ""));
        assertTrue(wire.send("DELETE", path, null).body().get("succeded").asBoolean());
        assertEquals(400, wire.get(path).status());
    }

    @Test
    void speaksV3() {
        Wire.Answer created = wire.send("v3", "POST", "/opportunities/", body(HANNAH, """
                ,'forecastProbability':20,'customFields':[{'id':'%s','fieldValue':'Veneers'}]""".formatted(TREATMENT_PLAN)));
        assertEquals(201, created.status());
        assertEquals(20, created.body().at("/opportunity/effectiveProbability").asInt());
        assertFalse(read(id(created)).has("forecastProbability"));
        Wire.Answer snake = wire.send(
                "v3", "PUT", "/opportunities/" + id(created), "{'customFields':[{'id':'x','field_value':'y'}]}");
        assertEquals(422, snake.status());
        assertEquals(
                "[\"customFields.0.property field_value should not exist\"]",
                snake.body().get("message").toString());
        Wire.Answer dated = wire.send("PUT", "/opportunities/" + id(created), "{'forecastProbability':30}");
        assertEquals(422, dated.status());
        assertTrue(wire.send("v3", "DELETE", "/opportunities/" + id(created), null)
                .body()
                .get("success")
                .asBoolean());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'status':'lost','monetaryValue':'many'} | monetaryValue must be a number conforming to the specified constraints
            {'status':'closed'}                      | status must be one of the following values: open, won, lost, abandoned, all
            {'contactId':'x'}                        | property contactId should not exist
            """)
    void reportsViolations(String body, String message) {
        Wire.Answer answer = wire.send("PUT", "/opportunities/28MkrdiBsvDfaFBBEQoY", body);
        assertEquals(422, answer.status());
        assertEquals(message, answer.body().at("/message/0").asString());
    }

    private Wire.Answer create(String contact, String more) {
        return wire.send("POST", "/opportunities/", body(contact, more));
    }

    private static String body(String contact, String more) {
        return "{'locationId':'LOC','pipelineId':'%s','name':'Check-up','status':'open','contactId':'%s'%s}"
                .formatted(PIPELINE, contact, more);
    }

    private JsonNode read(String id) {
        return wire.get("/opportunities/" + id).body().get("opportunity");
    }

    private static String id(Wire.Answer answer) {
        return answer.body().at("/opportunity/id").asString();
    }
}
