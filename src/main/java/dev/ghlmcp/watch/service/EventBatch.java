package dev.ghlmcp.watch.service;

import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.LoggedEvent;
import dev.ghlmcp.store.WatchRow;
import dev.ghlmcp.watch.EventCursor;
import java.util.List;

/// Events of a watch, in their order.
///
/// @param watch     that they are of
/// @param events    with their numbers
/// @param after     to read on after these
/// @param more      whether there are more already
/// @param forgotten the number of the last event that the reader asked for and that is no longer kept; 0 for none
/// @param lost      whether the reader's cursor is of events that the watch does not have; these are then the first
///                  that it has
public record EventBatch(
        Watch watch, List<LoggedEvent> events, EventCursor after, boolean more, long forgotten, boolean lost) {
    /// To read on after these.
    public String cursor() {
        return after.text();
    }

    /// Whether events were passed over before these.
    public boolean truncated() {
        return lost || forgotten > 0;
    }

    /// @param known how far the reader is, in this watch
    static EventBatch since(EventStore store, Watch watch, EventCursor known, int max) {
        boolean lost = known.lost(store, watch.row());
        return of(store, watch, lost ? EventCursor.at(watch.row(), 0) : known, max, lost);
    }

    /// @param after the number of the last event that the reader knows
    static EventBatch of(EventStore store, Watch watch, long after, int max) {
        return of(store, watch, EventCursor.at(watch.row(), after), max, false);
    }

    private static EventBatch of(EventStore store, Watch watch, EventCursor known, int max, boolean lost) {
        WatchRow row = watch.row();
        long after = known.seq();
        List<LoggedEvent> events = store.events(watch.id(), after, max);
        EventCursor reached = events.isEmpty()
                ? (after < row.last() || known.made() == 0 ? EventCursor.at(row, row.last()) : known)
                : EventCursor.at(watch.id(), row.made(), events.getLast());
        long forgotten = row.first() == 0 ? row.last() : row.first() - 1;
        return new EventBatch(
                watch, events, reached, row.last() > reached.seq(), after < forgotten ? forgotten : 0, lost);
    }
}
