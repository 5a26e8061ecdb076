package dev.ghlmcp.sandbox.calendars;

import dev.ghlmcp.sandbox.api.Timestamps;
import dev.ghlmcp.sandbox.store.SandboxStore;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// When a calendar can be booked, and who of its team takes the booking.
record BookableTimes(SandboxStore store) {
    /// Open from nine to five where a calendar has no hours of its own.
    private static final Set<Integer> WORKDAYS = Set.of(1, 2, 3, 4, 5);

    private static final Set<String> OVER = Set.of("cancelled", "noshow", "invalid");

    /// @param users   of whose time it shall be; empty for the whole team
    /// @param anyDate without regard to the notice and the horizon of the calendar
    /// @param self    the appointment that moves, which is not in its own way; null if it is new
    record Wish(ObjectNode calendar, List<String> users, boolean anyDate, ObjectNode self) {}

    /// The starts of the free slots from one moment to another.
    Stream<Instant> slots(Wish wish, Instant from, Instant to) {
        ZoneId zone = zone(wish);
        return day(from, zone)
                .datesUntil(day(to, zone).plusDays(1))
                .flatMap(date -> starts(wish, date))
                .filter(start -> !start.isBefore(from) && !start.isAfter(to))
                .filter(start -> taker(wish, start, end(wish.calendar(), start)) != null);
    }

    /// The member of the team who takes this time, empty if the calendar has no team; null if the time is not free.
    String takerOfSlot(Wish wish, Instant start, Instant end) {
        boolean offered = starts(wish, day(start, zone(wish))).anyMatch(start::equals);
        return offered ? taker(wish, start, end) : null;
    }

    static Instant end(ObjectNode calendar, Instant start) {
        return start.plus(length(calendar, "slotDuration"));
    }

    static List<String> team(ObjectNode calendar) {
        return calendar.path("teamMembers")
                .valueStream()
                .map(member -> member.path("userId").asString())
                .toList();
    }

    private ZoneId zone(Wish wish) {
        return store.zone(wish.calendar().get("locationId").stringValue());
    }

    private static LocalDate day(Instant instant, ZoneId zone) {
        return instant.atZone(zone).toLocalDate();
    }

    private Stream<Instant> starts(Wish wish, LocalDate date) {
        ObjectNode calendar = wish.calendar();
        ZoneId zone = zone(wish);
        int perDay = calendar.path("appoinmentPerDay").asInt(0);
        if (perDay > 0
                && booked(wish)
                                .filter(event -> day(start(event), zone).equals(date))
                                .count()
                        >= perDay) {
            return Stream.empty();
        }
        Instant now = store.now();
        Duration notice = wish.anyDate() ? Duration.ZERO : span(calendar, "allowBookingAfter");
        Duration horizon = wish.anyDate() ? Duration.ZERO : span(calendar, "allowBookingFor");
        return hours(calendar, date)
                .flatMap(hours -> Stream.iterate(
                        at(date, zone, hours, "open"),
                        start -> !end(calendar, start).isAfter(at(date, zone, hours, "close")),
                        start -> start.plus(length(calendar, "slotInterval"))))
                .filter(start -> start.isAfter(now) && !start.isBefore(now.plus(notice)))
                .filter(start -> horizon.isZero() || !start.isAfter(now.plus(horizon)))
                .sorted()
                .distinct();
    }

