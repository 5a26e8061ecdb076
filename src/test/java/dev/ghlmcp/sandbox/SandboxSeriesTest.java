package dev.ghlmcp.sandbox;

import static dev.ghlmcp.sandbox.Diary.CHECKUPS;
import static dev.ghlmcp.sandbox.Diary.GONE;
import static dev.ghlmcp.sandbox.Diary.NORA;
import static dev.ghlmcp.sandbox.Diary.WALTER;
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

/// A recurring series takes the time of each of its dates; and what is left of a contact's appointments without it.
class SandboxSeriesTest {
    @AutoClose
    private final Diary diary = Diary.open();

    @Test
    void takesTheSlotsOfAllItsDates() {
        Wire.Answer booked = series("RRULE:FREQ=DAILY;COUNT=3");
        assertEquals(200, booked.status(), booked.body()::toString);
        assertTrue(booked.body().get("isRecurring").booleanValue());
        assertEquals(GONE, diary.book("'startTime':'2026-12-02T10:00:00-05:00'").message());
        assertFalse(diary.slots(CHECKUPS, "2026-12-02", "2026-12-03", "").contains("2026-12-02T10:00:00-05:00"));
        List<JsonNode> instances = instances(id(booked));
        assertEquals(2, instances.size());
        String instance = instances.getFirst().get("id").stringValue();
        assertEquals(
                instance,
                diary.wire()
                        .get("/calendars/events/appointments/" + instance)
                        .body()
                        .at("/event/id")
                        .stringValue());

        Wire.Answer left = delete(instance);
        assertEquals(201, left.status(), left.body()::toString);
        assertTrue(diary.slots(CHECKUPS, "2026-12-02", "2026-12-03", "").contains("2026-12-02T10:00:00-05:00"));
        assertEquals(201, delete(id(booked)).status());
        assertEquals(List.of(), instances(id(booked)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=3            | 12-15 12-29
            RRULE:FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4           | 12-03 12-08 12-10
            RRULE:FREQ=DAILY;UNTIL=20261203T150000Z         | 12-02 12-03
            FREQ=MONTHLY;COUNT=2                            | 01-01
            RRULE:FREQ=DAILY;COUNT=3\\nEXDATE:20261202T150000Z | 12-03
            """)
    void understandsRules(String rule, String dates) {
        List<String> days = instances(id(series(rule))).stream()
                .map(event -> event.get("startTime").stringValue().substring(5, 10))
                .toList();
        assertEquals(dates, String.join(" ", days));
    }

    @Test
    void refusesARuleThatItCannotFollow() {
        assertEquals(422, series("every day").status());
        assertEquals(List.of(), diary.wire().sandbox().writes());
    }

    @Test
    void keepsTheAppointmentsOfAContactThatIsGone() {
        Wire.Answer booked = diary.book("'startTime':'" + Diary.SLOT + "'");
        assertEquals(
                200, diary.wire().send("DELETE", "/contacts/" + WALTER, null).status());
        JsonNode event = diary.wire()
                .get("/calendars/events/appointments/" + id(booked))
                .body()
                .get("event");
        assertEquals(WALTER, event.get("contactId").stringValue());
        assertEquals("confirmed", event.get("appointmentStatus").stringValue());
        assertFalse(diary.offered());
        assertEquals(
                400, diary.wire().get("/contacts/" + WALTER + "/appointments").status());
        assertEquals(400, diary.wire().get("/contacts/" + WALTER + "/notes").status());
    }

    private Wire.Answer series(String rule) {
        return diary.book("'startTime':'" + Diary.SLOT + "','ignoreFreeSlotValidation':true,'assignedUserId':'" + NORA
                + "','rrule':'" + rule + "'");
    }

    private List<JsonNode> instances(String master) {
        String window = "/calendars/events?locationId=LOC&calendarId=%s&startTime=%d&endTime=%d"
                .formatted(CHECKUPS, Diary.midnight("2026-12-01"), Diary.midnight("2027-02-01"));
        return diary.wire()
                .get(window)
                .body()
                .get("events")
                .valueStream()
                .filter(event -> event.path("masterEventId").asString("").equals(master))
                .toList();
    }

    private Wire.Answer delete(String id) {
        return diary.wire().send("DELETE", "/calendars/events/" + id, "{}");
    }
}
