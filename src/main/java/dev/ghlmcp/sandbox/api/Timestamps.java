package dev.ghlmcp.sandbox.api;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.zone.ZoneRulesProvider;
import tools.jackson.databind.JsonNode;

/// Points in time as HighLevel reads and writes them.
public final class Timestamps {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

    private Timestamps() {}

    /// Reads a date, or a date and time with its offset; null if it is neither.
    public static Instant of(JsonNode value) {
        return of(value.stringValue(""));
    }

    private static Instant of(String text) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /// Reads the name of a time zone.
    public static ZoneId zone(String id) {
        if (!isZone(id)) {
            throw ApiError.violation("timezone must be a valid IANA time-zone");
        }
        return ZoneId.of(id);
    }

    /// Whether it is a name of the IANA's, which an offset such as `UTC+5` is not.
    public static boolean isZone(String id) {
        return ZoneRulesProvider.getAvailableZoneIds().contains(id);
    }

    public static String iso(Instant instant) {
        return MILLIS.format(instant);
    }

    /// Reads a birthday, year first or month first, whatever separates its parts; null if it is none.
    public static Instant birthday(JsonNode value) {
        String text = value.stringValue("").replaceAll("[/._]", "-");
        return of(text.replaceFirst("^(\\d\\d)-(\\d\\d)-(\\d{4})$", "$3-$1-$2"));
    }
}
