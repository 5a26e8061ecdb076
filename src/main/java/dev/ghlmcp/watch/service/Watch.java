package dev.ghlmcp.watch.service;

import dev.ghlmcp.store.WatchRow;
import dev.ghlmcp.watch.EventCursor;
import dev.ghlmcp.watch.Trigger;
import dev.ghlmcp.watch.WatchEvents;
import dev.ghlmcp.watch.WatchSpec;
import java.time.Duration;
import tools.jackson.databind.node.ObjectNode;

/// A watch as its reader sees it.
///
/// @param row    what is stored of it
/// @param events writes its events
/// @param named  the records whose names its arguments had when it was started just now; null for none
public record Watch(WatchRow row, WatchEvents events, ObjectNode named) {
    static Watch of(WatchRow row) {
        WatchSpec spec = WatchSpec.of(row.spec());
        return new Watch(row, new WatchEvents(spec, Trigger.find(spec.operation())), null);
    }

    Watch meaning(ObjectNode records) {
        return new Watch(row, events, records);
    }

    /// Its id.
    public String id() {
        return row.id();
    }

    /// What is watched.
    public WatchSpec spec() {
        return events.spec();
    }

    /// Of its latest event.
    public String cursor() {
        return EventCursor.at(row, row.last()).text();
    }

    /// Whether it is polled no more.
    public boolean ended() {
        return !row.state().isEmpty();
    }

    /// Whether its first poll has been.
    boolean begun() {
        return row.primed() || ended();
    }

    /// How it is: `working`, `failing`, or why it has ended.
    public String state() {
        return ended() ? row.state() : row.fails() > 0 ? "failing" : "working";
    }

    /// How many requests a day its polls take.
    public long requestsPerDay() {
        return ended() ? 0 : Duration.ofDays(1).toMillis() * Math.max(1, row.cost()) / row.everyMs();
    }
}
