package dev.ghlmcp.watch.poll;

import dev.ghlmcp.store.Commit;
import dev.ghlmcp.store.Commit.Event;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.Lease;
import dev.ghlmcp.store.StoreException;
import dev.ghlmcp.store.WatchRow;
import dev.ghlmcp.watch.Trigger;
import dev.ghlmcp.watch.WatchEvents;
import dev.ghlmcp.watch.WatchSource;
import dev.ghlmcp.watch.WatchSource.PollException;
import dev.ghlmcp.watch.WatchSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Polls a watch once: asks HighLevel first, and then notes what is new, so that state and log change together. What a
/// poll that broke off has noted stays noted; what it has not comes again with the next one.
///
/// @param holder  the mark of this process in the store
/// @param triggers all there are
public record Poller(
        EventStore store, WatchSource source, InstantSource clock, String holder, Map<String, Trigger> triggers) {
    /// Searches see a change later than it happens: for so long the same is asked for again.
    static final Duration OVERLAP = Duration.ofMinutes(5);

    /// A process that ends without a word is followed by another after that.
    static final Duration LEASE = Duration.ofSeconds(30);

    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);
    private static final Duration MAX_PAUSE = Duration.ofMinutes(15);
    private static final Duration REFUSED_FOR = Duration.ofMinutes(15);

    /// How a poll ended.
    public enum Outcome {
        /// All that there is has been noted.
        DONE,
        /// HighLevel could not be asked; the next poll will tell more.
        FAILED,
        /// HighLevel said no, as it will the next time unless something is changed.
        REFUSED,
        /// The watch has ended by itself.
        ENDED,
        /// Another process polls it.
        ELSEWHERE
    }

    /// Polls if nobody else does.
    public Outcome poll(String watch) throws InterruptedException {
        return poll(watch, null);
    }

    /// The same for one whose token has read nothing yet: if it is refused, only they are told, as others' tokens may
    /// do.
    ///
    /// @param stranger takes the sentence; null for one whose token is known
    public Outcome poll(String watch, Consumer<String> stranger) throws InterruptedException {
        long now = clock.millis();
        Lease lease = store.lease(watch, holder, now, now + LEASE.toMillis());
        if (lease == null) {
            return store.watch(watch) == null ? Outcome.ENDED : Outcome.ELSEWHERE;
        }
        WatchRow row = store.watch(watch);
        if (!row.state().isEmpty()) {
            return Outcome.ENDED;
        }
        PollRun run = run(row, lease, store.items(watch), now);
        Thread keeping = Thread.ofVirtual().name("lease").start(() -> keep(lease));
        try {
            return run.poll() ? Outcome.DONE : Outcome.ENDED;
        } catch (PollException e) {
            if (stranger != null && e.refused() && row.primed()) {
                stranger.accept(e.getMessage());
                return Outcome.REFUSED;
            }
            return failed(row, lease, e, now);
        } catch (LeaseLostException _) {
            return Outcome.ELSEWHERE;
        } finally {
            keeping.interrupt();
        }
    }

    /// How many things a watch knew when it began.
    ///
    /// @param items what it has seen, by slot
    public static long known(Map<String, String> items) {
        FeedBegin begin = FeedBegin.of(items);
        return begin == null ? items.size() : begin.count();
    }

    /// What there is now, as events would tell it. Nothing is noted.
    public List<Event> sample(WatchRow row, int max) throws PollException, InterruptedException {
        return run(row, null, Map.of(), clock.millis()).sample(max);
    }

    /// Asks HighLevel whether it shows what is watched. Nothing is noted.
    ///
    /// @throws PollException if it does not
    public void probe(WatchRow row) throws PollException, InterruptedException {
        run(row, null, Map.of(), clock.millis()).probe();
    }

    private PollRun run(WatchRow row, Lease lease, Map<String, String> known, long now) {
        WatchSpec spec = WatchSpec.of(row.spec());
        Trigger listed = triggers.get(spec.operation());
        WatchEvents events = new WatchEvents(spec, listed == null ? Trigger.find(spec.operation()) : listed);
        return new PollRun(this, row, lease, known, events, now, new AtomicInteger());
    }

    /// A poll may wait long for its turn.
    private void keep(Lease lease) {
        try {
            do {
                Thread.sleep(LEASE.dividedBy(3));
            } while (renewed(lease));
        } catch (InterruptedException _) {
            // The poll has ended.
        }
    }

    private boolean renewed(Lease lease) {
        try {
            return store.renew(lease, clock.millis(), clock.millis() + LEASE.toMillis());
        } catch (StoreException _) {
            // The poll itself says so, if the store is still away when it notes something.
            return true;
        }
    }

    /// A refusal that lasts ends the watch: a token that has lost its scope would be asked for ever.
    private Outcome failed(WatchRow row, Lease lease, PollException e, long now) {
        boolean ends =
                e.refused() && row.fails() > 0 && now - Math.max(row.polled(), row.made()) >= REFUSED_FOR.toMillis();
        long pause = Math.min(MAX_PAUSE.toMillis(), AFTER_FAILURE.toMillis() << Math.min(row.fails(), 4));
        Commit.Poll end = new Commit.Poll(now + pause, ends ? "refused" : "", e.getMessage(), 0, false);
        store.commit(lease, new Commit(List.of(), 0, 0, now, end));
        return ends ? Outcome.ENDED : e.refused() ? Outcome.REFUSED : Outcome.FAILED;
    }

    /// Another process has taken the watch over, because this one was away for too long.
    static final class LeaseLostException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
