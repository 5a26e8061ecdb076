package dev.ghlmcp.highlevel.limit;

import dev.ghlmcp.highlevel.limit.RequestLimits.Answered;
import dev.ghlmcp.highlevel.limit.window.WindowRule;
import dev.ghlmcp.highlevel.reply.RetryAfter;
import java.time.Duration;
import java.util.function.UnaryOperator;

/// The rate-limit headers of one answer. A missing or impossible number is -1.
///
/// The figures of a window belong together: a count is of a limit, and a limit of an interval. One that comes without
/// its other half says nothing; a count alone is of the limit that was told before.
///
/// @param rule         requests in an interval, or null
/// @param left         requests left in the interval
/// @param day          requests a day
/// @param leftToday    requests left of these
/// @param dayEndsInMs  until there are new ones
/// @param retryAfterMs until one may be tried again
record RateHeaders(WindowRule rule, long left, long day, long leftToday, long dayEndsInMs, long retryAfterMs) {
    /// More than HighLevel ever allowed; each takes memory.
    private static final int MAX = 1000;

    private static final int MAX_DIGITS = 12;

    private static final long DAY_MS = Duration.ofDays(1).toMillis();

    /// Whether they may be another credential's figures, as with an answer that refuses this one.
    static boolean ofAnother(Answered answer) {
        return answer.status() == 401 || answer.status() == 403;
    }

    static RateHeaders of(Answered answer) {
        UnaryOperator<String> header = answer.header();
        String max = header.apply("X-RateLimit-Max");
        String interval = header.apply("X-RateLimit-Interval-Milliseconds");
        WindowRule rule = rule(number(max), number(interval));
        long left =
                rule != null || (max == null && interval == null) ? number(header.apply("X-RateLimit-Remaining")) : -1;
        long day = number(header.apply("X-RateLimit-Limit-Daily"));
        long leftToday = number(header.apply("X-RateLimit-Daily-Remaining"));
        long reset = number(header.apply("X-RateLimit-Daily-Reset"));
        long retryAfter = answer.status() == 429 ? RetryAfter.ms(header) : -1;
        return new RateHeaders(
                rule,
                left,
                day == 0 ? -1 : day,
                leftToday,
                leftToday < 0 || reset > DAY_MS ? -1 : reset,
                retryAfter < 0 ? -1 : Math.min(retryAfter, RequestLimits.MAX_PAUSE.toMillis()));
    }

    private static WindowRule rule(long max, long intervalMs) {
        return max > 0 && max <= MAX && intervalMs > 0
                ? new WindowRule(
                        (int) max,
                        Duration.ofMillis(Math.min(intervalMs, RequestLimits.MAX_PAUSE.toMillis()))
                                .toNanos())
                : null;
    }

    private static long number(String header) {
        return header != null
                        && !header.isEmpty()
                        && header.length() <= MAX_DIGITS
                        && header.chars().allMatch(digit -> digit >= '0' && digit <= '9')
                ? Long.parseLong(header)
                : -1;
    }
}
