package dev.ghlmcp.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.sandbox.api.SampleAccount;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What HighLevel's documents and the facts about it leave no room for.
class SandboxStrictnessTest {
    private static final String LEO = "/contacts/1IiLIkznpw7JnQKbv1Yz";

    @AutoClose
    private final Diary diary = Diary.open();

    private final Wire wire = diary.wire();

    @Test
    void nobodyChangesAChannelThatAPersonRefusedForGood() {
        assertEquals(
                200,
                wire.send("PUT", LEO, "{'dndSettings':{'SMS':{'status':'permanent'},'Email':{'status':'active'}}}")
                        .status());
        Wire.Answer refused = wire.send("PUT", LEO, "{'city':'Bath','dndSettings':{'SMS':{'status':'inactive'}}}");
        assertEquals(401, refused.status());
        assertFalse(wire.get(LEO).body().at("/contact/city").asString("").equals("Bath"), "the whole request");
        for (String settings : new String[] {"{'Email':{'status':'inactive'}}", "null", "{}"}) {
            assertEquals(
                    200,
                    wire.send("PUT", LEO, "{'dndSettings':" + settings + "}").status(),
                    settings);
            assertEquals(
                    "permanent",
                    wire.get(LEO).body().at("/contact/dndSettings/SMS/status").asString(""),
                    settings);
        }
        assertEquals(
                401,
                wire.send("v3", "PUT", LEO, "{'dndSettings':{'sms':{'status':'active'}}}")
                        .status());
    }

    @Test
    void takesNoTypesOfMessagesThatThereAreNot() {
        String search = "/conversations/search?locationId=LOC&lastMessageType=";
        assertEquals(200, wire.get(search + "TYPE_SMS").status());
        assertEquals(422, wire.get(search + "SMS").status());
        String id = wire.get("/conversations/search?locationId=LOC")
                .body()
                .at("/conversations/0/id")
                .stringValue();
        String messages = "/conversations/" + id + "/messages?type=";
        assertEquals(200, wire.get(messages + "TYPE_SMS,TYPE_CALL").status());
        Wire.Answer refused = wire.get(messages + "TYPE_SMS,CALL");
        assertEquals(422, refused.status());
        assertTrue(Diary.first(refused).contains("TYPE_CALL"), refused.body()::toString);
    }

    @Test
    void aBlockedSlotIsACalendarsOrAUsers() {
        String slot = Diary.id(diary.block("'locationId':'LOC','calendarId':'" + Diary.TOUR
                + "','startTime':'2026-12-04T10:00:00-05:00','endTime':'2026-12-04T11:00:00-05:00'"));
        Wire.Answer refused =
                wire.send("PUT", "/calendars/events/block-slots/" + slot, "{'locationId':'LOC','title':'Closed'}");
        assertEquals(422, refused.status());
        assertEquals("Either calendarId or assignedUserId is required", refused.message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"active", "completed"})
    void onlyV3TakesTheseStatuses(String status) {
        String event = "/calendars/events/appointments/" + Diary.id(diary.book("'startTime':'" + Diary.SLOT + "'"));
        String body = "{'appointmentStatus':'" + status + "'}";
        assertEquals(422, wire.send("PUT", event, body).status());
        assertEquals(200, wire.send("v3", "PUT", event, body).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {SampleAccount.LOCATION_TOKEN, "Basic " + SampleAccount.LOCATION_TOKEN, "Bearer", ""})
    void aTokenComesAsABearer(String authorization) {
        Wire.Answer answer = wire.send(wire.request("GET", LEO, null)
                .header("Authorization", authorization)
                .header("Version", "2021-07-28")
                .build());
        assertEquals(401, answer.status());
    }

    @Test
    void namesThePathThatWasAskedFor() {
        Wire.Answer answer = wire.send("2021-07-28", "DELETE", LEO + "/campaigns/remove-all", null);
        assertEquals(404, answer.status());
        assertEquals("Cannot DELETE " + LEO + "/campaigns/remove-all", answer.message());
    }

    @Test
    void saysWhatANumberInPlaceOfATextMustBe() {
        Wire.Answer answer = wire.asAgency(
                "POST",
                "/users/search/filter-by-email",
                "{'companyId':'" + SampleAccount.COMPANY_ID + "','emails':'a@b.example','limit':5}");
        assertEquals(422, answer.status());
        assertEquals("limit must be a string", Diary.first(answer));
    }

    @Test
    void anAddressIsOneUsers() {
        String user = "{'companyId':'" + SampleAccount.COMPANY_ID
                + "','firstName':'Ada','lastName':'Lin','email':'ada@harbor.example','password':'x','type':'account',"
                + "'role':'user','locationIds':['LOC']}";
        assertEquals(201, wire.asAgency("POST", "/users/", user).status());
        assertEquals(
                400,
                wire.asAgency("POST", "/users/", user.replace("ada@", "ADA@")).status());
    }

    @Test
    void aFieldForADateTakesNothingElse() {
        String id = wire.get("/locations/LOC/customFields")
                .body()
                .get("customFields")
                .valueStream()
                .filter(field -> field.path("dataType").asString().equals("DATE"))
                .findFirst()
                .orElseThrow()
                .get("id")
                .stringValue();
        String body = "{'customFields':[{'id':'" + id + "','field_value':'%s'}]}";
        assertEquals(422, wire.send("PUT", LEO, body.formatted("B")).status());
        assertEquals(200, wire.send("PUT", LEO, body.formatted("2026-12-01")).status());
        assertEquals(200, wire.send("PUT", LEO, body.formatted("")).status());
    }

    @Test
    void threeAndAPointAndNothingIsThree() {
        String body = "{'locationId':'LOC','pageLimit':%s}";
        assertEquals(
                3,
                wire.send("POST", "/contacts/search", body.formatted("3.0"))
                        .body()
                        .get("contacts")
                        .size());
        assertEquals(
                422,
                wire.send("POST", "/contacts/search", body.formatted("3.5")).status());
    }

    @Test
    void aWordFindsTags() {
        assertEquals(
                2, wire.search(",'query':'whitening'").body().get("contacts").size());
    }
}
