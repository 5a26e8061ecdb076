package dev.ghlmcp.watch.poll;

import dev.ghlmcp.store.Commit;
import dev.ghlmcp.store.DocumentStore;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.Lease;
import dev.ghlmcp.store.LoggedEvent;
import dev.ghlmcp.store.SinkPosition;
import dev.ghlmcp.store.WatchRow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// A process that ends at any step between a poll's beginning and its last line: before or after anything is noted.
record CrashingStore(EventStore store, BooleanSupplier ends) implements EventStore {
    static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private void step() {
        if (ends.getAsBoolean()) {
            throw new Crash();
        }
    }

    @Override
    public WatchRow enter(String id, String spec, String reader, Duration every, boolean wished, long now) {
        return store.enter(id, spec, reader, every, wished, now);
    }

    @Override
    public void ring(String watch, long at) {
        store.ring(watch, at);
    }

    @Override
    public DocumentStore documents() {
        return store.documents();
    }

    @Override
    public boolean read(String watch, String reader, long now) {
        return store.read(watch, reader, now);
    }

    @Override
    public void leave(String watch, String reader, long now) {
        store.leave(watch, reader, now);
    }

    @Override
    public List<WatchRow> watches(String reader) {
        return store.watches(reader);
    }

    @Override
    public WatchRow watch(String id) {
        return store.watch(id);
    }

    @Override
    public List<WatchRow> watches() {
        return store.watches();
    }

    @Override
    public void remove(String id) {
        store.remove(id);
    }

    @Override
    public Lease lease(String watch, String holder, long now, long until) {
        return store.lease(watch, holder, now, until);
    }

    @Override
    public boolean renew(Lease lease, long now, long until) {
        return store.renew(lease, now, until);
    }

    @Override
    public void release(String watch, String holder) {
        store.release(watch, holder);
    }

    @Override
    public Map<String, String> items(String watch) {
        step();
        return store.items(watch);
    }

    @Override
    public boolean commit(Lease lease, Commit commit) {
        step();
        boolean done = store.commit(lease, commit);
        step();
        return done;
    }

    @Override
    public List<LoggedEvent> events(String watch, long after, int max) {
        step();
        return store.events(watch, after, max);
    }

    @Override
    public SinkPosition sink(String watch, String name) {
        return store.sink(watch, name);
    }

    @Override
    public void sink(String watch, SinkPosition position) {
        step();
        store.sink(watch, position);
        step();
    }

    @Override
    public long spend(String name, long day, long count) {
        return store.spend(name, day, count);
    }

    @Override
    public void tidy(long now) {
        store.tidy(now);
    }

    @Override
    public void close() {
        store.close();
    }
}
