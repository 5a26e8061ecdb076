package dev.ghlmcp.highlevel.budget;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/// A location's budget for the current interval. One bucket of 100 that refills over 10 s would let 200 calls into the
/// 10 s after an idle time; a hundred buckets of one call each, each full again after an interval, let in a hundred at
/// once, and never more than a hundred in any 10 s, wherever these begin.
///
/// A request may arrive late, and the next one of the same bucket early. Whoever was answered after more than the
/// margin therefore makes its bucket wait on, so that it is full again an interval after the answer.
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
    private volatile SlotTable table;

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
        this.table = new SlotTable(buckets, name, interval, freeAt);
    }

    @Override
    public long take() {
        SlotTable table = this.table;
        while (true) {
            int slot = table.earliest(first, clock.currentTimeNanos());
            long wait = table.freeAt().get(slot) - clock.currentTimeNanos();
            if (wait > 0) {
                return wait;
            }
            if (table.take(slot, clock)) {
                return 0;
            }
        }
    }

    @Override
    public long untilFree(int ahead) {
        SlotTable table = this.table;
        int size = table.size();
        long[] freeAt = table.sorted();
        long rounds = ahead / size * table.periodNs();
        return Math.max(0, freeAt[ahead % size] + rounds - clock.currentTimeNanos());
    }

    /// A slot stays taken: the request may be on its way.
    @Override
    public void giveBack() {}

    /// How many calls may go now.
    int free() {
        return table.freeSince(clock.currentTimeNanos());
    }

    int size() {
        return table.size();
    }

    Duration interval() {
        return table.interval();
    }

    /// HighLevel's limit is another one than was thought.
    void resize(int size, Duration interval) {
        SlotTable old = table;
        if (size == old.size() && interval.equals(old.interval())) {
            return;
        }
        // Of fewer slots, those stay that were taken last: when the first of them is free, the rest is long forgotten.
        long[] freeAt = old.sorted();
        long later = Math.max(0, interval.minus(old.interval()).toNanos());
        long[] kept = IntStream.range(0, size)
                .mapToLong(i -> i < freeAt.length ? freeAt[freeAt.length - 1 - i] : Long.MIN_VALUE)
                .toArray();
        long now = clock.currentTimeNanos();
        for (int i = 0; i < size; i++) {
            kept[i] = i >= freeAt.length || kept[i] <= now ? now : kept[i] + later;
        }
        table = new SlotTable(buckets, name, interval, kept);
    }

    /// HighLevel counts fewer requests left than there are free slots: somebody else uses the location's budget too.
    /// Slots are taken for what they used.
    ///
    /// @param remaining what HighLevel counted when it answered
    /// @param elapsed   since the request was sent; slots that have come free meanwhile are not among the remaining
    void leave(long remaining, long elapsed) {
        SlotTable table = this.table;
        long now = clock.currentTimeNanos();
        long sent = now - elapsed;
        long look = nextLook.get();
        if (table.freeSince(sent) <= remaining || now < look || !nextLook.compareAndSet(look, now + LOOK_EVERY_NS)) {
            return;
        }
        // Some may be taken by processes that share the buckets: those count as theirs.
        int free = 0;
        for (int slot = 0; slot < table.size(); slot++) {
            if (table.freeAt().get(slot) <= sent && table.free(slot, clock)) {
                free++;
            }
        }
        for (int slot = 0; slot < table.size() && free > remaining; slot++) {
            if (table.freeAt().get(slot) <= sent) {
                table.take(slot, clock);
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
        SlotTable table = this.table;
        long taken = clock.currentTimeNanos() - elapsed;
        while (true) {
            // Which slot of those that were taken at the time does not matter, as long as each answer has one.
            int slot = table.nearest(taken + table.periodNs());
            long freeAt = table.freeAt().get(slot);
            if (Math.abs(freeAt - table.periodNs() - taken) > MARGIN.toNanos() || freeAt <= clock.currentTimeNanos()) {
                return;
            }
            if (table.delay(slot, freeAt, late)) {
                return;
            }
        }
    }
}
