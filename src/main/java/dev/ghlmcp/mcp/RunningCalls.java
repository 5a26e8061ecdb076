package dev.ghlmcp.mcp;

import java.time.Duration;

/// Counts the calls that have not ended, so that what takes note of them is closed after them. Thread-safe.
final class RunningCalls {
    private int running;

    synchronized void begin() {
        running++;
    }

    synchronized void end() {
        running--;
        notifyAll();
    }

    /// Waits until none is running, or the time is up.
    ///
    /// @return whether none is
    synchronized boolean await(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        try {
            for (long left = limit.toMillis(); running > 0 && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return running == 0;
    }
}
