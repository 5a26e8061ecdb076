package dev.ghlmcp.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Free slots and what takes them: bookings, blocked time, notice, hours. It is Monday, nine o'clock in New York.
class SandboxBookingTest {
    private static final String CHECKUPS = "B5JNYkG8jl6v1YDssibJ";
    private static final String TOUR = "0Sh1RZvbOQcwRoblk75z";
    private static final String NORA = "7KWyWfty6uEvcdZQoaZr";
    private static final String SAM = "knnVmnbSF0d57Iq6S0qv";
    private static final String WALTER = "Bz1MsAMZhaoYD7djHZma";
    private static final String SLOT = "2026-12-01T10:00:00-05:00";
    private static final String GONE = "The slot you have selected is no longer available.";

    private final Wire wire = Wire.start(SandboxOptions.defaults()
            .withLimits(0, 0)
            .withClock(InstantSource.fixed(Instant.parse("2026-11-23T14:00:00Z"))));

    @AfterEach
    void stop() {
        wire.close();
    }

    @Test
    void offersTheOpenHoursInTheZoneAskedFor() {
        List<String> slots = slots(CHECKUPS, "2026-12-01", "2026-12-02", "");
        assertEquals(17, slots.size());
        assertEquals("2026-12-01T08:30:00-05:00", slots.getFirst());
        assertEquals("2026-12-01T17:30:00-05:00", slots.getLast());
        assertFalse(slots.contains("2026-12-01T12:00:00-05:00"));
        assertEquals(
                "2026-12-01T22:30:00+09:00",
                slots(CHECKUPS, "2026-12-01", "2026-12-02", "&timezone=Asia/Tokyo")
                        .getFirst());
    }

