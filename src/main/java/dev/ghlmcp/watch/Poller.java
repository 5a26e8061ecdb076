package dev.ghlmcp.watch;

import dev.ghlmcp.store.Commit;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.WatchRow;
import dev.ghlmcp.watch.WatchSource.PollException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// Polls a watch once: asks HighLevel first, and then notes what is new, so that state and log change together. What a
/// poll that broke off has noted stays noted; what it has not comes again with the next one.
///
/// @param holder  the mark of this process in the store
/// @param triggers all there are
public record Poller(
        EventStore store, WatchSource source, InstantSource clock, String holder, Map<String, Trigger> triggers) {
    /// Searches see a change later than it happens: for so long the same is asked for again.
    static final Duration OVERLAP = Duration.ofMinutes(5);

    /// Longer than a poll takes. A process that ends without a word is followed by another after that.
    static final Duration LEASE = Duration.ofMinutes(3);

    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);
    private static final Duration REFUSED_FOR = Duration.ofMinutes(15);

    /// How a poll ended.
    public enum Outcome {
        /// All that there is has been noted.
        DONE,
        /// HighLevel could not be asked; the next poll will tell more.
        FAILED,
        /// The watch has ended by itself.
        ENDED,
        /// Another process polls it.
        ELSEWHERE
    }

    /// Polls if nobody else does.
    public Outcome poll(String watch) throws InterruptedException {
        long now = clock.millis();
        if (!store.lease(watch, holder, now, now + LEASE.toMillis())) {
            return store.watch(watch) == null ? Outcome.ENDED : Outcome.ELSEWHERE;
        }
        WatchRow row = store.watch(watch);
        if (!row.state().isEmpty()) {
            return Outcome.ENDED;
        }
        WatchSpec spec = WatchSpec.of(row.spec());
        PollRun run =
                new PollRun(this, row, store.items(watch), new WatchEvents(spec, triggers.get(spec.operation())), now);
        try {
            return run.poll() ? Outcome.DONE : Outcome.ENDED;
        } catch (PollException e) {
            return failed(row, e, now);
        } catch (LeaseLostException _) {
            return Outcome.ELSEWHERE;
        }
    }

    /// A refusal that lasts ends the watch: a token that has lost its scope would be asked for ever.
    private Outcome failed(WatchRow row, PollException e, long now) {
        boolean ends = e.refused() && !row.note().isEmpty() && now - row.polled() >= REFUSED_FOR.toMillis();
        long next = now + Math.min(row.everyMs(), AFTER_FAILURE.toMillis());
        // The time of the last poll that worked stays, to tell how long it has been refused.
        Commit.Poll end = new Commit.Poll(next, ends ? "refused" : "", e.getMessage(), false);
        store.commit(row.id(), holder, new Commit(List.of(), 0, 0, worked(row, now), end));
        return ends ? Outcome.ENDED : Outcome.FAILED;
    }

    private static long worked(WatchRow row, long now) {
        return row.polled() == 0 ? now : row.polled();
    }

    /// Another process has taken the watch over, because this one was away for too long.
    static final class LeaseLostException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
