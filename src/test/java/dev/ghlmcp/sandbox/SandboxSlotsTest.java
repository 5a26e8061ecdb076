package dev.ghlmcp.sandbox;

import static dev.ghlmcp.sandbox.Diary.CHECKUPS;
import static dev.ghlmcp.sandbox.Diary.GONE;
import static dev.ghlmcp.sandbox.Diary.NORA;
import static dev.ghlmcp.sandbox.Diary.SAM;
import static dev.ghlmcp.sandbox.Diary.TOUR;
import static dev.ghlmcp.sandbox.Diary.first;
import static dev.ghlmcp.sandbox.Diary.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Which slots are free: hours, zones, notice, blocked time, teams.
class SandboxSlotsTest {
    @AutoClose
    private final Diary diary = Diary.open();

    @Test
    void offersTheOpenHoursInTheZoneAskedFor() {
        List<String> slots = diary.slots(CHECKUPS, "2026-12-01", "2026-12-02", "");
        assertEquals(17, slots.size());
        assertEquals("2026-12-01T08:30:00-05:00", slots.getFirst());
        assertEquals("2026-12-01T17:30:00-05:00", slots.getLast());
        assertFalse(slots.contains("2026-12-01T12:00:00-05:00"));
        assertEquals(
                "2026-12-01T22:30:00+09:00",
                diary.slots(CHECKUPS, "2026-12-01", "2026-12-02", "&timezone=Asia/Tokyo")
                        .getFirst());
    }

    @Test
    void leavesOutThePastAndDaysWithoutSlots() {
        assertEquals(
                "2026-11-23T09:30:00-05:00",
                diary.slots(CHECKUPS, "2026-11-23", "2026-11-24", "").getFirst());
        JsonNode days = diary.free(CHECKUPS, "2026-11-27", "2026-12-01", "").body();
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
        Wire.Answer answer = diary.wire().get("/calendars/" + CHECKUPS + "/free-slots?" + query);
        assertEquals(status, answer.status());
        assertEquals(message, first(answer));
    }

    @Test
    void blocksAnEventCalendarOrAUser() {
        String day = "'locationId':'LOC','startTime':'2026-12-01T09:00:00-05:00','endTime':'2026-12-01T17:30:00-05:00'";
        Wire.Answer refused = diary.block(day + ",'calendarId':'" + CHECKUPS + "'");
        assertEquals(400, refused.status());
        assertEquals("The calendar is not an event calendar.", refused.message());
        assertEquals(
                422,
                diary.block(day + ",'calendarId':'" + TOUR + "','assignedUserId':'" + NORA + "'")
                        .status());

        Wire.Answer blocked = diary.block(day + ",'calendarId':'" + TOUR + "'");
        assertEquals(201, blocked.status());
        assertEquals(List.of(), diary.slots(TOUR, "2026-12-01", "2026-12-02", ""));
        String slot = "/calendars/events/block-slots/" + id(blocked);
        assertEquals(
                201,
                diary.wire()
                        .send(
                                "PUT",
                                slot,
                                "{'locationId':'LOC','calendarId':'" + TOUR
                                        + "','startTime':'2026-12-01T11:00:00-05:00'}")
                        .status());
        assertEquals(4, diary.slots(TOUR, "2026-12-01", "2026-12-02", "").size());

        diary.block(day + ",'assignedUserId':'" + NORA + "'");
        assertEquals(
                List.of("2026-12-01T08:30:00-05:00", "2026-12-01T17:30:00-05:00"),
                diary.slots(CHECKUPS, "2026-12-01", "2026-12-02", ""));
        String blockedSlots =
                "/calendars/blocked-slots?locationId=LOC&startTime=1796100000000&endTime=1796200000000&userId=";
        assertEquals(
                1, diary.wire().get(blockedSlots + NORA).body().get("events").size());
    }

    @Test
    void sharesASlotAmongTheTeam() {
        String calendar =
                diary.create("'calendarType':'round_robin','allowBookingAfter':2,'allowBookingAfterUnit':'days',"
                        + "'teamMembers':[{'userId':'" + NORA + "'},{'userId':'" + SAM + "'}],'slotBuffer':30,"
                        + "'availabilities':[{'date':'2026-12-05T00:00:00.000Z','hours':["
                        + "{'openHour':10,'openMinute':0,'closeHour':11,'closeMinute':0}]}]");
        assertEquals(List.of(), diary.slots(calendar, "2026-11-24", "2026-11-25", ""));
        assertEquals(2, diary.slots(calendar, "2026-12-05", "2026-12-06", "").size());
        for (String user : List.of(NORA, SAM)) {
            Wire.Answer booked = diary.bookIn(calendar, "'startTime':'2026-12-01T10:00:00-05:00'");
            assertEquals(user, booked.body().get("assignedUserId").stringValue());
        }
        assertEquals(
                GONE,
                diary.bookIn(calendar, "'startTime':'2026-12-01T10:00:00-05:00'")
                        .message());
        // Half an hour after an appointment stays free.
        assertEquals(
                GONE,
                diary.bookIn(calendar, "'startTime':'2026-12-01T10:30:00-05:00'")
                        .message());
        assertFalse(diary.offered());
        for (String users : List.of("&userId=" + SAM, "&userIds=nobody&userIds=" + SAM, "&userIds%5B%5D=" + SAM)) {
            assertEquals(
                    16, diary.slots(calendar, "2026-12-02", "2026-12-03", users).size(), users);
        }
        assertEquals(List.of(), diary.slots(calendar, "2026-12-02", "2026-12-03", "&userIds=nobody"));
    }
}
