package dev.ghlmcp.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.sandbox.api.SampleAccount;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// The agency, its sub-accounts, and which token opens what of them.
class SandboxAgencyTest {
    private static final String ORTHODONTICS = "WK59PFkl0JfI2yyVlbPe";

    @AutoClose
    private final Wire wire = Wire.start();

    @Test
    void showsAllLocationsToTheAgencyAndItselfToALocation() {
        assertEquals(
                List.of("Harbor Dental", "Harbor Orthodontics", "Casco Family Dentistry"),
                wire.asAgency("GET", "/locations/search", null).each("locations", "name"));
        assertEquals(List.of("Harbor Dental"), wire.get("/locations/search").each("locations", "name"));
    }

    @ParameterizedTest
    @CsvSource({
        "order=desc, Casco Family Dentistry Harbor Orthodontics Harbor Dental",
        "limit=1&skip=1, Harbor Orthodontics",
        "email=FRONT%40harbordental.example.com, Harbor Dental",
        "companyId=TidewaterAgencyCmpny&limit=1, Harbor Dental",
        "companyId=another,"
    })
    void searchesLocations(String query, String names) {
        Wire.Answer answer = wire.asAgency("GET", "/locations/search?" + query, null);
        assertEquals(names == null ? "" : names, String.join(" ", answer.each("locations", "name")));
    }

    @Test
    void opensALocationToTheAgencyAndToItself() {
        String other = "/locations/" + ORTHODONTICS;
        JsonNode location = wire.get("/locations/LOC").body().get("location");
        assertEquals("America/New_York", location.get("timezone").stringValue());
        assertEquals("Portland", location.at("/business/city").stringValue());
        assertEquals(200, wire.asAgency("GET", other, null).status());
        assertEquals(403, wire.get(other).status());
        Wire.Answer unknown = wire.asAgency("GET", "/locations/unknown", null);
        assertEquals(400, unknown.status());
        assertEquals("Location with id unknown not found", unknown.message());
    }

    @Test
    void createsAndUpdatesALocation() {
        Wire.Answer created = wire.asAgency("POST", "/locations/", """
                {'name':'Harbor Kids','companyId':'TidewaterAgencyCmpny','country':'US',
                'prospectInfo':{'firstName':'Lena','lastName':'Ross','email':'lena@example.com'},
                'twilio':{'sid':'s','authToken':'t'},'settings':{'allowDuplicateContact':true}}""");
        assertEquals(200, created.status());
        String id = created.body().get("id").stringValue();
        assertEquals("lena@example.com", created.body().get("email").stringValue());
        assertFalse(created.body().has("twilio"));
        assertTrue(created.body().at("/settings/allowDuplicateContact").asBoolean());
        assertFalse(created.body().at("/settings/disableContactTimezone").asBoolean());

        Wire.Answer updated = wire.asAgency(
                "PUT", "/locations/" + id, "{'companyId':'TidewaterAgencyCmpny','name':'Harbor Kids Dental'}");
        assertEquals("Harbor Kids Dental", updated.body().get("name").stringValue());
        JsonNode read = wire.asAgency("GET", "/locations/" + id, null).body().get("location");
        assertEquals("Harbor Kids Dental", read.get("name").stringValue());
        assertEquals("Lena", read.get("firstName").stringValue());
        assertEquals(
                4,
                wire.asAgency("GET", "/companies/" + SampleAccount.COMPANY_ID, null)
                        .body()
                        .at("/company/locationCount")
                        .asInt());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            GET  | /companies/TidewaterAgencyCmpny | ""
            POST | /locations/                     | {'name':'x','companyId':'TidewaterAgencyCmpny'}
            PUT  | /locations/LOC                  | {'companyId':'TidewaterAgencyCmpny'}
            """)
    void refusesALocationWhatIsTheAgencys(String method, String path, String body) {
        Wire.Answer answer = wire.send(method, path, body.isEmpty() ? null : body);
        assertEquals(401, answer.status());
        assertEquals("The token is not authorized for this scope.", answer.message());
    }

    @Test
    void checksObjectsInsideABody() {
        Wire.Answer answer = wire.asAgency("POST", "/locations/", """
                {'companyId':'TidewaterAgencyCmpny','country':'XX','settings':{'dark':true,'allowDuplicateContact':1},
                'prospectInfo':{'firstName':'Lena','lastName':'Ross'}}""");
        assertEquals(422, answer.status());
        String messages = answer.body().get("message").toString();
        assertTrue(messages.contains("\"name must be a string\""), messages);
        assertTrue(messages.contains("\"country must be one of the following values: AF, AX,"), messages);
        assertTrue(messages.contains("\"prospectInfo.email must be a string\""), messages);
        assertTrue(messages.contains("\"settings.property dark should not exist\""), messages);
        assertTrue(messages.contains("\"settings.allowDuplicateContact must be a boolean value\""), messages);
    }

    @Test
    void listsCustomFieldsOfContactsUnlessToldOtherwise() {
        assertEquals(4, customFields(""));
        assertEquals(3, customFields("?model=opportunity"));
        assertEquals(7, customFields("?model=all"));
        assertEquals(422, wire.get("/locations/LOC/customFields?model=company").status());
        assertEquals(403, wire.get("/locations/another/customFields").status());
        assertEquals(
                401, wire.asAgency("GET", "/locations/LOC/customFields", null).status());
    }

    private int customFields(String query) {
        return wire.get("/locations/LOC/customFields" + query)
                .body()
                .get("customFields")
                .size();
    }
}
