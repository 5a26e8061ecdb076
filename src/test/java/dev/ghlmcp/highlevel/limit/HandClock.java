package dev.ghlmcp.highlevel.limit;

import dev.ghlmcp.highlevel.limit.window.TimeSource;
import java.time.Duration;

/// Time that passes when a test says so; whoever waits for it waits.
final class HandClock implements TimeSource {
    private long now = 1_000_000_000L;
    private int parked;

    @Override
    public synchronized long nanos() {
        return now;
    }

    @Override
    public synchronized void park(long nanos) throws InterruptedException {
        long until = now + nanos;
        parked++;
        notifyAll();
        try {
            while (now < until) {
                wait();
            }
        } finally {
            parked--;
        }
    }

    /// Until somebody waits for time to pass: what passes before is no help to them.
    synchronized void awaitSomebody() throws InterruptedException {
        while (parked == 0) {
            wait();
        }
    }

    synchronized void pass(Duration time) {
        now += time.toNanos();
        notifyAll();
    }
}
