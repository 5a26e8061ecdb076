package dev.ghlmcp.watch.service;

import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.LoggedEvent;
import dev.ghlmcp.store.WatchRow;
import dev.ghlmcp.watch.WatchEvents;
import java.util.List;

/// Events of a watch, in their order.
///
/// @param watch     that they are of
/// @param events    with their numbers
/// @param cursor    to read on after these
/// @param more      whether there are more already
/// @param forgotten the number of the last event that the reader asked for and that is no longer kept; 0 for none
public record EventBatch(Watch watch, List<LoggedEvent> events, String cursor, boolean more, long forgotten) {
    /// @param cursor of the last event that the reader knows; null for all that are kept
    /// @throws IllegalArgumentException with a sentence if it is not a cursor of this watch
    static EventBatch since(EventStore store, Watch watch, String cursor, int max) {
        long after = cursor == null ? 0 : WatchEvents.after(watch.id(), cursor);
        if (after > watch.row().last()) {
            throw new IllegalArgumentException("This cursor is ahead of the watch " + watch.id() + ", which has "
                    + watch.row().last() + " events: read it without a cursor");
        }
        return of(store, watch, after, max);
    }

    /// @param after the number of the last event that the reader knows
    static EventBatch of(EventStore store, Watch watch, long after, int max) {
        WatchRow row = watch.row();
        List<LoggedEvent> events = store.events(watch.id(), after, max);
        long last = events.isEmpty()
                ? Math.max(after, row.last())
                : events.getLast().seq();
        long forgotten = row.first() == 0 ? row.last() : row.first() - 1;
        return new EventBatch(
                watch,
                events,
                WatchEvents.cursor(watch.id(), last),
                row.last() > last,
                after < forgotten ? forgotten : 0);
    }
}
