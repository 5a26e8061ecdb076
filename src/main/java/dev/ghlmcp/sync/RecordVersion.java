package dev.ghlmcp.sync;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;

/// Which version of a record is older. A version is a number, or a date or time of ISO 8601: other texts have no order
/// that can be told from them.
public final class RecordVersion {
    private static final DateTimeFormatter TIMES = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalEnd()
            .appendPattern("[XXXXX][XXXX][X]")
            .toFormatter();

    private RecordVersion() {}

    /// Whether a version is older than another; never if one of them is empty, or one a number and one a time.
    public static boolean older(String version, String than) {
        BigDecimal number = number(version);
        BigDecimal other = number(than);
        if (number != null && other != null) {
            return number.compareTo(other) < 0;
        }
        Instant time = time(version);
        Instant last = time(than);
        return time != null && last != null && time.isBefore(last);
    }

    static void check(Expression expression, String version) {
        if (!version.isEmpty() && number(version) == null && time(version) == null) {
            String shown = version.length() > 40 ? version.substring(0, 40) + "..." : version;
            throw new MappingException(expression.where() + " gives '" + shown + "', which is neither a number nor a"
                    + " time such as 2026-11-30T09:00:00Z, so that nobody knows which is newer. $toMillis makes a number of"
                    + " a text: $toMillis(" + expression + ", \"[M]/[D]/[Y]\") of 11/30/2026");
        }
    }

    private static BigDecimal number(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException _) {
            return null;
        }
    }

    /// One without an offset is taken as UTC.
    private static Instant time(String text) {
        try {
            TemporalAccessor parsed = TIMES.parse(text);
            LocalTime time = parsed.query(TemporalQueries.localTime());
            ZoneOffset offset = parsed.query(TemporalQueries.offset());
            return LocalDateTime.of(parsed.query(TemporalQueries.localDate()), time == null ? LocalTime.MIDNIGHT : time)
                    .toInstant(offset == null ? ZoneOffset.UTC : offset);
        } catch (DateTimeParseException _) {
            return null;
        }
    }
}
