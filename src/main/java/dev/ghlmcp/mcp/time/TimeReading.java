package dev.ghlmcp.mcp.time;

import dev.ghlmcp.catalog.TimeArgument;
import dev.ghlmcp.catalog.TimeArgument.Kind;
import dev.ghlmcp.operation.annotation.Form;
import dev.ghlmcp.text.Excerpt;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.function.Supplier;

/// Turns one time as the caller wrote it into its plain form.
///
/// @param endOfDay a date alone means the end of that day
/// @param name     the argument in complaints
record TimeReading(TimeArgument time, boolean endOfDay, String name, Supplier<ZoneId> zones) {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx");
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

    /// The plain form: `2030-01-31` for a day, else `2030-01-31T09:00:00-05:00`.
    ///
    /// @throws IllegalArgumentException with a sentence for the caller
    String of(String text) {
        TimeText read;
        try {
            read = TimeText.of(text);
        } catch (DateTimeException e) {
            throw wrong(text, e.getMessage());
        }
        return time.kind() == Kind.DAY ? day(read, text).toString() : plain(read, text);
    }

    /// A day has no zone: the written date counts. Only a number that is no midnight in UTC needs the zone.
    private LocalDate day(TimeText read, String text) {
        return switch (read) {
            case TimeText.Day(LocalDate day) -> day;
            case TimeText.Local(LocalDateTime at, ZoneId _) -> at.toLocalDate();
            case TimeText.Exact(OffsetDateTime at, String _) -> at.toLocalDate();
            case TimeText.Epoch epoch -> {
                if (epoch.midnight() != null) {
                    yield epoch.midnight();
                }
                if (epoch.instant() == null) {
                    throw wrong(text, "");
                }
                yield LocalDate.ofInstant(epoch.instant(), zone(text, "is no midnight in UTC"));
            }
        };
    }

    private String plain(TimeText read, String text) {
        return switch (read) {
            case TimeText.Exact(OffsetDateTime at, String written) -> written == null ? iso(at) : written;
            case TimeText.Local(LocalDateTime at, ZoneId named) ->
                iso(unambiguous(at, named == null ? zone(text, "has no offset") : named));
            // HighLevel reads a date in a filter as that day in the sub-account's zone.
            case TimeText.Day(LocalDate day) when time.kind() == Kind.FILTER -> day.toString();
            case TimeText.Day(LocalDate day) -> startOrEnd(day, zone(text, "has no offset"));
            case TimeText.Epoch epoch -> {
                if (epoch.instant() == null) {
                    throw wrong(text, "");
                }
                yield exact(epoch.instant());
            }
        };
    }

    /// A day without midnight begins after the gap; a day whose last hour comes twice ends with the second.
    private String startOrEnd(LocalDate day, ZoneId zone) {
        if (!endOfDay) {
            return iso(day.atStartOfDay(zone).toOffsetDateTime());
        }
        OffsetDateTime next = day.plusDays(1).atStartOfDay(zone).toOffsetDateTime();
        Instant last = time.form() == Form.EPOCH_MILLIS
                ? next.toInstant().minusMillis(1)
                : next.toInstant().minusSeconds(1);
        return iso(last.atZone(zone).toOffsetDateTime());
    }

    /// A number is a point in time. The offset matters only where HighLevel compares the text with its slots.
    private String exact(Instant instant) {
        if (time.form() != null || time.kind() == Kind.FILTER) {
            return instant.toString();
        }
        try {
            return iso(instant.atZone(zones.get()).toOffsetDateTime());
        } catch (DateTimeException _) {
            return instant.toString();
        }
    }

    private OffsetDateTime unambiguous(LocalDateTime at, ZoneId zone) {
        ZoneRules rules = zone.getRules();
        ZoneOffsetTransition change = rules.getTransition(at);
        if (change == null) {
            return at.atOffset(rules.getOffset(at));
        }
        ZoneOffset before = change.getOffsetBefore();
        ZoneOffset after = change.getOffsetAfter();
        String what = change.isGap()
                ? " does not exist in " + zone + ", where clocks skip from "
                        + change.getDateTimeBefore().toLocalTime() + " to "
                        + change.getDateTimeAfter().toLocalTime()
                : " happens twice in " + zone + ", where clocks go back from "
                        + change.getDateTimeBefore().toLocalTime() + " to "
                        + change.getDateTimeAfter().toLocalTime();
        OffsetDateTime one = at.atOffset(change.isGap() ? after : before);
        OffsetDateTime other = at.atOffset(change.isGap() ? before : after);
        throw new IllegalArgumentException(name + ": " + LOCAL.format(at) + what + ": give "
                + iso(change.isGap() ? one.withOffsetSameInstant(before) : one) + " or "
                + iso(change.isGap() ? other.withOffsetSameInstant(after) : other));
    }

    private ZoneId zone(String text, String why) {
        try {
            return zones.get();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(name + " '" + Excerpt.of(text) + "' " + why
                    + ", and the time zone of the location could not be read (" + e.getMessage() + "): give it as "
                    + (time.kind() == Kind.DAY ? "2030-01-31" : "2030-01-31T09:00:00-05:00"));
        }
    }

    private IllegalArgumentException wrong(String text, String why) {
        return new IllegalArgumentException(name + " must be "
                + (time.kind() == Kind.DAY
                        ? "a date such as 2030-01-31"
                        : "a date-time such as 2030-01-31T09:00:00 (the location's time, or with an offset) or a date such"
                                + " as 2030-01-31")
                + ", got '" + Excerpt.of(text) + "'" + (why == null || why.isEmpty() ? "" : ": " + why));
    }

    /// With seconds, and with an offset that is never `Z`, as HighLevel writes its slots.
    static String iso(OffsetDateTime at) {
        return (at.getNano() == 0 ? SECONDS : MILLIS).format(at);
    }
}
