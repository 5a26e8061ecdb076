package dev.ghlmcp.sandbox;

import static dev.ghlmcp.sandbox.Diary.CHECKUPS;
import static dev.ghlmcp.sandbox.Diary.WALTER;
import static dev.ghlmcp.sandbox.Diary.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.sandbox.api.SampleAccount;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// The location's time zone drives what its calendars offer and how its appointments are shown.
class SandboxZonesTest {
    @AutoClose
    private final Diary diary = Diary.open();

    @Test
    void offersAndBooksByTheLocationsClocks() {
        move("America/Los_Angeles");
        List<String> slots = diary.slots(CHECKUPS, "2026-12-01", "2026-12-02", "");
        assertEquals("2026-12-01T08:30:00-08:00", slots.getFirst());
        Wire.Answer booked = diary.book("'startTime':'2026-12-01T11:30:00-05:00'");
        assertEquals(200, booked.status());
        assertEquals("2026-12-01T08:30:00-08:00", booked.body().get("startTime").stringValue());
        assertFalse(diary.slots(CHECKUPS, "2026-12-01", "2026-12-02", "").contains("2026-12-01T08:30:00-08:00"));
        assertEquals(400, diary.book("'startTime':'2026-12-01T08:30:00-05:00'").status());
        List<String> times =
                diary.wire().get("/contacts/" + WALTER + "/appointments").each("events", "startTime");
        assertTrue(times.contains("2026-12-01 08:30:00"), times::toString);

        move("Europe/Berlin");
        Wire.Answer read = diary.wire().get("/calendars/events/appointments/" + id(booked));
        assertEquals(
                "2026-12-01T17:30:00+01:00", read.body().at("/event/startTime").stringValue());
    }

    @Test
    void keepsTheHoursWhenTheClocksChange() {
        String calendar = diary.create("'calendarType':'event','allowBookingFor':365,'allowBookingForUnit':'days'");
        move("America/Los_Angeles");
        assertEquals(
                "2027-03-12T09:00:00-08:00",
                diary.slots(calendar, "2027-03-12", "2027-03-13", "").getFirst());
        assertEquals(
                "2027-03-15T09:00:00-07:00",
                diary.slots(calendar, "2027-03-15", "2027-03-16", "").getFirst());
        move("Europe/Berlin");
        assertEquals(
                "2027-03-15T09:00:00+01:00",
                diary.slots(calendar, "2027-03-15", "2027-03-16", "").getFirst());
        assertEquals(
                "2027-03-29T09:00:00+02:00",
                diary.slots(calendar, "2027-03-29", "2027-03-30", "").getFirst());
    }

    @Test
    void refusesAZoneThatIsNone() {
        Wire.Answer answer = zone("Nowhere");
        assertEquals(422, answer.status());
        assertEquals("timezone must be a valid IANA time-zone", Diary.first(answer));
    }

    private void move(String zone) {
        assertEquals(200, zone(zone).status());
    }

    private Wire.Answer zone(String zone) {
        String body = "{'companyId':'%s','timezone':'%s'}".formatted(SampleAccount.COMPANY_ID, zone);
        return diary.wire().asAgency("PUT", "/locations/LOC", body);
    }
}
