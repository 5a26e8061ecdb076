package dev.ghlmcp.watch.poll;

import dev.ghlmcp.store.Commit.Put;
import dev.ghlmcp.store.WatchRow;
import java.time.Duration;
import java.util.Map;

/// What a feed's first poll found, by which later ones tell what is new from what has changed.
///
/// @param mark  the time of the newest change, as HighLevel says it; 0 if there was none
/// @param count how many things there were
record FeedBegin(long mark, long count) {
    /// An item added longer ago than that has changed and is not new, whether or not it was seen.
    static final long NEW_MS = Duration.ofDays(1).toMillis();

    /// A clock of ours that is wrong by less does no harm.
    private static final long SKEW_MS = Duration.ofHours(1).toMillis();

    private static final String SLOT = "begin";

    /// What a watch keeps of it; null if nothing.
    static FeedBegin of(Map<String, String> items) {
        String kept = items.get(SLOT);
        if (kept == null) {
            return null;
        }
        String[] parts = kept.split(" ", 2);
        return new FeedBegin(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }

    Put put() {
        return new Put(SLOT, mark + " " + count, 0, null);
    }

    /// What was added since then is new, unless it was there at the beginning or has been told of: by HighLevel's
    /// clock the newest change of the beginning, less the time by which searches lag. Where little happens that is
    /// long ago; then it is the hour before the beginning.
    ///
    /// @param begin null for a watch that keeps none
    static long young(FeedBegin begin, WatchRow row) {
        long since =
                begin == null ? row.made() : Math.max(begin.mark() - Poller.OVERLAP.toMillis(), row.made() - SKEW_MS);
        return Math.max(since, row.mark() - NEW_MS);
    }
}
