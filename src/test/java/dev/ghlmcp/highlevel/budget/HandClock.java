package dev.ghlmcp.highlevel.budget;

import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/// Time that passes when a test says so; whoever waits for it waits.
final class HandClock implements TimeMeter, BlockingStrategy {
    private long now = 1_000_000_000L;
    private int parked;

    @Override
    public synchronized long currentTimeNanos() {
        return now;
    }

    @Override
    public boolean isWallClockBased() {
        return false;
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
