package dev.ghlmcp.mcp.location;

import dev.ghlmcp.highlevel.account.Access;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// One thing that was read of each sub-account, kept for the last thousand of them and no longer than it serves.
/// Thread-safe; several calls for one sub-account wait for one read.
public final class LocationCache<V> {
    private static final int MAX = 1000;

    /// Whose it is: no account may learn what another reads.
    private record Key(Access access, String location) {
        /// An account may have a thousand locations with names, all of which its own hash takes in.
        @Override
        public int hashCode() {
            return location.hashCode();
        }
    }

    private static final class Entry<V> {
        private final ReentrantLock reading = new ReentrantLock();
        private volatile Known<V> known;
    }

    private record Known<V>(V value, long since) {}

    private final Duration life;
    private final LongSupplier nanos;
    private final Map<Key, Entry<V>> entries = new LinkedHashMap<>(16, 0.75f, true);

    /// @param life after which nothing serves
    public LocationCache(Duration life, LongSupplier nanos) {
        this.life = life;
        this.nanos = nanos;
    }

    /// What is kept, if it still serves; else null.
    ///
    /// @param serves by its age, shorter than the life of all
    public V kept(Access access, String location, BiPredicate<V, Duration> serves) {
        return kept(entry(access, location), serves);
    }

    /// What is kept, if it still serves, else what is read now; null if the thread was interrupted meanwhile.
    public V get(Access access, String location, BiPredicate<V, Duration> serves, Supplier<V> read) {
        Entry<V> entry = entry(access, location);
        V kept = kept(entry, serves);
        if (kept != null) {
            return kept;
        }
        try {
            entry.reading.lockInterruptibly();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return null;
        }
        try {
            V meanwhile = kept(entry, serves);
            if (meanwhile != null) {
                return meanwhile;
            }
            V value = read.get();
            entry.known = new Known<>(value, nanos.getAsLong());
            return value;
        } finally {
            entry.reading.unlock();
        }
    }

    /// Forgets what is about to change.
    public void forget(String location) {
        synchronized (entries) {
            entries.keySet().removeIf(key -> key.location().equals(location));
        }
    }

    private V kept(Entry<V> entry, BiPredicate<V, Duration> serves) {
        Known<V> known = entry.known;
        return known != null && age(known).compareTo(life) < 0 && serves.test(known.value(), age(known))
                ? known.value()
                : null;
    }

    private Duration age(Known<V> known) {
        return Duration.ofNanos(nanos.getAsLong() - known.since());
    }

    private boolean ended(Entry<V> entry) {
        Known<V> known = entry.known;
        return known != null && age(known).compareTo(life) >= 0;
    }

    private Entry<V> entry(Access access, String location) {
        synchronized (entries) {
            Key key = new Key(access, location);
            Entry<V> entry = entries.get(key);
            if (entry == null) {
                // Keys hold the tokens of tenants, which must not stay longer than needed.
                entries.values().removeIf(this::ended);
                if (entries.size() >= MAX) {
                    entries.remove(entries.keySet().iterator().next());
                }
                entry = new Entry<>();
                entries.put(key, entry);
            }
            return entry;
        }
    }
}
