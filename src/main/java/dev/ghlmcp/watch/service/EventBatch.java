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
