package dev.ghlmcp.mcp;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.highlevel.account.AccountLocations;
import dev.ghlmcp.highlevel.account.FixedTokens;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.secret.Secret;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The zone of a sub-account is read when it is needed, once, and never guessed.
class LocationZonesTest {
    private static final String TASK = "{'contactId':'c1','title':'t','dueDate':'2030-01-31T17:00'}";

    private Scripted scripted = Scripted.both(Generation.DATED);

    @BeforeEach
    void answer() {
        scripted.answer(any(anyUrl()), "{}");
        zone("loc1", "America/New_York");
        zone("loc2", "Europe/London");
    }

    @AfterEach
    void close() {
        scripted.close();
    }

    @Test
    void theZoneIsReadOnceForManyCalls() {
        try (var calls = Executors.newVirtualThreadPerTaskExecutor()) {
            calls.invokeAll(
                    Collections.nCopies(20, (Callable<ToolResult>) () -> scripted.call("create_contact_task", TASK)));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertEquals(1, reads("loc1"));
        assertEquals("2030-01-31T22:00:00Z", scripted.body().path("dueDate").asString());
    }

    @Test
    void aTimeWithOffsetNeedsNoZone() {
        scripted.call("create_contact_task", TASK.replace("17:00", "17:00:00+01:00"));
        scripted.call("create_contact_task", TASK.replace("2030-01-31T17:00", "1896098400000"));
        scripted.call("create_contact", "{'dateOfBirth':'1990-09-25','email':'a@example.com'}");
        scripted.call("search_opportunities", "{'date':'2030-01-31'}");
        assertEquals(0, reads("loc1"));
    }

    @Test
    void eachLocationHasItsOwn() {
        ToolResult result = scripted.call(
                "list_calendar_events",
                "{'calendarId':'c1','startTime':'2030-07-01','endTime':'2030-07-01','locationId':'loc2'}");
        assertEquals(
                "GET /calendars/events?calendarId=c1&locationId=loc2&startTime=1909090800000&endTime=1909177199999",
                scripted.sent().getLast());
        assertEquals(
                "{'zone':'Europe/London','startTime':'2030-07-01T00:00:00+01:00','endTime':'2030-07-01T23:59:59.999+01:00'}"
                        .replace('\'', '"'),
                Json.MAPPER.readTree(result.json().toString()).path("times").toString());
    }

    @Test
    void whatTheCallNamesAsZoneComesFirst() {
        scripted.call(
                "get_free_slots",
                "{'calendarId':'c1','startDate':'2030-07-01','endDate':'2030-07-01','timezone':'Europe/London'}");
        String sent = scripted.sent().getLast();
        assertTrue(sent.contains("startDate=1909090800000") && sent.contains("endDate=1909177199999"), sent);
        assertEquals(0, reads("loc1"));
        ToolResult result = scripted.call(
                "get_free_slots",
                "{'calendarId':'c1','startDate':'2030-07-01','endDate':'2030-07-01','timezone':'London time'}");
        assertTrue(
                result.error()
                        && result.text()
                                .contains(
                                        "timezone must be an IANA name such as America/New_York, got \"London time\""),
                result.text());
    }

    @Test
    void aZoneThatMayNotBeReadIsNotGuessed() {
        scripted.answer(
                get(urlPathEqualTo("/locations/loc1")),
                jsonResponse("{\"message\":\"The token is not authorized for this scope.\"}", 401));
        ToolResult result = scripted.call("create_contact_task", TASK);
        assertEquals(
                "Nothing was sent. create_contact_task: dueDate '2030-01-31T17:00' has no offset, and the time zone of"
                        + " the location could not be read (the token may not read the location, which needs the scope"
                        + " locations.readonly): give it as 2030-01-31T09:00:00-05:00.",
                result.text());
        assertFalse(scripted.sent().stream().anyMatch(sent -> sent.startsWith("POST")));
        // A number is exact: only its offset cannot be that of the location.
        result =
                scripted.call("create_appointment", "{'calendarId':'c1','contactId':'p1','startTime':'1896098400000'}");
        assertFalse(result.error(), result.text());
        assertEquals("2030-01-31T14:00:00Z", scripted.body().path("startTime").asString());
    }

    @Test
    void anOutageIsNotRemembered() {
        scripted.answer(get(urlPathEqualTo("/locations/loc1")), serverError());
        assertTrue(scripted.call("create_contact_task", TASK).error());
        zone("loc1", "America/New_York");
        assertFalse(scripted.call("create_contact_task", TASK).error());
    }

    @Test
    void whereNoLocationIsKnownTheFormIsTold() {
        scripted.close();
        scripted = new Scripted(
                Generation.DATED,
                new FixedTokens(new Secret("pit-location"), null, null),
                new AccountLocations(null),
                Path.of("unused"));
        ToolResult result = scripted.call("create_contact_task", TASK);
        assertTrue(
                result.text().contains("could not be read (no locationId is given or configured): give it as 2030-"),
                result.text());
        assertEquals(List.of(), scripted.sent());
    }

    @Test
    void aChangeOfTheZoneCountsAtOnce() {
        scripted.call("create_contact_task", TASK);
        zone("loc1", "Europe/London");
        scripted.call("update_location", "{'timezone':'Europe/London'}");
        scripted.call("create_contact_task", TASK);
        assertEquals("2030-01-31T17:00:00Z", scripted.body().path("dueDate").asString());
    }

    @Test
    void aDryRunShowsTheTimesAsTheyWouldBeSent() {
        ToolResult result = scripted.call(
                "create_block_slot",
                "{'calendarId':'c1','startTime':'2030-01-31','endTime':'2030-01-31','dryRun':true}");
        JsonNode shown = Json.MAPPER.readTree(result.json().toString());
        assertEquals(
                "2030-01-31T00:00:00-05:00", shown.at("/request/body/startTime").asString());
        assertEquals(
                "2030-01-31T23:59:59-05:00", shown.at("/request/body/endTime").asString());
        assertEquals("America/New_York", shown.at("/times/zone").asString());
        assertEquals(List.of("GET /locations/loc1"), scripted.sent());
    }

    @Test
    void anErrorSaysHowTheTimesWereRead() {
        scripted.answer(
                any(urlPathEqualTo("/calendars/events/appointments")),
                jsonResponse("{\"message\":\"The slot you have selected is no longer available.\"}", 400));
        ToolResult result = scripted.call(
                "create_appointment", "{'calendarId':'c1','contactId':'p1','startTime':'2030-01-31T09:00'}");
        assertTrue(
                result.text().contains("\"startTime\":\"2030-01-31T09:00:00-05:00\"")
                        && result.text().contains("America/New_York"),
                result.text());
    }

    @Test
    void timesInFiltersFollowTheRuleAndDaysAreLeftToHighLevel() {
        ToolResult result = scripted.call(
                "search_contacts",
                "{'filters':[{'field':'dateAdded','operator':'range','value':{'gte':'2030-01-31T09:00','lte':'2030-02-01'}},"
                        + "{'group':'OR','filters':[{'field':'dateUpdated','operator':'range','value':{'gt':1896098400000}},"
                        + "{'field':'city','operator':'eq','value':'tomorrow'}]}]}");
        assertFalse(result.error(), result::text);
        JsonNode filters = scripted.body().path("filters");
        assertEquals(
                "{'gte':'2030-01-31T09:00:00-05:00','lte':'2030-02-01'}".replace('\'', '"'),
                filters.at("/0/value").toString());
        assertEquals("2030-01-31T14:00:00Z", filters.at("/1/filters/0/value/gt").asString());
        assertEquals("tomorrow", filters.at("/1/filters/1/value").asString());
        result = scripted.call(
                "search_contacts", "{'filters':[{'field':'dateAdded','operator':'range','value':{'gte':'tomorrow'}}]}");
        assertTrue(result.error() && result.text().contains("dateAdded gte must be a date-time"), result::text);
    }

    private void zone(String location, String zone) {
        scripted.answer(
                get(urlPathEqualTo("/locations/" + location)),
                okJson("{\"location\":{\"timezone\":\"" + zone + "\"}}"));
    }

    private long reads(String location) {
        return scripted.sent().stream()
                .filter(("GET /locations/" + location)::equals)
                .count();
    }
}
