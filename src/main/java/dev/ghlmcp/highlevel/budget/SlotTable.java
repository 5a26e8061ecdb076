package dev.ghlmcp.highlevel.budget;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/// The buckets of one call each, and when each is full again as far as is known. A call is worth a token for each
/// millisecond of the time in which its bucket fills, so that the time can be made longer by milliseconds.
///
/// @param interval HighLevel's
/// @param period   in which a bucket fills
/// @param freeAt   when each bucket is full again
record SlotTable(Duration interval, Duration period, List<Bucket> slots, AtomicLongArray freeAt) {
    /// @param name   of the location, for the buckets' names
    /// @param freeAt one for each bucket
    SlotTable(Buckets buckets, String name, Duration interval, long[] freeAt) {
        this(
                interval,
                interval.plus(Slots.MARGIN),
                slots(buckets, name, interval.plus(Slots.MARGIN), freeAt.length),
                new AtomicLongArray(freeAt));
    }

    private static List<Bucket> slots(Buckets buckets, String name, Duration period, int size) {
        long tokens = period.toMillis();
        Bandwidth one = Bandwidth.builder()
                .capacity(tokens)
                .refillGreedy(tokens, period)
                .build();
        return IntStream.range(0, size)
                .mapToObj(i -> buckets.bucket(name + ":" + tokens + ":" + i, one))
                .toList();
    }

    int size() {
        return freeAt.length();
    }

    long periodNs() {
        return period.toNanos();
    }

    /// Takes the call that a slot has, unless somebody else did.
    boolean take(int slot, TimeMeter clock) {
        long refused = Meter.take(slots.get(slot), period.toMillis());
        freeAt.set(slot, clock.currentTimeNanos() + (refused == 0 ? periodNs() : refused));
        return refused == 0;
    }

    /// Whether a slot has a call indeed.
    boolean free(int slot, TimeMeter clock) {
        long wait = slots.get(slot).estimateAbilityToConsume(period.toMillis()).getNanosToWaitForRefill();
        if (wait > 0) {
            freeAt.set(slot, clock.currentTimeNanos() + wait);
        }
        return wait == 0;
    }

    /// Makes a slot wait longer, unless it is free at another time by now.
    boolean delay(int slot, long expected, long nanos) {
        boolean mine = freeAt.compareAndSet(slot, expected, expected + nanos);
        if (mine) {
            slots.get(slot).consumeIgnoringRateLimits(Math.ceilDiv(nanos, 1_000_000));
        }
        return mine;
    }

    /// A free slot, or else the next to be free.
    ///
    /// @param first where to look first
    int earliest(int first, long now) {
        int earliest = first % size();
        for (int i = 0; i < size() && freeAt.get(earliest) > now; i++) {
            int slot = (first + i) % size();
            if (freeAt.get(slot) < freeAt.get(earliest)) {
                earliest = slot;
            }
        }
        return earliest;
    }

    /// The slot that is free nearest to a time.
    int nearest(long time) {
        int nearest = 0;
        for (int slot = 1; slot < size(); slot++) {
            if (Math.abs(freeAt.get(slot) - time) < Math.abs(freeAt.get(nearest) - time)) {
                nearest = slot;
            }
        }
        return nearest;
    }

    int freeSince(long time) {
        int free = 0;
        for (int slot = 0; slot < size(); slot++) {
            if (freeAt.get(slot) <= time) {
                free++;
            }
        }
        return free;
    }

    long[] sorted() {
        return IntStream.range(0, size()).mapToLong(freeAt::get).sorted().toArray();
    }
}
