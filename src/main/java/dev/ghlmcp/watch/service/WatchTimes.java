package dev.ghlmcp.watch.service;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Times of watches as people write and read them.
public final class WatchTimes {
    private static final Pattern TIME = Pattern.compile("([1-9]\\d{0,4})([smh])");

    /// Shorter would not see more, as searches lag, and longer is no trigger.
    private static final Duration MIN_EVERY = Duration.ofMinutes(1);

    private static final Duration MAX_EVERY = Duration.ofHours(1);

    private WatchTimes() {}

    /// How often to poll, such as 90s, 15m or 1h.
    ///
    /// @param name of the argument
    /// @throws IllegalArgumentException with a sentence if it is no such time
    public static Duration interval(String name, String text) {
        Matcher matcher = TIME.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(name + " is a time such as 90s, 15m or 1h, got '" + text + "'");
        }
        return Duration.parse("PT" + matcher.group(1) + matcher.group(2).toUpperCase(Locale.ROOT));
    }

    /// The same interval, if HighLevel can be asked so often.
    ///
    /// @throws IllegalArgumentException with a sentence if it cannot
    public static Duration possible(Duration interval) {
        if (interval.compareTo(MIN_EVERY) < 0 || interval.compareTo(MAX_EVERY) > 0) {
            throw new IllegalArgumentException("every must be from 1m to 1h, got " + text(interval.toMillis()));
        }
        return interval;
    }

    /// An interval, written.
    public static String text(long everyMs) {
        return Duration.ofMillis(everyMs).toString().substring(2).toLowerCase(Locale.ROOT);
    }

    /// A time of a watch, for people.
    public static String time(long millis) {
        return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
