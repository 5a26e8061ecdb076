package dev.ghlmcp.mcp.time;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a text says about a time, before its time zone is known.
sealed interface TimeText {
    /// A point in time.
    ///
    /// @param written the text, if it is plain ISO 8601 as HighLevel takes it; null if it is not
    record Exact(OffsetDateTime time, String written) implements TimeText {}

    /// A time on a clock.
    ///
    /// @param zone of the clock; null if the text does not say
    record Local(LocalDateTime time, ZoneId zone) implements TimeText {}

    /// A day.
    record Day(LocalDate day) implements TimeText {}

    /// A number: seconds or milliseconds since 1970.
    record Epoch(BigDecimal number) implements TimeText {
        /// From here on numbers are milliseconds: as seconds, this is the year 2286.
        private static final BigDecimal MILLIS = new BigDecimal("1e10");

        private static final BigDecimal DAY_MILLIS = new BigDecimal(86_400_000);
        private static final BigDecimal DAY_SECONDS = new BigDecimal(86_400);

        /// Days count in milliseconds from here on, in both directions: as seconds, this is the year 2128.
        private static final BigDecimal DAYS = new BigDecimal("5e9");

        /// The point in time, from 2001 to 2286, or 1970 for 0; null for other numbers.
        Instant instant() {
            boolean millis = number.compareTo(MILLIS) >= 0;
            BigDecimal seconds = millis ? number.movePointLeft(3) : number;
            boolean plausible = seconds.compareTo(MILLIS.movePointLeft(1)) >= 0 && seconds.compareTo(MILLIS) < 0;
            return plausible
                    ? Instant.ofEpochMilli(seconds.movePointRight(3).longValue())
                    : number.signum() == 0 ? Instant.EPOCH : null;
        }

        /// The day that begins with it in UTC, as HighLevel writes birthdays; null if none does, or two may.
        LocalDate midnight() {
            if (number.abs().compareTo(DAYS) >= 0) {
                return day(DAY_MILLIS);
            }
            boolean both = number.remainder(DAY_MILLIS).signum() == 0 && number.signum() != 0;
            return both ? null : day(DAY_SECONDS);
        }

        private LocalDate day(BigDecimal unit) {
            BigDecimal[] days = number.divideAndRemainder(unit);
            return days[1].signum() == 0 && days[0].abs().compareTo(DAY_SECONDS) < 0
                    ? LocalDate.ofEpochDay(days[0].longValue())
                    : null;
        }
    }

    /// A date, perhaps with a time, and then perhaps with an offset and the name of a time zone in brackets.
    Pattern ISO = Pattern.compile("(\\d{4})([-/._])(\\d{2})\\2(\\d{2})"
            + "(?:[Tt ](\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?) ?([Zz]|[+-]\\d{2}(?::?\\d{2})?)?(?:\\[([^]]+)])?)?");

    /// The form that HighLevel reads and writes.
    Pattern PLAIN = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,3})?(Z|[+-]\\d\\d:\\d\\d)");

    Pattern NUMBER = Pattern.compile("[-+]?\\d{1,20}(\\.\\d{1,9})?([eE][-+]?\\d{1,2})?");

    /// Reads a text.
    ///
    /// @throws DateTimeException with a phrase if it is no time, such as `there is no 2030-02-30`
    static TimeText of(String text) {
        String stripped = text.strip();
        if (NUMBER.matcher(stripped).matches() && !stripped.matches("\\d{4}")) {
            return new Epoch(new BigDecimal(stripped));
        }
        Matcher iso = ISO.matcher(stripped);
        if (!iso.matches() || iso.group(1).compareTo("1900") < 0) {
            throw new DateTimeException("");
        }
        LocalDate day = day(iso);
        if (iso.group(5) == null) {
            return new Day(day);
        }
        LocalDateTime time = day.atTime(time(iso.group(5)));
        ZoneId zone = iso.group(7) == null ? null : zone(iso.group(7));
        if (iso.group(6) == null) {
            return new Local(time, zone);
        }
        ZoneOffset offset = offset(iso.group(6).toUpperCase(Locale.ROOT));
        // With Z the text says nothing about the offset of the place (RFC 9557).
        if (zone != null && !iso.group(6).equalsIgnoreCase("Z")) {
            checkOffset(time, offset, zone);
        }
        return new Exact(time.atOffset(offset), PLAIN.matcher(stripped).matches() ? stripped : null);
    }

    private static void checkOffset(LocalDateTime time, ZoneOffset offset, ZoneId zone) {
        List<ZoneOffset> valid = zone.getRules().getValidOffsets(time);
        if (valid.isEmpty()) {
            throw new DateTimeException("there is no such time in " + zone + ", where clocks skip it");
        }
        if (!valid.contains(offset)) {
            throw new DateTimeException(
                    "the offset " + offset + " is not that of " + zone + ", " + valid.getFirst() + " at that time");
        }
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException _) {
            throw new DateTimeException("there is no time zone " + name);
        }
    }

    private static ZoneOffset offset(String text) {
        try {
            return ZoneOffset.of(text);
        } catch (DateTimeException _) {
            throw new DateTimeException("there is no offset " + text);
        }
    }

    private static LocalDate day(Matcher iso) {
        String day = iso.group(1) + "-" + iso.group(3) + "-" + iso.group(4);
        try {
            return LocalDate.parse(day);
        } catch (DateTimeException _) {
            throw new DateTimeException("there is no " + day);
        }
    }

    private static LocalTime time(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException _) {
            throw new DateTimeException("there is no time " + text);
        }
    }
}
