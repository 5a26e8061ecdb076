package dev.ghlmcp.mcp.reading;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Times in HighLevel's answers, which it writes as milliseconds since 1970, in UTC, with an offset, or without any.
final class AnswerTimes {
    private static final long DAY = 86_400_000L;

    /// As milliseconds this is 1973; smaller numbers are something else.
    private static final long MIN = 100_000_000_000L;

    private static final int SECONDS = "2030-01-31T09:00:00".length();

    /// Members that are days, which HighLevel may write as midnight in UTC. No zone moves them.
    private static final Set<String> DAYS = Set.of("dateOfBirth", "issueDate", "expiryDate", "date");

    private AnswerTimes() {}

    /// Whether a member is a time by its name.
    static boolean named(String name) {
        return name.endsWith("Date")
                || name.endsWith("At")
                || name.endsWith("Time")
                || name.startsWith("date")
                || name.equals("lastActivity")
                || name.equals("timestamp");
    }

    /// The day that a member means, as `1990-09-25`; null if it means none.
    static String day(String name, JsonNode value) {
        return DAYS.contains(name) ? day(value) : null;
    }

    /// The day that begins with a time in UTC; null if none does.
    static String day(JsonNode value) {
        return switch (point(value)) {
            case Instant at
            when at.toEpochMilli() % DAY == 0 ->
                LocalDate.ofEpochDay(at.toEpochMilli() / DAY).toString();
            case null, default ->
                value.isIntegralNumber() && value.canConvertToLong() && value.longValue() % DAY == 0
                        ? LocalDate.ofEpochDay(value.longValue() / DAY).toString()
                        : null;
        };
    }

    /// An [Instant]; a [LocalDateTime] where the offset is missing; null for all that is no time or has its offset.
    static Object point(JsonNode value) {
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue() >= MIN ? Instant.ofEpochMilli(value.longValue()) : null;
        }
        if (!value.isString()) {
            return null;
        }
        String text = value.stringValue();
        if (text.length() < SECONDS || text.charAt(4) != '-' || text.charAt(7) != '-' || text.charAt(13) != ':') {
            return null;
        }
        boolean utc = text.endsWith("Z");
        String rest = text.substring(SECONDS, utc ? text.length() - 1 : text.length());
        if ((text.charAt(10) != 'T' && text.charAt(10) != ' ') || !(rest.isEmpty() || fraction(rest))) {
            return null;
        }
        try {
            LocalDateTime local = LocalDateTime.of(
                    number(text, 0, 4),
                    number(text, 5, 7),
                    number(text, 8, 10),
                    number(text, 11, 13),
                    number(text, 14, 16),
                    number(text, 17, 19));
            return utc ? local.toInstant(ZoneOffset.UTC) : local;
        } catch (DateTimeException | NumberFormatException _) {
            return null;
        }
    }

    /// With seconds and offset. What the clocks of the zone show twice is the first of the two.
    ///
    /// @param point see [#point]
    static String text(Object point, ZoneId zone) {
        return switch (point) {
            case Instant at -> {
                ZoneOffset offset = zone.getRules().getOffset(at);
                yield text(LocalDateTime.ofEpochSecond(at.getEpochSecond(), 0, offset), offset);
            }
            case LocalDateTime local -> text(local, zone.getRules().getOffset(local));
            default -> throw new IllegalArgumentException(point + " is no time");
        };
    }

    private static String text(LocalDateTime local, ZoneOffset offset) {
        // The JDK leaves out seconds that are 0.
        String text = local.toString();
        return (text.length() < SECONDS ? text + ":00" : text)
                + (offset.getTotalSeconds() == 0 ? "+00:00" : offset.getId());
    }

    private static boolean fraction(String text) {
        for (int at = 1; at < text.length(); at++) {
            if (text.charAt(at) < '0' || text.charAt(at) > '9') {
                return false;
            }
        }
        return text.length() > 1 && text.charAt(0) == '.';
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
