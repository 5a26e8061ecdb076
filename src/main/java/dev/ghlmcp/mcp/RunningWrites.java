package dev.ghlmcp.mcp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The writes in progress, each by its thread, so that the audit closes after them. Thread-safe.
final class RunningWrites {
    private final List<Thread> running = new ArrayList<>();

    /// This thread begins one.
    synchronized void begin() {
        running.add(Thread.currentThread());
    }

    /// This thread has ended one, if it began any.
    synchronized void end() {
        running.remove(Thread.currentThread());
        notifyAll();
    }

    /// Waits until none is running, or the time is up.
    synchronized void await(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        try {
            for (long left = limit.toMillis();
                    !running.isEmpty() && left > 0;
                    left = (end - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Cancels them.
    synchronized void cancel() {
        running.forEach(Thread::interrupt);
    }
}
