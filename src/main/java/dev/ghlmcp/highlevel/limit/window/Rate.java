package dev.ghlmcp.highlevel.limit.window;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A number of calls per time, written as `30/1m`.
public record Rate(long calls, Duration per) {
    private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,8})\\s*/\\s*([1-9]\\d{0,4})\\s*([smhd])");

    /// The rate of this text.
    ///
    /// @throws IllegalArgumentException if it is none; the message says how one is written
    public static Rate parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "must be calls/time such as 5/10s, 30/1m, 200/1h or 1000/1d, got '" + text + "'");
        }
        ChronoUnit unit = switch (matcher.group(3)) {
            case "s" -> ChronoUnit.SECONDS;
            case "m" -> ChronoUnit.MINUTES;
            case "h" -> ChronoUnit.HOURS;
            default -> ChronoUnit.DAYS;
        };
        return new Rate(Long.parseLong(matcher.group(1)), Duration.of(Long.parseLong(matcher.group(2)), unit));
    }

    /// The rate in a window's name, such as `30/PT1M`.
    public String text() {
        return calls + "/" + per;
    }

    /// For a sentence: `30 calls in 1 min`.
    public String words() {
        long seconds = per.toSeconds();
        String time = seconds % 86_400 == 0
                ? seconds / 86_400 + " d"
                : seconds % 3600 == 0
                        ? seconds / 3600 + " h"
                        : seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
        return calls + " calls in " + time;
    }
}