    @Test
    void leavesOutThePastAndDaysWithoutSlots() {
        assertEquals(
                "2026-11-23T09:30:00-05:00",
                slots(CHECKUPS, "2026-11-23", "2026-11-24", "").getFirst());
        JsonNode days = free(CHECKUPS, "2026-11-27", "2026-12-01", "").body();
        assertEquals(List.of("2026-11-27", "2026-11-30", "traceId"), List.copyOf(days.propertyNames()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            startDate=1796100000000&endDate=1798778400001                  | 400 | Date range cannot be more than 31 days
            startDate=2026-12-01&endDate=1796200000000                     | 422 | startDate must be a number conforming to the specified constraints
            startDate=1796100000000&endDate=1796200000000&locationId=LOC   | 422 | property locationId should not exist
            startDate=1796100000000&endDate=1796200000000&timezone=Nowhere | 422 | timezone must be a valid IANA time-zone
            """)
    void refusesQuestionsForSlots(String query, int status, String message) {
        Wire.Answer answer = wire.get("/calendars/" + CHECKUPS + "/free-slots?" + query);
        assertEquals(status, answer.status());
        assertEquals(message, first(answer));
    }

    @Test
    void takesTheSlotAndGivesItBack() {
        Wire.Answer booked = book("'startTime':'" + SLOT + "'");
        assertEquals(200, booked.status());
        assertEquals("2026-12-01T10:30:00-05:00", booked.body().get("endTime").stringValue());
        assertEquals(NORA, booked.body().get("assignedUserId").stringValue());
        assertEquals("Walter Hagopian", booked.body().get("title").stringValue());
        assertFalse(booked.body().has("dateAdded"));
        assertFalse(offered());

        Wire.Answer again = book("'startTime':'" + SLOT + "'");
        assertEquals(400, again.status());
        assertEquals(GONE, again.message());

        String event = "/calendars/events/appointments/" + id(booked);
        assertEquals(
                "cancelled",
                wire.send("PUT", event, "{'appointmentStatus':'cancelled'}")
                        .body()
                        .get("appointmentStatus")
                        .stringValue());
        assertTrue(offered());
        assertEquals(
                "cancelled",
                wire.get(event).body().at("/event/appointmentStatus").stringValue());
    }

    @Test
    void deletingGivesTheSlotBack() {
        String event = "/calendars/events/" + id(book("'startTime':'" + SLOT + "'"));
        assertEquals(400, wire.send("DELETE", event, null).status());
        Wire.Answer deleted = wire.send("DELETE", event, "{}");
        assertEquals(201, deleted.status());
        assertTrue(deleted.body().get("succeeded").asBoolean());
        assertTrue(offered());
        assertEquals(400, wire.send("DELETE", event, "{}").status());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'startTime':'2026-12-01T15:00:00Z'                                          | 400 | The slot you have selected is no longer available.
            'startTime':'2026-12-01T10:10:00-05:00'                                     | 400 | The slot you have selected is no longer available.
            'startTime':'2026-12-05T10:00:00-05:00'                                     | 400 | The slot you have selected is no longer available.
            'startTime':'2026-11-23T08:30:00-05:00'                                     | 400 | The slot you have selected is no longer available.
            'startTime':'2026-12-08T17:00:00-05:00','endTime':'2026-12-08T18:00:00-05:00' | 400 | The slot you have selected is no longer available.
            'startTime':'2026-12-01T10:00:00-05:00','endTime':'2026-12-01T15:30:00Z'    | 400 | Bad Request
            'startTime':'2026-12-01T10:00:00-05:00','assignedUserId':'knnVmnbSF0d57Iq6S0qv' | 422 | The user id not part of calendar team.
            'startTime':'2026-12-05T10:00:00-05:00','ignoreFreeSlotValidation':true     | 422 | A team member needs to be selected. assignedUserId is missing
            'startTime':'2026-12-01T10:00:00-05:00','appointmentStatus':'done'          | 422 | appointmentStatus must be one of the following values: new, confirmed, cancelled, showed, noshow, invalid, active, completed
            """)
    void refusesBookings(String fields, int status, String message) {
        Wire.Answer answer = book(fields);
        assertEquals(status, answer.status());
        assertEquals(message, first(answer));
    }

    @Test
    void takesAnyTimeInAnySpellingIfToldTo() {
        Wire.Answer booked =
                book("'startTime':'2026-12-05T15:00:00Z','ignoreFreeSlotValidation':true,'assignedUserId':'" + NORA
                        + "','rrule':'RRULE:FREQ=DAILY;COUNT=2'");
        assertEquals(200, booked.status());
        assertEquals("2026-12-05T10:00:00-05:00", booked.body().get("startTime").stringValue());
        assertTrue(booked.body().get("isRecurring").asBoolean());
    }

    @Test
    void movesAnAppointmentToAFreeSlotOnly() {
        String event = "/calendars/events/appointments/" + id(book("'startTime':'" + SLOT + "'"));
        assertEquals(
                400,
                wire.send("PUT", event, "{'startTime':'2026-12-08T17:30:00-05:00'}")
                        .status());
        Wire.Answer moved = wire.send("PUT", event, "{'startTime':'2026-12-01T11:00:00-05:00','title':'Later'}");
        assertEquals(200, moved.status());
        assertEquals("2026-12-01T11:30:00-05:00", moved.body().get("endTime").stringValue());
        assertTrue(offered());
        assertEquals(
                200,
                wire.send("PUT", event, "{'startTime':'2026-12-01T11:00:00-05:00'}")
                        .status());
    }

    @Test
    void showsABookingUnderItsContactAndInTheCalendar() {
        String id = id(book("'startTime':'" + SLOT + "'"));
        JsonNode events =
                wire.get("/contacts/" + WALTER + "/appointments").body().get("events");
        assertEquals("2026-12-01 10:00:00", events.at("/0/startTime").stringValue());
        String window = "/calendars/events?locationId=LOC&startTime=1796100000000&endTime=1796200000000";
        assertEquals(400, wire.get(window).status());
        for (String by : List.of("calendarId=" + CHECKUPS, "userId=" + NORA, "groupId=Ngyudec45ScIzVsCJy46")) {
            JsonNode found = wire.get(window + "&" + by).body().get("events");
            assertEquals(1, found.size(), by);
            assertEquals(id, found.at("/0/id").stringValue());
        }
        assertEquals(0, wire.get(window + "&userId=" + SAM).body().get("events").size());
    }

    @Test
    void blocksAnEventCalendarOrAUser() {
        String day = "'locationId':'LOC','startTime':'2026-12-01T09:00:00-05:00','endTime':'2026-12-01T17:30:00-05:00'";
        Wire.Answer refused = block(day + ",'calendarId':'" + CHECKUPS + "'");
        assertEquals(400, refused.status());
        assertEquals("The calendar is not an event calendar.", refused.message());
        assertEquals(
                422,
                block(day + ",'calendarId':'" + TOUR + "','assignedUserId':'" + NORA + "'")
                        .status());

        Wire.Answer blocked = block(day + ",'calendarId':'" + TOUR + "'");
        assertEquals(201, blocked.status());
        assertEquals(List.of(), slots(TOUR, "2026-12-01", "2026-12-02", ""));
        String slot = "/calendars/events/block-slots/" + id(blocked);
        assertEquals(
                201,
                wire.send("PUT", slot, "{'locationId':'LOC','startTime':'2026-12-01T11:00:00-05:00'}")
                        .status());
        assertEquals(4, slots(TOUR, "2026-12-01", "2026-12-02", "").size());

        block(day + ",'assignedUserId':'" + NORA + "'");
        assertEquals(
                List.of("2026-12-01T08:30:00-05:00", "2026-12-01T17:30:00-05:00"),
                slots(CHECKUPS, "2026-12-01", "2026-12-02", ""));
        String blockedSlots =
                "/calendars/blocked-slots?locationId=LOC&startTime=1796100000000&endTime=1796200000000&userId=";
        assertEquals(1, wire.get(blockedSlots + NORA).body().get("events").size());
    }

    @Test
    void sharesASlotAmongTheTeam() {
        String calendar = create("'calendarType':'round_robin','allowBookingAfter':2,'allowBookingAfterUnit':'days',"
                + "'teamMembers':[{'userId':'" + NORA + "'},{'userId':'" + SAM + "'}],'slotBuffer':30,"
                + "'availabilities':[{'date':'2026-12-05T00:00:00.000Z','hours':["
                + "{'openHour':10,'openMinute':0,'closeHour':11,'closeMinute':0}]}]");
        assertEquals(List.of(), slots(calendar, "2026-11-24", "2026-11-25", ""));
        assertEquals(2, slots(calendar, "2026-12-05", "2026-12-06", "").size());
        for (String user : List.of(NORA, SAM)) {
            Wire.Answer booked = bookIn(calendar, "'startTime':'2026-12-01T10:00:00-05:00'");
            assertEquals(user, booked.body().get("assignedUserId").stringValue());
        }
        assertEquals(
                GONE,
                bookIn(calendar, "'startTime':'2026-12-01T10:00:00-05:00'").message());
        // Half an hour after an appointment stays free.
        assertEquals(
                GONE,
                bookIn(calendar, "'startTime':'2026-12-01T10:30:00-05:00'").message());
        assertFalse(offered());
        for (String users : List.of("&userId=" + SAM, "&userIds=nobody&userIds=" + SAM, "&userIds%5B%5D=" + SAM)) {
            assertEquals(16, slots(calendar, "2026-12-02", "2026-12-03", users).size(), users);
        }
        assertEquals(List.of(), slots(calendar, "2026-12-02", "2026-12-03", "&userIds=nobody"));
    }

    private String create(String fields) {
        Wire.Answer answer =
                wire.send("POST", "/calendars/", "{'locationId':'LOC','name':'Both',%s}".formatted(fields));
        assertEquals(200, answer.status(), answer.body()::toString);
        return answer.body().at("/calendar/id").stringValue();
    }

    private Wire.Answer book(String fields) {
        return bookIn(CHECKUPS, fields);
    }

    private Wire.Answer bookIn(String calendar, String fields) {
        String body = "{'locationId':'LOC','contactId':'%s','calendarId':'%s',%s}".formatted(WALTER, calendar, fields);
        return wire.send("POST", "/calendars/events/appointments", body);
    }

    private Wire.Answer block(String fields) {
        return wire.send("POST", "/calendars/events/block-slots", "{" + fields + "}");
    }

    private boolean offered() {
        return slots(CHECKUPS, "2026-12-01", "2026-12-02", "").contains(SLOT);
    }

    private List<String> slots(String calendar, String from, String to, String more) {
        return free(calendar, from, to, more)
                .body()
                .valueStream()
                .flatMap(day -> day.path("slots").valueStream())
                .map(JsonNode::stringValue)
                .toList();
    }

    private Wire.Answer free(String calendar, String from, String to, String more) {
        return wire.get("/calendars/%s/free-slots?startDate=%d&endDate=%d%s"
                .formatted(calendar, midnight(from), midnight(to), more));
    }

    private static long midnight(String date) {
        return OffsetDateTime.parse(date + "T00:00:00-05:00").toInstant().toEpochMilli();
    }

    private static String id(Wire.Answer answer) {
        return answer.body().get("id").stringValue();
    }

    private static String first(Wire.Answer answer) {
        JsonNode message = answer.body().get("message");
        return (message.isArray() ? message.get(0) : message).stringValue();
    }
}
