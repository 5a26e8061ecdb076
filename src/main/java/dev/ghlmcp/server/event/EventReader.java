package dev.ghlmcp.server.event;

import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.store.LoggedEvent;
import dev.ghlmcp.watch.EventCursor;
import dev.ghlmcp.watch.service.EventBatch;
import dev.ghlmcp.watch.service.Watch;
import dev.ghlmcp.watch.service.Watches;
import java.time.Duration;
import java.time.InstantSource;

/// Where one caller is in the events of a watch of theirs. Each look asks anew whether the watch is theirs and they may
/// call what it watches. Used by one thread.
final class EventReader {
    private static final int BATCH = 500;

    /// HighLevel's answer has to come first.
    private static final Duration AFTER_POLL = Duration.ofSeconds(2);

    private final Watches watches;
    private final CallerTools caller;
    private final InstantSource clock;
    private Watch watch;
    private EventCursor after;
    private boolean truncated;

    private EventReader(Watches watches, CallerTools caller, InstantSource clock, Watch watch) {
        this.watches = watches;
        this.caller = caller;
        this.clock = clock;
        this.watch = watch;
        this.after = EventCursor.at(watch.row(), watch.row().last());
    }

    /// At a cursor, or where the watch is now if there is none. One of another watch means now as well, and one of
    /// events that the watch does not have, because it began anew, the first that are kept; both are reported.
    /// So is one of an earlier release, which does not say so much.
    ///
    /// @throws IllegalArgumentException with a sentence if the cursor is none
    static EventReader at(Watches watches, CallerTools caller, Watch watch, EventRequest asked, InstantSource clock) {
        EventReader reader = new EventReader(watches, caller, clock, watch);
        if (asked.cursor() == null) {
            return reader;
        }
        EventCursor known = EventCursor.of(asked.cursor());
        if (!known.watch().equals(watch.id())) {
            reader.truncated = true;
            return reader;
        }
        reader.after = known;
        reader.truncated = known.made() == 0;
        reader.skip(asked.maxAgeMs() < 0 ? Long.MIN_VALUE : clock.millis() - asked.maxAgeMs());
        return reader;
    }

    /// Goes past the events that are no longer kept or were noted before a time.
    private void skip(long floor) {
        while (true) {
            EventBatch batch = batch(BATCH);
            if (after.seq() < batch.forgotten()) {
                after = EventCursor.at(watch.row(), batch.forgotten());
            }
            for (LoggedEvent event : batch.events()) {
                if (event.logged() >= floor) {
                    return;
                }
                truncated = true;
                after = at(event);
            }
            if (!batch.more()) {
                return;
            }
        }
    }

    /// The next events, in their order.
    ///
    /// @throws IllegalArgumentException with a sentence if the caller may not have them any more
    EventBatch next(int max) {
        EventBatch batch = batch(max);
        after = batch.after();
        return batch;
    }

    /// Whether the watch is there still, and the caller's.
    boolean lives() {
        return watches.has(caller, watch.id());
    }

    /// Looks how the watch is, without reading on.
    void look() {
        watch = watches.watch(caller, watch.id());
    }

    private EventBatch batch(int max) {
        EventBatch batch = watches.read(caller, after, max);
        watch = batch.watch();
        truncated |= batch.truncated();
        if (batch.lost()) {
            after = EventCursor.at(watch.row(), 0);
        }
        return batch;
    }

    /// Of the last event that was read.
    String cursor() {
        return after.text();
    }

    String cursor(LoggedEvent event) {
        return at(event).text();
    }

    /// The position before an event.
    String before(LoggedEvent event) {
        return EventCursor.at(watch.row(), event.seq() - 1).text();
    }

    private EventCursor at(LoggedEvent event) {
        return EventCursor.at(watch.id(), watch.row().made(), event);
    }

    /// Whether events were passed over since this was asked last.
    boolean truncated() {
        boolean before = truncated;
        truncated = false;
        return before;
    }

    /// When there can be others.
    long nextPollMs() {
        long wait = watch.ended() ? Duration.ofHours(1).toMillis() : watch.row().next() - clock.millis();
        return Math.max(0, wait) + AFTER_POLL.toMillis();
    }

    /// What is wrong with the watch; empty if nothing is.
    String problem() {
        return watch.row().note();
    }

    /// Whether HighLevel has said no for so long that the watch has ended.
    boolean refused() {
        return watch.state().equals("refused");
    }

    /// Is told within seconds of new events, until what this returns is run.
    Runnable listen(Runnable added) {
        return watches.listen(caller, watch.id(), added);
    }

    String watch() {
        return watch.id();
    }

    /// Where it is.
    EventCursor position() {
        return after;
    }

    String principal() {
        return caller.caller().principal();
    }
}
