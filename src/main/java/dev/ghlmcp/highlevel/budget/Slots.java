package dev.ghlmcp.highlevel.budget;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/// A location's budget for the current interval. One bucket of 100 that refills over 10 s would let 200 calls into the
/// 10 s after an idle time; a hundred buckets of one call each, each full again after an interval, let in a hundred at
/// once, and never more than a hundred in any 10 s, wherever these begin.
///
/// A request may arrive late, and the next one of the same bucket early. Whoever was answered after more than the
/// margin
/// therefore makes its bucket wait on, so that it is full again an interval after the answer. For this, a call is worth
/// a
/// token for each millisecond of the time in which its bucket fills.
///
/// Beside each bucket stands when it is full again as far as this process knows, so that a call asks one bucket and not
/// all. Only the buckets decide: if another process took from one, it says so, and the note is corrected.
final class Slots implements Meter {
    /// How late a request may arrive before its bucket has to wait for it. Most are answered sooner.
    static final Duration MARGIN = Duration.ofMillis(500);

    /// As others use the location's budget at a steady rate, looking at each answer would find no more.
    private static final long LOOK_EVERY_NS = Duration.ofSeconds(1).toNanos();

    private final Buckets buckets;
    private final TimeMeter clock;
    private final String name;
    private final int first;
    private final AtomicLong nextLook;
    private volatile Table table;

    /// @param freeAt when each bucket is full again
    private record Table(Duration interval, Duration period, List<Bucket> slots, AtomicLongArray freeAt) {
        long periodNs() {
            return period.toNanos();
        }

        /// Takes the call that a slot has.
        long take(int slot) {
            return Meter.take(slots.get(slot), period.toMillis());
        }

        /// How long until a slot has one.
        long untilFree(int slot) {
            return slots.get(slot).estimateAbilityToConsume(period.toMillis()).getNanosToWaitForRefill();
        }
    }

    /// @param name of the location, for the buckets' names
    Slots(Buckets buckets, String name, int size, Duration interval) {
        this.buckets = buckets;
        this.clock = buckets.clock();
        this.name = name;
        this.first = buckets.first();
        long now = clock.currentTimeNanos();
        this.nextLook = new AtomicLong(now);
        long[] freeAt = new long[size];
        Arrays.fill(freeAt, now);
        this.table = table(interval, freeAt);
    }

    @Override
    public long take() {
        Table table = this.table;
        while (true) {
            int slot = earliest(table.freeAt);
            long wait = table.freeAt.get(slot) - clock.currentTimeNanos();
            if (wait > 0) {
                return wait;
            }
            long refused = table.take(slot);
            table.freeAt.set(slot, clock.currentTimeNanos() + (refused == 0 ? table.periodNs() : refused));
            if (refused == 0) {
                return 0;
            }
        }
    }

    @Override
    public long untilFree(int ahead) {
        Table table = this.table;
        int size = table.freeAt.length();
        long[] freeAt = sorted(table.freeAt);
        long rounds = ahead / size * table.periodNs();
        return Math.max(0, freeAt[ahead % size] + rounds - clock.currentTimeNanos());
    }

    /// A slot stays taken: the request may be on its way.
    @Override
    public void giveBack() {}

    /// How many calls may go now.
    int free() {
        return freeSince(table, clock.currentTimeNanos());
    }

    int size() {
        return table.slots.size();
    }

    Duration interval() {
        return table.interval;
    }

    /// HighLevel's limit is another one than was thought.
    void resize(int size, Duration interval) {
        Table old = table;
        if (size == old.slots.size() && interval.equals(old.interval)) {
            return;
        }
        // Of fewer slots, those stay that were taken last: when the first of them is free, the rest is long forgotten.
        long[] freeAt = sorted(old.freeAt);
        long later = Math.max(0, interval.minus(old.interval).toNanos());
        long[] kept = IntStream.range(0, size)
                .mapToLong(i -> i < freeAt.length ? freeAt[freeAt.length - 1 - i] : Long.MIN_VALUE)
                .toArray();
        long now = clock.currentTimeNanos();
        for (int i = 0; i < size; i++) {
            kept[i] = i >= freeAt.length || kept[i] <= now ? now : kept[i] + later;
        }
        table = table(interval, kept);
    }

