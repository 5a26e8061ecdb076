package dev.ghlmcp.watch.delivery;

import java.util.concurrent.atomic.LongAdder;

/// What this process' deliveries came to since its start.
///
/// @param accepted by their receivers
/// @param failed   attempts that were not
/// @param dead     given up
public record DeliveryCounts(LongAdder accepted, LongAdder failed, LongAdder dead) {
    public DeliveryCounts() {
        this(new LongAdder(), new LongAdder(), new LongAdder());
    }
}
