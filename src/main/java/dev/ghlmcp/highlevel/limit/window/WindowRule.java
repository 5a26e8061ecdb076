package dev.ghlmcp.highlevel.limit.window;

import java.time.Duration;

/// At most so many requests in any stretch of time of this length.
///
/// @param intervalNs in ns
public record WindowRule(int max, long intervalNs) {
    /// How late a request may arrive before the window has to wait for it. Most are answered sooner.
    public static final Duration MARGIN = Duration.ofMillis(500);

    /// The documented one. Trial accounts have a quarter.
    public static final WindowRule STANDARD =
            new WindowRule(100, Duration.ofSeconds(10).toNanos());

    public static WindowRule of(Rate rate) {
        return new WindowRule(
                (int) Math.min(rate.calls(), Integer.MAX_VALUE), rate.per().toNanos());
    }

    /// The rule of a [#periodNs] in ms.
    public static WindowRule ofPeriod(int max, long periodMs) {
        long margin = Math.min(MARGIN.toMillis(), periodMs / 11);
        return new WindowRule(max, Duration.ofMillis(periodMs - margin).toNanos());
    }

    public long marginNs() {
        return Math.min(MARGIN.toNanos(), intervalNs / 10);
    }

    /// For how long a request counts here. One may arrive late, and the next one that takes its place early.
    public long periodNs() {
        return intervalNs + marginNs();
    }

    /// One that keeps to both.
    WindowRule and(WindowRule other) {
        return new WindowRule(Math.min(max, other.max), Math.max(intervalNs, other.intervalNs));
    }

    /// For a sentence: `100 requests in 10 s`.
    @Override
    public String toString() {
        return max + " requests in "
                + (intervalNs % 1_000_000_000 == 0
                        ? intervalNs / 1_000_000_000 + " s"
                        : intervalNs / 1_000_000 + " ms");
    }
}
