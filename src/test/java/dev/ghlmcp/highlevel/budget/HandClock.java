package dev.ghlmcp.highlevel.budget;

import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/// Time that passes when a test says so; whoever waits for it waits.
final class HandClock implements TimeMeter, BlockingStrategy {
    private long now = 1_000_000_000L;

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
        while (now < until) {
            wait();
        }
    }

    synchronized void pass(Duration time) {
        now += time.toNanos();
        notifyAll();
    }
}