    /// HighLevel counts fewer requests left than there are free slots: somebody else uses the location's budget too.
    /// Slots are taken for what they used.
    ///
    /// @param remaining what HighLevel counted when it answered
    /// @param elapsed   since the request was sent; slots that have come free meanwhile are not among the remaining
    void leave(long remaining, long elapsed) {
        Table table = this.table;
        long now = clock.currentTimeNanos();
        long sent = now - elapsed;
        long look = nextLook.get();
        if (freeSince(table, sent) <= remaining || now < look || !nextLook.compareAndSet(look, now + LOOK_EVERY_NS)) {
            return;
        }
        // Some may be taken by processes that share the buckets: those count as theirs.
        int free = 0;
        for (int i = 0; i < table.freeAt.length(); i++) {
            if (table.freeAt.get(i) <= sent) {
                long wait = table.untilFree(i);
                if (wait == 0) {
                    free++;
                } else {
                    table.freeAt.set(i, now + wait);
                }
            }
        }
        for (int i = 0; i < table.freeAt.length() && free > remaining; i++) {
            if (table.freeAt.get(i) <= sent) {
                long refused = table.take(i);
                table.freeAt.set(i, now + (refused == 0 ? table.periodNs() : refused));
                free--;
            }
        }
    }

    /// A request was answered, and it may have arrived as late as that.
    ///
    /// @param elapsed since it was let go
    void answered(long elapsed) {
        long late = elapsed - MARGIN.toNanos();
        if (late <= 0) {
            return;
        }
        Table table = this.table;
        long expected = clock.currentTimeNanos() - elapsed + table.periodNs();
        while (true) {
            // Which slot of those that were taken at the time does not matter, as long as each answer has one.
            int slot = nearest(table.freeAt, expected);
            long freeAt = table.freeAt.get(slot);
            if (Math.abs(freeAt - expected) > MARGIN.toNanos() || freeAt <= clock.currentTimeNanos()) {
                return;
            }
            if (table.freeAt.compareAndSet(slot, freeAt, freeAt + late)) {
                table.slots.get(slot).consumeIgnoringRateLimits(Math.ceilDiv(late, 1_000_000));
                return;
            }
        }
    }

    private Table table(Duration interval, long[] freeAt) {
        Duration period = interval.plus(MARGIN);
        Bandwidth one = Bandwidth.builder()
                .capacity(period.toMillis())
                .refillGreedy(period.toMillis(), period)
                .build();
        List<Bucket> slots = IntStream.range(0, freeAt.length)
                .mapToObj(i -> buckets.bucket(name + ":" + period.toMillis() + ":" + i, one))
                .toList();
        return new Table(interval, period, slots, new AtomicLongArray(freeAt));
    }

    /// A free slot, or else the next to be free.
    private int earliest(AtomicLongArray freeAt) {
        long now = clock.currentTimeNanos();
        int earliest = first % freeAt.length();
        for (int i = 0; i < freeAt.length() && freeAt.get(earliest) > now; i++) {
            int slot = (first + i) % freeAt.length();
            if (freeAt.get(slot) < freeAt.get(earliest)) {
                earliest = slot;
            }
        }
        return earliest;
    }

    private static int nearest(AtomicLongArray freeAt, long time) {
        int nearest = 0;
        for (int i = 1; i < freeAt.length(); i++) {
            if (Math.abs(freeAt.get(i) - time) < Math.abs(freeAt.get(nearest) - time)) {
                nearest = i;
            }
        }
        return nearest;
    }

    private static int freeSince(Table table, long time) {
        int free = 0;
        for (int i = 0; i < table.freeAt.length(); i++) {
            if (table.freeAt.get(i) <= time) {
                free++;
            }
        }
        return free;
    }

    private static long[] sorted(AtomicLongArray freeAt) {
        return IntStream.range(0, freeAt.length())
                .mapToLong(freeAt::get)
                .sorted()
                .toArray();
    }
}
