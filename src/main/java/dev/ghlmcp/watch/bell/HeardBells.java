package dev.ghlmcp.watch.bell;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// The bells that this process has heard since its start.
///
/// @param latest when the last came, in ms since 1970; 0 for never
public record HeardBells(LongAdder count, AtomicLong latest) {
    public HeardBells() {
        this(new LongAdder(), new AtomicLong());
    }

    void add(long now) {
        count.increment();
        latest.set(now);
    }
}
