package dev.ghlmcp.highlevel.budget;

import java.time.Duration;
import java.util.function.UnaryOperator;

/// What HighLevel's headers say of a location's budget. A number that they do not say, or that cannot be, is -1.
///
/// @param burst        requests in an interval
/// @param intervalMs   how long that is
/// @param left         requests left in the interval
/// @param day          requests a day
/// @param leftToday    requests left of these
/// @param dayEndsInMs  until there are new ones
record Allowance(long burst, long intervalMs, long left, long day, long leftToday, long dayEndsInMs) {
    /// The documented one. Trial accounts have a quarter of the burst and a twentieth of the day.
    static final Allowance STANDARD = new Allowance(100, 10_000, -1, 200_000, -1, -1);

    /// More than HighLevel ever allowed; each takes memory.
    private static final int MOST = 1000;

    private static final long LONGEST_MS = Duration.ofHours(1).toMillis();

    /// @param header the value of a header, or null
    static Allowance of(UnaryOperator<String> header) {
        return new Allowance(
                number(header.apply("X-RateLimit-Max")),
                number(header.apply("X-RateLimit-Interval-Milliseconds")),
                number(header.apply("X-RateLimit-Remaining")),
                number(header.apply("X-RateLimit-Limit-Daily")),
                number(header.apply("X-RateLimit-Daily-Remaining")),
                number(header.apply("X-RateLimit-Daily-Reset")));
    }

    /// Whether it says how many requests fit into which interval.
    boolean saysBurst() {
        return burst > 0 && burst <= MOST && intervalMs > 0 && intervalMs <= LONGEST_MS;
    }

    private static long number(String header) {
        if (header == null || header.isEmpty() || header.length() > 12) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < header.length(); i++) {
            int digit = header.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
