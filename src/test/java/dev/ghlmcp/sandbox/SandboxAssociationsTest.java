package dev.ghlmcp.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Associations between objects, and relations between their records.
class SandboxAssociationsTest {
    private static final String MAYA = "9bXDRdLTcEhj4ZP2CfwB";
    private static final String OLIVER = "2fYxr3StmfCUjhu18fXD";
    private static final String SYSTEM = "BUSINESSES_CONTACTS_ASSOCIATION";
    private static final String PAGE = "?locationId=LOC&skip=0&limit=100";

    @AutoClose
    private final Wire wire = Wire.start();

    @Test
    void listsWhatTheLocationHas() {
        Wire.Answer all = wire.get("/associations/" + PAGE);
        assertEquals(3, all.body().get("total").asInt());
        assertEquals(List.of(SYSTEM, "aligner_case_patient", "referral"), all.each("associations", "key"));
        Wire.Answer second = wire.get("/associations/?locationId=LOC&skip=1&limit=1");
        assertEquals(List.of("aligner_case_patient"), second.each("associations", "key"));
        assertEquals(3, second.body().get("total").asInt());
    }

    @ParameterizedTest
    @CsvSource({
        "/associations/?locationId=LOC, skip limit",
        "/associations/relations/x?locationId=LOC&skip=0, limit",
        "/associations/?locationId=LOC&limit=ten&skip=0, limit"
    })
    void requiresPaging(String path, String missing) {
        Wire.Answer answer = wire.get(path);
        assertEquals(422, answer.status());
        for (String name : missing.split(" ", -1)) {
            assertTrue(answer.body()
                    .get("message")
                    .toString()
                    .contains(name + " must be a number conforming to the specified constraints"));
        }
    }

    @Test
    void findsByIdKeyAndObject() {
        String id = id("referral");
        assertEquals(id, wire.get("/associations/" + id).body().get("id").stringValue());
        Wire.Answer ofContact = wire.get("/associations/objectKey/contact");
        assertEquals(List.of(SYSTEM, "aligner_case_patient", "referral"), ofContact.each("associations", "key"));
        Wire.Answer ofBusiness = wire.get("/associations/objectKey/business?locationId=LOC");
        assertEquals(List.of(SYSTEM), ofBusiness.each("associations", "key"));
        Wire.Answer unknown = wire.get("/associations/key/retainer_patient?locationId=LOC");
        assertEquals(400, unknown.status());
        assertEquals("Association with key retainer_patient not found", unknown.message());
    }

    @Test
    void createsAndRelabels() {
        Wire.Answer created = wire.send("POST", "/associations/", household());
        assertEquals(201, created.status());
        assertEquals("USER_DEFINED", created.body().get("associationType").stringValue());
        assertEquals(400, wire.send("POST", "/associations/", household()).status());
        String path = "/associations/" + created.body().get("id").stringValue();
        String labels = "{'firstObjectLabel':'Guardian','secondObjectLabel':'Minor'}";
        assertEquals(
                "Guardian",
                wire.send("PUT", path, labels).body().get("firstObjectLabel").stringValue());
        assertEquals("Minor", wire.get(path).body().get("secondObjectLabel").stringValue());
        assertEquals(
                422,
                wire.send("PUT", path, "{'firstObjectLabel':'Guardian','key':'x'}")
                        .status());
    }

    @Test
    void relatesRecordsOnce() {
        String relation = relation(id("referral"), OLIVER, MAYA);
        Wire.Answer created = wire.send("POST", "/associations/relations", relation);
        assertEquals(201, created.status());
        assertEquals("contact", created.body().get("firstObjectKey").stringValue());
        Wire.Answer again = wire.send("POST", "/associations/relations", relation);
        assertEquals(400, again.status());
        assertEquals(
                "Could not create relation: duplicate relation of object Ids for given association " + id("referral"),
                again.message());

        assertEquals(List.of(created.body().get("id").stringValue()), relations(OLIVER, ""));
        String one = "/associations/relations/" + created.body().get("id").stringValue();
        assertEquals(422, wire.send("DELETE", one, null).status());
        assertTrue(wire.send("DELETE", one + "?locationId=LOC", null)
                .body()
                .get("deleted")
                .asBoolean());
        assertEquals(List.of(), relations(OLIVER, ""));
    }

    @Test
    void wantsTheRecordsInTheOrderOfTheAssociation() {
        Wire.Answer swapped =
                wire.send("POST", "/associations/relations", relation(SYSTEM, MAYA, "fa6c8bbc2a299e490bbed2cf"));
        assertEquals(400, swapped.status());
        assertEquals("Record with id " + MAYA + " not found for object business", swapped.message());
    }

    @Test
    void listsTheRelationsOfARecord() {
        wire.send("POST", "/associations/relations", relation(SYSTEM, "fa6c8bbc2a299e490bbed2cf", MAYA));
        assertEquals(3, relations(MAYA, "").size());
        assertEquals(1, relations(MAYA, "&associationIds=" + SYSTEM).size());
        assertEquals(
                2, relations(MAYA, "&associationIds%5B%5D=" + id("referral")).size());
        assertEquals(
                3,
                relations(MAYA, "&associationIds=" + SYSTEM + "&associationIds=" + id("referral"))
                        .size());
        wire.send("DELETE", "/contacts/" + MAYA, null);
        assertEquals(List.of(), relations(MAYA, ""));
    }

    @Test
    void deletesAnAssociationWithItsRelations() {
        Wire.Answer answer = wire.send("DELETE", "/associations/" + id("referral"), null);
        assertEquals("Association deleted successfully", answer.message());
        assertEquals(List.of(), relations(MAYA, ""));
        assertEquals(400, wire.send("DELETE", "/associations/" + SYSTEM, null).status());
        assertEquals(200, wire.get("/associations/" + SYSTEM).status());
    }

    private List<String> relations(String record, String more) {
        JsonNode body =
                wire.get("/associations/relations/" + record + PAGE + more).body();
        List<String> ids = body.get("relations")
                .valueStream()
                .map(relation -> relation.get("id").stringValue())
                .toList();
        assertEquals(ids.size(), body.get("total").asInt());
        return ids;
    }

    private String id(String key) {
        return wire.get("/associations/key/" + key + "?locationId=LOC")
                .body()
                .get("id")
                .stringValue();
    }

    private static String household() {
        return "{'locationId':'LOC','key':'household','firstObjectLabel':'Parent','firstObjectKey':'contact',"
                + "'secondObjectLabel':'Child','secondObjectKey':'contact'}";
    }

    private static String relation(String association, String first, String second) {
        return "{'locationId':'LOC','associationId':'%s','firstRecordId':'%s','secondRecordId':'%s'}"
                .formatted(association, first, second);
    }
}
