package dev.ghlmcp.sandbox.calendars;

import dev.ghlmcp.sandbox.api.ApiError;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The dates of a recurring series: FREQ, INTERVAL, COUNT, UNTIL, BYDAY of a week and EXDATE of RFC 5545.
///
/// @param parts of the rule, by name
record RecurrenceRule(Map<String, String> parts) {
    private static final Set<String> KNOWN = Set.of("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "EXDATE", "WKST");
    private static final Set<String> FREQUENCIES = Set.of("DAILY", "WEEKLY", "MONTHLY", "YEARLY");
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssX");

    /// So many dates of a series without an end.
    private static final int MOST = 366;

    private static final int YEARS = 5;

    static RecurrenceRule of(String text) {
        Map<String, String> parts = new HashMap<>();
        for (String part : text.replace("RRULE:", "").replaceAll("\\s+", ";").split(";", -1)) {
            String[] pair = part.split("[=:]", 2);
            if (pair.length == 2) {
                parts.put(pair[0], pair[1]);
            }
        }
        if (!FREQUENCIES.contains(parts.getOrDefault("FREQ", "")) || !KNOWN.containsAll(parts.keySet())) {
            throw refused();
        }
        for (String number : List.of("INTERVAL", "COUNT")) {
            if (!parts.getOrDefault(number, "1").matches("[1-9]\\d{0,5}")) {
                throw refused();
            }
        }
        if (parts.containsKey("BYDAY")) {
            Stream.of(parts.get("BYDAY").split(",", -1)).forEach(RecurrenceRule::day);
        }
        return new RecurrenceRule(parts);
    }

    /// The starts after the first one.
    List<ZonedDateTime> after(ZonedDateTime first) {
        try {
            Instant until = parts.containsKey("UNTIL") ? instant(parts.get("UNTIL")) : Instant.MAX;
            int count = Integer.parseInt(parts.getOrDefault("COUNT", "" + MOST));
            Set<Instant> left = parts.containsKey("EXDATE")
                    ? Stream.of(parts.get("EXDATE").split(",", -1))
                            .map(RecurrenceRule::instant)
                            .collect(Collectors.toSet())
                    : Set.of();
            LocalDate start = first.toLocalDate();
            return start.plusDays(1)
                    .datesUntil(start.plusYears(YEARS))
                    .filter(date -> falls(start, date))
                    .limit(Math.min(count, MOST) - 1)
                    .map(date -> first.with(date))
                    .takeWhile(time -> !time.toInstant().isAfter(until))
                    .filter(time -> !left.contains(time.toInstant()))
                    .toList();
        } catch (DateTimeException e) {
            throw refused();
        }
    }

    private boolean falls(LocalDate start, LocalDate date) {
        long passed = switch (parts.get("FREQ")) {
            case "DAILY" -> ChronoUnit.DAYS.between(start, date);
            case "WEEKLY" ->
                days(start).contains(date.getDayOfWeek())
                        ? ChronoUnit.WEEKS.between(start.with(DayOfWeek.MONDAY), date.with(DayOfWeek.MONDAY))
                        : -1;
            case "MONTHLY" ->
                date.getDayOfMonth() == start.getDayOfMonth()
                        ? ChronoUnit.MONTHS.between(start.withDayOfMonth(1), date.withDayOfMonth(1))
                        : -1;
            default ->
                date.getDayOfYear() == start.withYear(date.getYear()).getDayOfYear()
                        ? date.getYear() - (long) start.getYear()
                        : -1;
        };
        return passed >= 0 && passed % Integer.parseInt(parts.getOrDefault("INTERVAL", "1")) == 0;
    }

    private List<DayOfWeek> days(LocalDate start) {
        String days = parts.get("BYDAY");
        return days == null
                ? List.of(start.getDayOfWeek())
                : Stream.of(days.split(",", -1)).map(RecurrenceRule::day).toList();
    }

    private static DayOfWeek day(String letters) {
        return Stream.of(DayOfWeek.values())
                .filter(day -> letters.length() == 2 && day.name().startsWith(letters))
                .findFirst()
                .orElseThrow(RecurrenceRule::refused);
    }

    private static Instant instant(String text) {
        return UTC.parse(text, Instant::from);
    }

    private static ApiError refused() {
        return ApiError.violation("rrule must be a recurrence rule of RFC 5545");
    }
}
