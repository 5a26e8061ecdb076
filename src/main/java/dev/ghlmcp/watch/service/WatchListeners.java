package dev.ghlmcp.watch.service;

import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.WatchRow;
import dev.ghlmcp.watch.EventCursor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Those who want to be told when events were added to a watch, whichever process polls it. Thread-safe.
final class WatchListeners {
    /// Who listens is taken to read that often.
    private static final Duration READING = Duration.ofHours(1);

    private final EventStore store;
    private final InstantSource clock;
    private final Map<String, List<Listener>> listeners = new ConcurrentHashMap<>();
    private final Map<String, EventCursor> reported = new ConcurrentHashMap<>();
    private volatile long touched;

    private record Listener(String reader, Runnable added) {}

    WatchListeners(EventStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /// From now on, until what this returns is run.
    Runnable add(WatchRow watch, String reader, Runnable added) {
        String id = watch.id();
        reported.putIfAbsent(id, EventCursor.at(watch, watch.last()));
        Listener listener = new Listener(reader, added);
        listeners.computeIfAbsent(id, _ -> new CopyOnWriteArrayList<>()).add(listener);
        return () -> listeners.computeIfPresent(id, (_, all) -> {
            all.remove(listener);
            return all.isEmpty() ? null : all;
        });
    }

    /// Tells those whose watch has more events than at the last time.
    void report() {
        reported.keySet().retainAll(listeners.keySet());
        long time = clock.millis();
        boolean touching = time - touched >= READING.toMillis();
        if (touching) {
            touched = time;
        }
        listeners.forEach((id, all) -> {
            WatchRow row = store.watch(id);
            EventCursor now = row == null ? null : EventCursor.at(row, row.last());
            EventCursor before = row == null ? null : reported.put(id, now);
            if (before != null && !before.equals(now)) {
                all.forEach(listener -> listener.added().run());
            }
            if (touching) {
                all.forEach(listener -> store.read(id, listener.reader(), time));
            }
        });
    }
}
