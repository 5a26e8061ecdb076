package dev.ghlmcp.watch;

import dev.ghlmcp.highlevel.account.Quota;
import dev.ghlmcp.highlevel.limit.RequestLimits.State;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.watch.WatchSource.PollException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// The share of HighLevel's limits that polls may take, of each quota. They come after everybody else: while half of
/// the requests of an interval are taken, a poll waits.
///
/// Of a day all processes on one store count together.
public final class PollBudget {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
    private static final long DAY_MS = Duration.ofDays(1).toMillis();

    private final EventStore store;
    private final InstantSource clock;
    private final int percent;
    private final Duration patience;
    private final Map<String, Share> shares = new ConcurrentHashMap<>();

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
    /// @param quota that it counts in; null if it cannot be sent anyway
    /// @param state what is left of it
    /// @throws PollException if there is no room for a while
    void take(Quota quota, Function<Quota, State> state) throws PollException, InterruptedException {
        if (quota != null) {
            shares.computeIfAbsent(quota.credential(), Share::new).take(() -> state.apply(quota), clock.millis());
        }
    }

    /// Whether polls have used less than half of their share of the day: the rest is for those whose time has come.
    ///
    /// @param quota that they count in; null if they cannot be sent anyway
    public boolean plenty(Quota quota, Function<Quota, State> state) {
        State left = quota == null ? null : state.apply(quota);
        return left == null
                || store.spend(spent(quota.credential()), clock.millis() / DAY_MS, 0) < share(left.dayLimit()) / 2;
    }

    private long share(long limit) {
        return limit * percent / 100;
    }

    private static String spent(String credential) {
        return "polls " + credential;
    }

    private interface Left {
        State now();
    }

    /// Polls of one quota, one after the other.
    private final class Share {
        private final String credential;
        private final Deque<Long> sent = new ArrayDeque<>();

        private Share(String credential) {
            this.credential = credential;
        }

        private synchronized void take(Left quota, long began) throws PollException, InterruptedException {
            State left = quota.now();
            long day = clock.millis() / DAY_MS;
            String name = spent(credential);
            if (left != null && store.spend(name, day, 0) >= share(left.dayLimit())) {
                throw new PollException(
                        "Polls have used their " + percent + " % of the day's requests (watch.share-percent)", false);
            }
            while (left != null && (full(left) || left.burst() < left.burstLimit() / 2)) {
                if (clock.millis() - began > patience.toMillis()) {
                    throw new PollException("Other calls take HighLevel's limits: the poll comes later", false);
                }
                Thread.sleep(LOOK_AGAIN);
                left = quota.now();
            }
            sent.addLast(clock.millis());
            store.spend(name, day, 1);
        }

        private boolean full(State left) {
            long since = clock.millis() - left.intervalMs();
            sent.removeIf(time -> time <= since);
            return sent.size() >= Math.max(1, share(left.burstLimit()));
        }
    }
}
