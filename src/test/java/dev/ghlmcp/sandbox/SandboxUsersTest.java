package dev.ghlmcp.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.sandbox.api.SampleAccount;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Users, as the sub-account and as the agency see them.
class SandboxUsersTest {
    private static final String SEARCH = "/users/search?companyId=" + SampleAccount.COMPANY_ID;
    private static final String NORA = "7KWyWfty6uEvcdZQoaZr";

    @AutoClose
    private final Wire wire = Wire.start();

    @Test
    void listsTheUsersOfALocationBeforeV3() {
        assertEquals("Nora Sam Evelyn", wire.get("/users/?locationId=LOC").firsts("users", "firstName"));
        Wire.Answer agency = wire.asAgency("GET", "/users/?locationId=LOC", null);
        assertEquals(401, agency.status());
        assertEquals("Token's user type mismatch!", agency.message());
        Wire.Answer v3 = wire.send("v3", "GET", "/users/?locationId=LOC", null);
        assertEquals(400, v3.status());
        assertEquals("Endpoint /users/ not available in API version v3", v3.message());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                       | Marion Nora Sam Evelyn
            &locationId=LOC                          | Nora Sam Evelyn
            &query=OKAFOR                            | Sam
            &type=agency                             | Marion
            &role=user                               | Sam Evelyn
            &ids=7KWyWfty6uEvcdZQoaZr,unknown        | Nora
            &sort=firstName&sortDirection=desc       | Sam Nora Marion Evelyn
            &skip=1&limit=2                          | Nora Sam
            """)
    void searches(String query, String names) {
        assertEquals(names, wire.asAgency("GET", SEARCH + query, null).firsts("users", "firstName"));
    }

    @Test
    void searchesForASubAccountInItself() {
        Wire.Answer answer = wire.get(SEARCH);
        assertEquals("Nora Sam Evelyn", answer.firsts("users", "firstName"));
        assertEquals(3, answer.body().get("count").asInt());
        assertEquals(422, wire.get("/users/search").status());
        assertEquals(400, wire.get("/users/" + marion()).status());
    }

    @Test
    void filtersByEmailForTheAgencyOnly() {
        String path = "/users/search/filter-by-email";
        String body =
                "{'companyId':'%s','emails':'SAM@harbordental.example.com, marion@tidewateragency.example.com','limit':'1'}"
                        .formatted(SampleAccount.COMPANY_ID);
        Wire.Answer answer = wire.asAgency("POST", path, body);
        assertEquals(200, answer.status());
        assertEquals("Marion", answer.firsts("users", "firstName"));
        assertEquals(2, answer.body().get("count").asInt());
        assertEquals(
                "Token's user type mismatch!", wire.send("POST", path, body).message());
        assertEquals(422, wire.asAgency("POST", path, body.replace("'1'", "1")).status());
    }

    @Test
    void createsReadsAndUpdates() {
        Wire.Answer created = create();
        assertEquals(201, created.status());
        String id = created.body().get("id").asString();
        JsonNode read = wire.get("/users/" + id).body();
        assertEquals("Ines Duarte", read.get("name").asString());
        assertEquals(SampleAccount.LOCATION_ID, read.at("/roles/locationIds/0").asString());
        assertTrue(read.at("/permissions/contactsEnabled").asBoolean());
        assertFalse(read.at("/permissions/tagsEnabled").asBoolean());
        assertEquals(38, read.get("permissions").size());
        assertFalse(read.toString().contains("secret"));

        Wire.Answer updated =
                wire.send("PUT", "/users/" + id, "{'lastName':'Costa','email':'new@example.com','role':'admin'}");
        assertEquals(200, updated.status());
        read = wire.get("/users/" + id).body();
        assertEquals("Ines Costa", read.get("name").asString());
        assertEquals("ines@harbordental.example.com", read.get("email").asString());
        assertEquals("admin", read.at("/roles/role").asString());
        assertEquals("account", read.at("/roles/type").asString());
    }

    @Test
    void asksTheAgencyForItsCompanyInAnUpdate() {
        String path = "/users/" + NORA;
        assertEquals(422, wire.asAgency("PUT", path, "{'phone':'+12075550116'}").status());
        assertEquals(
                200,
                wire.asAgency("PUT", path, "{'phone':'+12075550116','companyId':'" + SampleAccount.COMPANY_ID + "'}")
                        .status());
    }

    @Test
    void queuesDeletions() {
        String id = create().body().get("id").asString();
        Wire.Answer answer = wire.send("DELETE", "/users/" + id, null);
        assertTrue(answer.body().get("succeded").asBoolean());
        assertTrue(answer.message().startsWith("Queued deleting user with e-mail ines@harbordental.example.com"));
        assertTrue(answer.message().endsWith("Will take effect in a few minutes."));
        assertEquals(
                "User with id " + id + " not found", wire.get("/users/" + id).message());
        Wire.Answer deleted = wire.asAgency(
                "POST",
                "/users/search/filter-by-email",
                "{'companyId':'%s','emails':'ines@harbordental.example.com','deleted':true}"
                        .formatted(SampleAccount.COMPANY_ID));
        assertTrue(deleted.body().at("/users/0/deleted").asBoolean());
        assertTrue(wire.send("v3", "DELETE", "/users/" + NORA, null)
                .body()
                .get("succeeded")
                .asBoolean());
    }

    private Wire.Answer create() {
        return wire.send("POST", "/users/", """
                {'companyId':'%s','firstName':'Ines','lastName':'Duarte','email':'ines@harbordental.example.com',
                'password':'secret','type':'account','role':'user','locationIds':['LOC'],
                'permissions':{'tagsEnabled':false}}""".formatted(SampleAccount.COMPANY_ID));
    }

    private String marion() {
        return wire.asAgency("GET", SEARCH + "&type=agency", null)
                .body()
                .at("/users/0/id")
                .asString();
    }
}
