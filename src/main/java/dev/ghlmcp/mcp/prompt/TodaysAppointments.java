package dev.ghlmcp.mcp.prompt;

import static java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME;

import dev.ghlmcp.mcp.lookup.RecordKind;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The appointments of a day.
final class TodaysAppointments {
    private static final int CALENDARS = 12;

    static final Prompt PROMPT = new Prompt(
            "todays_appointments",
            "Today's appointments",
            "The appointments of a day in order, with gaps, conflicts and what to prepare.",
            List.of(
                    PromptInput.naming(
                            RecordKind.CALENDAR, "Calendar, by name or id; all if neither it nor user is given"),
                    PromptInput.naming(RecordKind.USER, "Whose appointments, by name or id"),
                    PromptInput.day("date", "Day such as 2030-01-31; today if omitted"),
                    PromptInput.LOCATION),
            List.of("list_calendars", "list_calendar_events"),
            List.of("get_contact", "get_appointment", "update_appointment", "get_free_slots", "create_contact_task"),
            """
            Take me through the appointments of the day with the data above, in the time zone that it names.

            1. A list in the order of time: time, contact, calendar, status. Leave out what was cancelled, but count it.
            2. Overlaps, appointments that are not confirmed, and gaps of more than an hour.
            3. What to prepare for each. Read a contact where its appointment does not tell enough.

            Move or cancel nothing unless I agree: HighLevel tells the contact at once.""",
            TodaysAppointments::gather);

    private TodaysAppointments() {}

    private static void gather(PromptData data) {
        ZoneId zone = zone(data);
        LocalDate day = day(data, zone);
        data.note("Day: " + day + ", " + day.getDayOfWeek() + ", in the time zone " + zone);
        String calendar = data.id(RecordKind.CALENDAR);
        String user = data.id(RecordKind.USER);
        if (calendar != null || user != null) {
            events(data, day.atStartOfDay(zone), calendar, user, "Appointments");
            return;
        }
        List<JsonNode> calendars = new ArrayList<>();
        data.call("list_calendars")
                .fields("calendars", "name isActive")
                .answer()
                .path("calendars")
                .valueStream()
                .filter(one -> one.path("isActive").asBoolean(true))
                .forEach(calendars::add);
        if (calendars.size() > CALENDARS) {
            data.note("Only the first " + CALENDARS + " of " + calendars.size()
                    + " active calendars were read; name one with the argument calendar.");
        }
        for (JsonNode one : calendars.stream().limit(CALENDARS).toList()) {
            events(
                    data,
                    day.atStartOfDay(zone),
                    one.path("id").asString(),
                    null,
                    "Appointments in the calendar " + one.path("name").asString(""));
        }
    }

    private static void events(PromptData data, ZonedDateTime start, String calendar, String user, String heading) {
        data.call("list_calendar_events")
                .with("calendarId", calendar)
                .with("userId", user)
                .with("startTime", ISO_OFFSET_DATE_TIME.format(start))
                .with("endTime", ISO_OFFSET_DATE_TIME.format(start.plusDays(1).minusSeconds(1)))
                .fields(
                        "events",
                        "title startTime endTime appointmentStatus contactId assignedUserId calendarId address notes")
                .under(heading);
    }

    private static ZoneId zone(PromptData data) {
        try {
            return data.zone();
        } catch (DateTimeException e) {
            data.note("UTC is used, as the sub-account's time zone is not known: " + e.getMessage() + ".");
            return ZoneOffset.UTC;
        }
    }

    private static LocalDate day(PromptData data, ZoneId zone) {
        String text = data.value("date");
        return text == null ? LocalDate.ofInstant(data.now(), zone) : LocalDate.parse(text);
    }
}
