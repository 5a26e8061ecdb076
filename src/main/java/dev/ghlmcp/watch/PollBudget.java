package dev.ghlmcp.watch;

import dev.ghlmcp.highlevel.limit.RequestLimits.State;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.watch.WatchSource.PollException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/// The share of HighLevel's limits that polls may take. They come after everybody else: while half of the requests of
/// an
/// interval are taken, a poll waits.
///
/// Of a day all processes on one store count together.
public final class PollBudget {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
    private static final long DAY_MS = Duration.ofDays(1).toMillis();
    private static final String WHOLE = "polls";

    private final EventStore store;
    private final InstantSource clock;
    private final int percent;
    private final Duration patience;
    private final Deque<Long> sent = new ArrayDeque<>();

    /// @param percent  of each limit
    /// @param patience how long a poll waits for room before it is put off
    public PollBudget(EventStore store, InstantSource clock, int percent, Duration patience) {
        this.store = store;
        this.clock = clock;
        this.percent = percent;
        this.patience = patience;
    }

    /// Waits until a poll may send a request, and counts it.
    ///
    /// @throws PollException if there is no room for a while
    synchronized void take(Supplier<State> state) throws PollException, InterruptedException {
        long began = clock.millis();
        State left = state.get();
        long day = clock.millis() / DAY_MS;
        if (left != null && store.spend(WHOLE, day, 0) >= left.dayLimit() * percent / 100) {
            throw new PollException(
                    "Polls have used their " + percent + " % of the day's requests (watch.share-percent)", false);
        }
        while (left != null && (full(left) || left.burst() < left.burstLimit() / 2)) {
            if (clock.millis() - began > patience.toMillis()) {
                throw new PollException("Other calls take HighLevel's limits: the poll comes later", false);
            }
            Thread.sleep(LOOK_AGAIN);
            left = state.get();
        }
        sent.addLast(clock.millis());
        store.spend(WHOLE, day, 1);
    }

    private boolean full(State left) {
        long since = clock.millis() - left.intervalMs();
        sent.removeIf(time -> time <= since);
        return sent.size() >= Math.max(1, left.burstLimit() * percent / 100);
    }
}
