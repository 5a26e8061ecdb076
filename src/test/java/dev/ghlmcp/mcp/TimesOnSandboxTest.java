package dev.ghlmcp.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// What is booked when nobody says in which zone.
class TimesOnSandboxTest {
    @Test
    void aDayIsBlockedFromItsStartToItsEnd() {
        try (OnSandbox sandbox = new OnSandbox()) {
            JsonNode blocked = sandbox.call(
                    "create_block_slot",
                    "{'calendarId':'0Sh1RZvbOQcwRoblk75z','startTime':'2026-12-04','endTime':'2026-12-04','title':'Closed'}");
            assertEquals("2026-12-04T00:00:00-05:00", blocked.path("startTime").asString());
            assertEquals("2026-12-04T23:59:59-05:00", blocked.path("endTime").asString());
            assertEquals("America/New_York", blocked.at("/times/zone").asString());

            JsonNode listed = sandbox.call(
                    "list_blocked_slots",
                    "{'calendarId':'0Sh1RZvbOQcwRoblk75z','startTime':'2026-12-04','endTime':'2026-12-04'}");
            assertEquals("Closed", listed.at("/events/0/title").asString());
            assertEquals(
                    0,
                    sandbox.call(
                                    "list_blocked_slots",
                                    "{'calendarId':'0Sh1RZvbOQcwRoblk75z','startTime':'2026-12-03T18:00','endTime':'2026-12-03'}")
                            .path("events")
                            .size());
        }
    }

    @Test
    void theLastDayOfAClosureIsClosedToo() {
        try (OnSandbox sandbox = new OnSandbox()) {
            JsonNode blocked = sandbox.call(
                    "create_block_slot",
                    "{'calendarId':'0Sh1RZvbOQcwRoblk75z','startTime':'2026-12-04','endTime':'2026-12-05','title':'Closed'}");
            assertEquals("2026-12-04T00:00:00-05:00", blocked.path("startTime").asString());
            assertEquals("2026-12-05T23:59:59-05:00", blocked.path("endTime").asString());
            assertEquals(
                    "2026-12-05T23:59:59-05:00", blocked.at("/times/endTime").asString());
        }
    }

    @Test
    void anAppointmentWithoutOffsetIsInTheBusinessesTime() {
        try (OnSandbox sandbox = new OnSandbox()) {
            String user = sandbox.call("get_calendar", "{'calendarId':'B5JNYkG8jl6v1YDssibJ'}")
                    .at("/calendar/teamMembers/0/userId")
                    .asString();
            JsonNode booked = sandbox.call(
                    "create_appointment",
                    "{'calendarId':'B5JNYkG8jl6v1YDssibJ','contactId':'ouXvz8AgsBOHRYQt5OJB','startTime':'2026-12-04',"
                            + "'ignoreFreeSlotValidation':true,'assignedUserId':'" + user + "'}");
            assertEquals("2026-12-04T00:00:00-05:00", booked.path("startTime").asString());
        }
    }

    /// The clocks go back on 2026-11-01 and on 2026-03-08 forward.
    @ParameterizedTest
    @CsvSource(textBlock = """
            2026-10-15, 2026-11-14
            2026-10-15T00:00:00-04:00, 2026-11-15T00:00:00-05:00
            2026-02-20, 2026-03-22
            2026-12-01, 2026-12-31
            """)
    void thirtyOneDaysAreDaysOfTheCalendar(String start, String end) {
        try (OnSandbox sandbox = new OnSandbox()) {
            sandbox.call("get_free_slots", slots(start, end));
            String later =
                    end.length() == 10 ? LocalDate.parse(end).plusDays(1).toString() : "2026-11-15T00:00:01-05:00";
            assertTrue(
                    sandbox.failure("get_free_slots", slots(start, later)).contains("more than 31 days after"), later);
        }
    }

    @Test
    void whatTheResultSaysOfTimesIsNoFieldThatIsMissing() {
        try (OnSandbox sandbox = new OnSandbox()) {
            JsonNode slots = sandbox.call(
                    "get_free_slots",
                    "{'calendarId':'B5JNYkG8jl6v1YDssibJ','startDate':'2026-12-01','endDate':'2026-12-02','fields':['times','times.zone','touched','nosuch','.']}");
            assertEquals("[\"nosuch\",\".\"]", slots.path("fieldsNotFound").toString());
            assertEquals("America/New_York", slots.at("/times/zone").asString());
        }
    }

    private static String slots(String start, String end) {
        return "{'calendarId':'B5JNYkG8jl6v1YDssibJ','startDate':'" + start + "','endDate':'" + end + "'}";
    }

    @Test
    void aBirthdayStaysItsDay() {
        try (OnSandbox sandbox = new OnSandbox()) {
            sandbox.call("update_contact", "{'contactId':'ouXvz8AgsBOHRYQt5OJB','dateOfBirth':653184000000}");
            assertEquals(
                    "1990-09-13",
                    sandbox.call("get_contact", "{'contactId':'ouXvz8AgsBOHRYQt5OJB'}")
                            .at("/contact/dateOfBirth")
                            .asString()
                            .substring(0, 10));
        }
    }

    /// Observed at the real one: a date in a filter is that whole day in the zone of the location.
    @Test
    void aDayInAFilterIsThatWholeDayInTheBusinessesZone() {
        try (OnSandbox sandbox = new OnSandbox()) {
            for (JsonNode contact :
                    sandbox.call("search_contacts", "{'pageLimit':100}").path("contacts")) {
                LocalDate day = LocalDate.ofInstant(
                        Instant.parse(contact.path("dateAdded").asString()), ZoneId.of("America/New_York"));
                JsonNode found = sandbox.call(
                        "search_contacts",
                        "{'filters':[{'field':'dateAdded','operator':'range','value':{'gte':'%1$s','lte':'%1$s'}}]}"
                                .formatted(day));
                assertTrue(found.path("contacts")
                        .valueStream()
                        .anyMatch(one -> one.path("id").equals(contact.path("id"))));
            }
        }
    }
}
