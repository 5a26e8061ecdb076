package dev.ghlmcp.sandbox;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Points in time as HighLevel reads and writes them.
final class Moment {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);
    private static final List<DateTimeFormatter> BIRTHDAYS =
            List.of(DateTimeFormatter.ISO_LOCAL_DATE, DateTimeFormatter.ofPattern("MM-dd-uuuu"));

    private Moment() {}

    /// Reads a date, or a date and time with its offset; null if it is neither.
    static Instant of(JsonNode value) {
        String text = value.stringValue("");
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    static String iso(Instant instant) {
        return MILLIS.format(instant);
    }

    /// Reads a birthday, year first or month first, whatever separates its parts; null if it is none.
    static Instant birthday(JsonNode value) {
        String text = value.stringValue("").replaceAll("[/._]", "-");
        for (DateTimeFormatter format : BIRTHDAYS) {
            try {
                return LocalDate.parse(text, format)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant();
            } catch (DateTimeParseException e) {
                continue;
            }
        }
        return of(value);
    }
}
