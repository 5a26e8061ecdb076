package dev.ghlmcp.mcp.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.JsonNode;

/// Times of HighLevel's answers as people of the sub-account read them: `2030-01-31T14:00:00-05:00`.
///
/// @param zone of the sub-account; null if it could not be read: a time without offset then stays without, and others
///     are shown in UTC
public record LocalTimes(ZoneId zone) {
    /// The moment that a member of an answer says, in any of HighLevel's forms; null for none.
    public Instant instant(JsonNode value) {
        if (value.isIntegralNumber()) {
            return Instant.ofEpochMilli(value.longValue());
        }
        String text = value.asString("").replace(' ', 'T');
        try {
            if (text.isEmpty()) {
                return null;
            }
            return hasOffset(text)
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).atZone(place()).toInstant();
        } catch (DateTimeException _) {
            return null;
        }
    }

    private static boolean hasOffset(String text) {
        int time = text.indexOf('T');
        return time > 0 && text.substring(time).matches(".*(Z|[+-]\\d\\d:?\\d\\d)");
    }

    private ZoneId place() {
        return zone == null ? ZoneOffset.UTC : zone;
    }

    /// With the offset of the sub-account; null for none.
    public String text(JsonNode value) {
        Instant instant = instant(value);
        if (instant == null) {
            return null;
        }
        String text = value.asString("").replace(' ', 'T');
        return zone == null && !value.isIntegralNumber() && !hasOffset(text) ? text : text(instant);
    }

    public String text(Instant instant) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                instant.atZone(place()).truncatedTo(ChronoUnit.SECONDS));
    }
}
