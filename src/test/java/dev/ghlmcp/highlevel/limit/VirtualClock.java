package dev.ghlmcp.highlevel.limit;

import dev.ghlmcp.highlevel.limit.window.TimeSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Time that passes because somebody waits for it.
public final class VirtualClock implements TimeSource {
    private final AtomicLong now = new AtomicLong(1_000_000_000L);
    private final ThreadLocal<Long> read = ThreadLocal.withInitial(() -> 0L);

    @Override
    public long nanos() {
        long time = now.get();
        read.set(time);
        return time;
    }

    /// When this thread last looked.
    public long lastRead() {
        return read.get();
    }

    /// Waits without taking any time of ours.
    @Override
    public void park(long nanos) {
        long until = now.get() + nanos;
        now.accumulateAndGet(until, Math::max);
    }

    public void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
