package dev.ghlmcp.mcp.reading;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.OnSandbox;
import dev.ghlmcp.mcp.Scripted;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Times in answers have the offset of the location, and days are days.
class AnswerTimesTest {
    private static final String CONVERSATION =
            "{'id':'v1','lastMessageDate':1795196530000,'dateAdded':1795196530123,'unreadCount':3,"
                    + "'sort':[1795196530000]}";

    private final Scripted scripted = Scripted.both(Generation.DATED);

    @AfterEach
    void close() {
        scripted.close();
    }

    @Test
    void aBirthdayIsADay() {
        JsonNode found = answer(
                "search_contacts",
                "{'pageLimit':1}",
                "{'contacts':[{'id':'c1','dateOfBirth':653184000000,'searchAfter':[1795196530000,'c1']},"
                        + "{'id':'c2','dateOfBirth':-86400000},"
                        + "{'id':'c4','dateOfBirth':'1990-09-13T00:00:00.000Z'}],'total':9}");
        assertEquals("1990-09-13", found.at("/contacts/0/dateOfBirth").asString());
        assertEquals("1969-12-31", found.at("/contacts/1/dateOfBirth").asString());
        assertEquals("1990-09-13", found.at("/contacts/2/dateOfBirth").asString());
        assertEquals(
                "[1795196530000,\"c1\"]",
                answer(
                                "search_contacts",
                                "{'pageLimit':1}",
                                "{'contacts':[{'id':'c1','searchAfter':[1795196530000,'c1']}]}")
                        .at("/paging/next/searchAfter")
                        .toString());
    }

    @Test
    void theTimesOfAConversationAreTimesAndItsCursorIsANumber() {
        zone("America/New_York");
        JsonNode found =
                answer("search_conversations", "{'limit':1}", "{'conversations':[" + CONVERSATION + "],'total':9}");
        assertEquals(
                "2026-11-20T12:42:10-05:00",
                found.at("/conversations/0/lastMessageDate").asString());
        assertEquals(
                "2026-11-20T12:42:10-05:00",
                found.at("/conversations/0/dateAdded").asString());
        assertEquals("1795196530000", found.at("/paging/next/startAfterDate").toString());
        assertEquals(
                "2026-11-20T12:42:10-05:00",
                answer("get_conversation", "{'conversationId':'v1'}", CONVERSATION)
                        .path("lastMessageDate")
                        .asString());
        assertEquals(
                1,
                scripted.sent().stream()
                        .filter(sent -> sent.equals("GET /locations/loc1"))
                        .count());
    }

    @Test
    void whatHasNoOffsetIsOfTheLocationsClockAndIsMarked() {
        zone("America/New_York");
        JsonNode found = answer(
                "list_contact_appointments",
                "{'contactId':'c1'}",
                "{'events':[{'id':'e1','startTime':'2030-07-16 11:00:00','endTime':'2030-01-16 11:30:00'}]}");
        assertEquals(
                "2030-07-16T11:00:00-04:00", found.at("/events/0/startTime").asString());
        assertEquals("2030-01-16T11:30:00-05:00", found.at("/events/0/endTime").asString());
        assertEquals(
                "HighLevel wrote times without offset; they are read as those of the location's clock, America/New_York",
                found.path("assumed").asString());
    }

    @Test
    void whatHasAnOffsetStays() {
        zone("America/New_York");
        JsonNode found = answer(
                "get_appointment",
                "{'eventId':'e1'}",
                "{'event':{'id':'e1','startTime':'2030-07-16T16:00:00+05:30','dateAdded':'2030-07-16T02:00:00.500Z',"
                        + "'notes':'2030-07-16T02:00:00Z'}}");
        assertEquals("2030-07-16T16:00:00+05:30", found.at("/event/startTime").asString());
        assertEquals("2030-07-15T22:00:00-04:00", found.at("/event/dateAdded").asString());
        assertEquals("2030-07-16T02:00:00Z", found.at("/event/notes").asString());
        assertFalse(found.has("assumed"), found::toString);
    }

    @Test
    void withoutAZoneNothingIsGuessedAndItIsSaid() {
        scripted.answer(any(anyUrl()), ("{'conversations':[" + CONVERSATION + "],'total':9}").replace('\'', '"'));
        scripted.answer(
                get(urlPathEqualTo("/locations/loc1")),
                jsonResponse("{\"message\":\"The token is not authorized for this scope.\"}", 401));
        JsonNode found = called("search_conversations", "{}");
        assertEquals(
                "2026-11-20T17:42:10Z",
                found.at("/conversations/0/lastMessageDate").asString());
        assertEquals(
                "the token may not read the location, which needs the scope locations.readonly",
                found.at("/unresolved/timezone").asString());
        scripted.answer(
                get(urlPathEqualTo("/contacts/c1/appointments")),
                jsonResponse("{\"events\":[{\"id\":\"e1\",\"startTime\":\"2030-07-16 11:00:00\"}]}", 200));
        found = called("list_contact_appointments", "{'contactId':'c1'}");
        assertEquals("2030-07-16 11:00:00", found.at("/events/0/startTime").asString());
        assertEquals(
                1,
                scripted.sent().stream()
                        .filter(sent -> sent.equals("GET /locations/loc1"))
                        .count());
    }

    @Test
    void anAnswerWithoutTimesAsksForNoZone() {
        answer("get_contact", "{'contactId':'c1'}", "{'contact':{'id':'c1','firstName':'Ada'}}");
        assertEquals(List.of("GET /contacts/c1"), scripted.sent());
    }

    @Test
    void theAppointmentsOfAContactAreThoseOfTheCalendar() {
        try (OnSandbox sandbox = new OnSandbox()) {
            JsonNode ofContact = sandbox.call("list_contact_appointments", "{'contactId':'ouXvz8AgsBOHRYQt5OJB'}")
                    .at("/events/0");
            JsonNode event = sandbox.call(
                            "get_appointment",
                            "{'eventId':'" + ofContact.path("id").asString() + "'}")
                    .path("event");
            assertEquals(
                    event.path("startTime").asString(),
                    ofContact.path("startTime").asString());
            assertEquals(
                    event.path("dateAdded").asString(),
                    ofContact.path("dateAdded").asString());
        }
    }

    private void zone(String zone) {
        scripted.answer(any(anyUrl()), "{}");
        scripted.answer(get(urlPathEqualTo("/locations/loc1")), "{\"location\":{\"timezone\":\"" + zone + "\"}}");
    }

    private JsonNode answer(String tool, String arguments, String answer) {
        String path = switch (tool) {
            case "search_contacts" -> "/contacts/search";
            case "search_conversations" -> "/conversations/search";
            case "get_conversation" -> "/conversations/v1";
            case "list_contact_appointments" -> "/contacts/c1/appointments";
            case "get_appointment" -> "/calendars/events/appointments/e1";
            default -> "/contacts/c1";
        };
        scripted.answer(any(urlPathEqualTo(path)), answer.replace('\'', '"'));
        return called(tool, arguments);
    }

    private JsonNode called(String tool, String arguments) {
        return Json.MAPPER.readTree(scripted.call(tool, arguments).json().toString());
    }
}