    /// Hours of this very date come before those of the weekday.
    private static Stream<JsonNode> hours(ObjectNode calendar, LocalDate date) {
        int type = calendar.path("availabilityType").asInt(-1);
        int weekday = date.getDayOfWeek().getValue() % 7;
        List<JsonNode> custom = calendar.path("availabilities")
                .valueStream()
                .filter(day -> type != 0 && !day.path("deleted").asBoolean(false))
                .filter(day -> day.path("date").asString().startsWith(date.toString()))
                .toList();
        if (type == 1 || !custom.isEmpty()) {
            return custom.stream().flatMap(day -> day.path("hours").valueStream());
        }
        if (calendar.path("openHours").isEmpty()) {
            return WORKDAYS.contains(weekday)
                    ? Stream.of(calendar.objectNode().put("openHour", 9).put("closeHour", 17))
                    : Stream.empty();
        }
        return calendar.path("openHours")
                .valueStream()
                .filter(open -> open.path("daysOfTheWeek").valueStream().anyMatch(day -> day.asInt() == weekday))
                .flatMap(open -> open.path("hours").valueStream());
    }

    private static Instant at(LocalDate date, ZoneId zone, JsonNode hours, String which) {
        return date.atStartOfDay()
                .plusHours(hours.path(which + "Hour").asInt(0))
                .plusMinutes(hours.path(which + "Minute").asInt(0))
                .atZone(zone)
                .toInstant();
    }

    private String taker(Wish wish, Instant start, Instant end) {
        List<String> team = team(wish.calendar());
        List<String> asked = team.stream()
                .filter(user -> wish.users().isEmpty() || wish.users().contains(user))
                .toList();
        List<String> free = (team.isEmpty() ? List.of("") : asked)
                .stream().filter(user -> free(wish, user, start, end)).toList();
        boolean everyone = wish.calendar().path("calendarType").asString().equals("collective");
        return free.isEmpty() || (everyone && free.size() < asked.size()) ? null : free.getFirst();
    }

    private boolean free(Wish wish, String user, Instant start, Instant end) {
        ObjectNode calendar = wish.calendar();
        String id = calendar.get("id").stringValue();
        // Between two appointments lie what follows the one and what precedes the other.
        Duration gap = span(calendar, "preBuffer").plus(span(calendar, "slotBuffer"));
        Instant from = start.minus(gap);
        Instant to = end.plus(gap);
        List<ObjectNode> taken = Stream.concat(store.records("blockedSlots").stream(), appointments(wish))
                .filter(event -> start(event).isBefore(to)
                        && Timestamps.of(event.get("endTime")).isAfter(from))
                .filter(event -> isOf(event, "assignedUserId", user)
                        || ((user.isEmpty() || !event.has("contactId")) && isOf(event, "calendarId", id)))
                .toList();
        // Only bookings of this very calendar share a slot.
        return taken.size() < Math.max(1, calendar.path("appoinmentPerSlot").asInt(1))
                && taken.stream().allMatch(event -> event.has("contactId") && isOf(event, "calendarId", id));
    }

    private Stream<ObjectNode> booked(Wish wish) {
        String id = wish.calendar().get("id").stringValue();
        return appointments(wish).filter(event -> isOf(event, "calendarId", id));
    }

    private Stream<ObjectNode> appointments(Wish wish) {
        return store.records("appointments").stream()
                .filter(event -> !event.equals(wish.self())
                        && !OVER.contains(event.path("appointmentStatus").asString()));
    }

    private static boolean isOf(ObjectNode event, String field, String id) {
        return event.path(field).stringValue("").equals(id) && !id.isEmpty();
    }

    private static Instant start(ObjectNode event) {
        return Timestamps.of(event.get("startTime"));
    }

    private static Duration length(ObjectNode calendar, String field) {
        Duration length = span(calendar, field);
        return length.isZero() ? Duration.ofMinutes(30) : length;
    }

    private static Duration span(ObjectNode calendar, String field) {
        ChronoUnit unit = switch (calendar.path(field + "Unit").asString("")) {
            case "hours" -> ChronoUnit.HOURS;
            case "days" -> ChronoUnit.DAYS;
            case "weeks" -> ChronoUnit.WEEKS;
            case "months" -> ChronoUnit.MONTHS;
            default -> ChronoUnit.MINUTES;
        };
        return unit.getDuration().multipliedBy(Math.max(0, calendar.path(field).asInt(0)));
    }
}
