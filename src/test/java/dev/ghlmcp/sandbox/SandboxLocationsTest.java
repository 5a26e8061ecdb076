package dev.ghlmcp.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.sandbox.api.SampleAccount;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What one sub-account has is not there for another.
class SandboxLocationsTest {
    private static final String SECOND = SampleAccount.SECOND_LOCATION_ID;
    private static final String INES = "rT4Zk8QmW2sLx9VbNc3D";
    private static final String MAYA = "9bXDRdLTcEhj4ZP2CfwB";

    @AutoClose
    private final Wire wire = Wire.start();

    @Test
    void showsEachLocationItsOwn() {
        assertEquals(
                List.of("Maya Castellanos", "Ines Okafor"),
                second("GET", "/contacts/?locationId=" + SECOND, null).each("contacts", "contactName"));
        assertEquals(
                2,
                second("POST", "/contacts/search", "{'locationId':'%s','pageLimit':100}".formatted(SECOND))
                        .body()
                        .get("total")
                        .asInt());
        assertEquals(
                List.of("Braces"),
                second("GET", "/opportunities/pipelines?locationId=" + SECOND, null)
                        .each("pipelines", "name"));
        assertEquals(
                List.of("Braces consultations"),
                second("GET", "/calendars/?locationId=" + SECOND, null).each("calendars", "name"));
        assertEquals(
                0,
                second("GET", "/opportunities/search?location_id=" + SECOND, null)
                        .body()
                        .get("opportunities")
                        .size());
        assertEquals(12, wire.search("").body().get("total").asInt());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/contacts/9bXDRdLTcEhj4ZP2CfwB",
                "/contacts/9bXDRdLTcEhj4ZP2CfwB/notes",
                "/calendars/B5JNYkG8jl6v1YDssibJ",
                "/calendars/groups?locationId=LOC",
                "/locations/LOC",
                "/contacts/?locationId=LOC"
            })
    void opensNothingOfAnother(String path) {
        int status = second("GET", path, null).status();
        assertEquals(path.contains("LOC") ? 403 : 400, status);
        assertTrue(wire.get(path).status() == 200, path);
    }

    @Test
    void knowsPeopleByLocation() {
        String maya = "'email':'maya.castellanos@example.com','phone':'+12075550103'";
        Wire.Answer upserted =
                second("POST", "/contacts/upsert", "{'locationId':'%s',%s,'city':'Saco'}".formatted(SECOND, maya));
        assertEquals("hG7Pd1YnE5uKa6RtMw0J", upserted.body().at("/contact/id").stringValue());
        assertEquals(
                "Portland",
                wire.get("/contacts/" + MAYA).body().at("/contact/city").stringValue());
        Wire.Answer duplicate = wire.send("POST", "/contacts/", "{'locationId':'LOC',%s}".formatted(maya));
        assertEquals(MAYA, duplicate.body().at("/meta/contactId").stringValue());
        assertEquals(
                201,
                wire.send("POST", "/contacts/", "{'locationId':'LOC','email':'ines.okafor@example.com'}")
                        .status());
    }

    @Test
    void writesOnlyWhereTheTokenBelongs() {
        Wire.Answer created = second("POST", "/contacts/", "{'locationId':'%s','name':'Ana Ruiz'}".formatted(SECOND));
        assertEquals(SECOND, created.body().at("/contact/locationId").stringValue());
        Wire.Answer tagged = wire.send(
                "POST",
                "/contacts/bulk/tags/update/add",
                "{'locationId':'LOC','contacts':['%s'],'tags':['stolen']}".formatted(INES));
        assertEquals(List.of("contact does not belong to location"), tagged.each("responses", "message"));
        Wire.Answer linked = wire.send(
                "POST",
                "/contacts/bulk/business",
                "{'locationId':'LOC','ids':['%s'],'businessId':null}".formatted(INES));
        assertEquals(0, linked.body().get("ids").size());
        String opportunity = "{'locationId':'%s','contactId':'%s','name':'x','status':'open','pipelineId':'%s'}";
        assertEquals(
                400,
                second("POST", "/opportunities/", opportunity.formatted(SECOND, INES, "hd1PE2vrV4E63L1PTFyC"))
                        .status());
        assertEquals(
                201,
                second("POST", "/opportunities/", opportunity.formatted(SECOND, INES, "nQ5Mh2RxY8wJt1CdKs7E"))
                        .status());
    }

    @ParameterizedTest
    @CsvSource({
        "HarborDentalLocation, 12",
        "WK59PFkl0JfI2yyVlbPe, 2",
        "CascoFamilyDentistry, 1",
    })
    void opensEachLocationToItsMintedToken(String location, int contacts) {
        App app = new App(wire);
        String agency = app.install(Map.of()).get("access_token").stringValue();
        String token =
                app.locationToken(agency, location).body().get("access_token").stringValue();
        Wire.Answer search = wire.send(
                token,
                "2021-07-28",
                "POST",
                "/contacts/search",
                "{'locationId':'%s','pageLimit':1}".formatted(location));
        assertEquals(contacts, search.body().get("total").asInt());
    }

    private Wire.Answer second(String method, String path, String json) {
        return wire.send(SampleAccount.SECOND_LOCATION_TOKEN, "2021-07-28", method, path, json);
    }
}
