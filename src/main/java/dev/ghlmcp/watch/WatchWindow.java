package dev.ghlmcp.watch;

import dev.ghlmcp.store.WatchRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// The times between which a moving list is read; without names there is no such window.
///
/// @param from  its argument for the beginning, or null
/// @param until its argument for the end, or null
/// @param start in ms since 1970
/// @param end   in ms since 1970
/// @param known where the end was at the poll before; 0 if there was none
public record WatchWindow(String from, String until, long start, long end, long known) {
    private static final WatchWindow NONE = new WatchWindow(null, null, 0, Long.MAX_VALUE, Long.MAX_VALUE);
    private static final Span SLOTS = new Span("startDate", "endDate", Duration.ZERO, Duration.ofDays(7));
    private static final Span EVENTS = new Span("startTime", "endTime", Duration.ofDays(1), Duration.ofDays(60));
    private static final Map<String, Span> SPANS =
            Map.of("get_free_slots", SLOTS, "list_calendar_events", EVENTS, "list_blocked_slots", EVENTS);

    private record Span(String from, String until, Duration back, Duration ahead) {}

    public static WatchWindow of(Trigger trigger, WatchRow row, long now) {
        Span span = SPANS.get(trigger.operation());
        if (span == null) {
            return NONE;
        }
        long ahead = span.ahead().toMillis();
        return new WatchWindow(
                span.from(),
                span.until(),
                now - span.back().toMillis(),
                now + ahead,
                row.primed() ? row.polled() + ahead : 0);
    }

    /// Arguments that the watch itself fills in.
    static List<String> filled(String operation) {
        Span span = SPANS.get(operation);
        return span == null ? List.of() : List.of(span.from(), span.until());
    }

    public ObjectNode in(ObjectNode arguments) {
        return from == null
                ? arguments
                : arguments
                        .deepCopy()
                        .put(from, Instant.ofEpochMilli(start).toString())
                        .put(until, Instant.ofEpochMilli(end).toString());
    }

    /// Whether something came in because the window moved, and not because it is new.
    public boolean movedIn(long begins) {
        return from != null && begins > known;
    }

    /// Whether something went out because its time has come.
    public boolean movedOut(long begins) {
        return from != null && begins != 0 && begins <= start;
    }
}
