package dev.ghlmcp.sandbox;

import static dev.ghlmcp.sandbox.Diary.CHECKUPS;
import static dev.ghlmcp.sandbox.Diary.GONE;
import static dev.ghlmcp.sandbox.Diary.NORA;
import static dev.ghlmcp.sandbox.Diary.SAM;
import static dev.ghlmcp.sandbox.Diary.SLOT;
import static dev.ghlmcp.sandbox.Diary.WALTER;
import static dev.ghlmcp.sandbox.Diary.first;
import static dev.ghlmcp.sandbox.Diary.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Appointments from their booking to their end.
class SandboxBookingTest {
    @AutoClose
    private final Diary diary = Diary.open();

    @Test
    void takesTheSlotAndGivesItBack() {
        Wire.Answer booked = diary.book("'startTime':'" + SLOT + "'");
        assertEquals(200, booked.status());
        assertEquals("2026-12-01T10:30:00-05:00", booked.body().get("endTime").stringValue());
        assertEquals(NORA, booked.body().get("assignedUserId").stringValue());
        assertEquals("Walter Hagopian", booked.body().get("title").stringValue());
        assertFalse(booked.body().has("dateAdded"));
        assertFalse(diary.offered());

        Wire.Answer again = diary.book("'startTime':'" + SLOT + "'");
        assertEquals(400, again.status());
        assertEquals(GONE, again.message());

        String event = "/calendars/events/appointments/" + id(booked);
        assertEquals(
                "cancelled",
                diary.wire()
                        .send("PUT", event, "{'appointmentStatus':'cancelled'}")
                        .body()
                        .get("appointmentStatus")
                        .stringValue());
        assertTrue(diary.offered());
        assertEquals(
                "cancelled",
                diary.wire().get(event).body().at("/event/appointmentStatus").stringValue());
    }

    @Test
    void deletingGivesTheSlotBack() {
        String event = "/calendars/events/" + id(diary.book("'startTime':'" + SLOT + "'"));
        assertEquals(400, diary.wire().send("DELETE", event, null).status());
        Wire.Answer deleted = diary.wire().send("DELETE", event, "{}");
        assertEquals(201, deleted.status());
        assertTrue(deleted.body().get("succeeded").asBoolean());
        assertTrue(diary.offered());
        assertEquals(400, diary.wire().send("DELETE", event, "{}").status());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            'startTime':'2026-12-01T15:00:00Z'                                          | 400 | The slot you have selected is no longer available.
            'startTime':'2026-12-01T10:10:00-05:00'                                     | 400 | The slot you have selected is no longer available.
            'startTime':'2026-12-05T10:00:00-05:00'                                     | 400 | The slot you have selected is no longer available.
            'startTime':'2026-11-23T08:30:00-05:00'                                     | 400 | The slot you have selected is no longer available.
            'startTime':'2026-12-08T17:00:00-05:00','endTime':'2026-12-08T18:00:00-05:00' | 400 | The slot you have selected is no longer available.
            'startTime':'2026-12-01T10:00:00-05:00','endTime':'2026-12-01T15:30:00Z'    | 400 | Bad Request
            'startTime':'2026-12-01T10:00:00-05:00','assignedUserId':'knnVmnbSF0d57Iq6S0qv' | 422 | The user id not part of calendar team.
            'startTime':'2026-12-05T10:00:00-05:00','ignoreFreeSlotValidation':true     | 422 | A team member needs to be selected. assignedUserId is missing
            'startTime':'2026-12-01T10:00:00-05:00','appointmentStatus':'done'          | 422 | appointmentStatus must be one of the following values: new, confirmed, cancelled, showed, noshow, invalid
            """)
    void refusesBookings(String fields, int status, String message) {
        Wire.Answer answer = diary.book(fields);
        assertEquals(status, answer.status());
        assertEquals(message, first(answer));
    }

    @Test
    void takesAnyTimeInAnySpellingIfToldTo() {
        Wire.Answer booked =
                diary.book("'startTime':'2026-12-05T15:00:00Z','ignoreFreeSlotValidation':true,'assignedUserId':'"
                        + NORA + "','rrule':'RRULE:FREQ=DAILY;COUNT=2'");
        assertEquals(200, booked.status());
        assertEquals("2026-12-05T10:00:00-05:00", booked.body().get("startTime").stringValue());
        assertTrue(booked.body().get("isRecurring").asBoolean());
    }

    @Test
    void movesAnAppointmentToAFreeSlotOnly() {
        String event = "/calendars/events/appointments/" + id(diary.book("'startTime':'" + SLOT + "'"));
        assertEquals(
                400,
                diary.wire()
                        .send("PUT", event, "{'startTime':'2026-12-08T17:30:00-05:00'}")
                        .status());
        Wire.Answer moved =
                diary.wire().send("PUT", event, "{'startTime':'2026-12-01T11:00:00-05:00','title':'Later'}");
        assertEquals(200, moved.status());
        assertEquals("2026-12-01T11:30:00-05:00", moved.body().get("endTime").stringValue());
        assertTrue(diary.offered());
        assertEquals(
                200,
                diary.wire()
                        .send("PUT", event, "{'startTime':'2026-12-01T11:00:00-05:00'}")
                        .status());
    }

    @Test
    void showsABookingUnderItsContactAndInTheCalendar() {
        String id = id(diary.book("'startTime':'" + SLOT + "'"));
        JsonNode events =
                diary.wire().get("/contacts/" + WALTER + "/appointments").body().get("events");
        assertEquals("2026-12-01 10:00:00", events.at("/0/startTime").stringValue());
        String window = "/calendars/events?locationId=LOC&startTime=1796100000000&endTime=1796200000000";
        assertEquals(400, diary.wire().get(window).status());
        for (String by : List.of("calendarId=" + CHECKUPS, "userId=" + NORA, "groupId=Ngyudec45ScIzVsCJy46")) {
            JsonNode found = diary.wire().get(window + "&" + by).body().get("events");
            assertEquals(1, found.size(), by);
            assertEquals(id, found.at("/0/id").stringValue());
        }
        assertEquals(
                0,
                diary.wire().get(window + "&userId=" + SAM).body().get("events").size());
    }
}
