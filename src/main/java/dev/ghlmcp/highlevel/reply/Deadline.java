package dev.ghlmcp.highlevel.reply;

import java.time.Duration;

/// When a call must be over, waiting and retries included.
///
/// @param at on the scale of `System.nanoTime()`
public record Deadline(long at) {
    /// This long from now.
    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /// What is left; zero or less once it is over.
    public Duration left() {
        return Duration.ofNanos(at - System.nanoTime());
    }
}
