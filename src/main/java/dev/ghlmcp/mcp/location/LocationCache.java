package dev.ghlmcp.mcp.location;

import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.account.Credentials;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/// One thing that was read of each sub-account, kept no longer than it serves. All together have a limited size; those
/// that were read longest ago go first. Thread-safe; several calls for one sub-account wait for one read.
public final class LocationCache<V> {
    private static final int MAX_SIZE = 50_000;

    /// Whose it is: no account may learn what another reads.
    private record Key(Credentials credentials, String location) {
        /// Credentials may compute theirs from tokens, at each look.
        @Override
        public int hashCode() {
            return location.hashCode();
        }
    }

    private record Known<V>(V value, long since) {}

    private static final class Reading extends ReentrantLock {
        private static final long serialVersionUID = 1;
        private int calls;
    }

    private final long life;
    private final ToIntFunction<V> sizes;
    private final LongSupplier nanos;

    /// What was read last comes last.
    private final Map<Key, Known<V>> known = new LinkedHashMap<>();

    private final Map<Key, Reading> readings = new HashMap<>();
    private int size;

    /// @param life  after which nothing serves
    /// @param sizes of values, at least 1 and always the same, of which there may be 50,000 in all
    public LocationCache(Duration life, ToIntFunction<V> sizes, LongSupplier nanos) {
        this.life = life.toNanos();
        this.sizes = sizes;
        this.nanos = nanos;
    }

    /// What is kept, if it still serves; else null.
    ///
    /// @param serves by its age, shorter than the life of all
    public V kept(Access access, String location, BiPredicate<V, Duration> serves) {
        return kept(new Key(access.credentials(), location), serves);
    }

    /// What is kept, if it still serves, else what is read now; null if the thread was interrupted meanwhile.
    public V get(Access access, String location, BiPredicate<V, Duration> serves, Supplier<V> read) {
        Key key = new Key(access.credentials(), location);
        V kept = kept(key, serves);
        if (kept != null) {
            return kept;
        }
        Reading reading = begin(key);
        try {
            reading.lockInterruptibly();
        } catch (InterruptedException _) {
            end(key, reading);
            Thread.currentThread().interrupt();
            return null;
        }
        try {
            V meanwhile = kept(key, serves);
            if (meanwhile != null) {
                return meanwhile;
            }
            V value = read.get();
            put(key, reading, value);
            return value;
        } finally {
            reading.unlock();
            end(key, reading);
        }
    }

    /// Forgets what is about to change, and what is being read of it.
    public void forget(String location) {
        synchronized (known) {
            readings.keySet().removeIf(key -> key.location().equals(location));
            for (Iterator<Map.Entry<Key, Known<V>>> all = known.entrySet().iterator(); all.hasNext(); ) {
                Map.Entry<Key, Known<V>> one = all.next();
                if (one.getKey().location().equals(location)) {
                    all.remove();
                    size -= sizes.applyAsInt(one.getValue().value());
                }
            }
        }
    }

    private V kept(Key key, BiPredicate<V, Duration> serves) {
        Known<V> one;
        synchronized (known) {
            one = known.get(key);
        }
        if (one == null) {
            return null;
        }
        long age = nanos.getAsLong() - one.since();
        return age < life && serves.test(one.value(), Duration.ofNanos(age)) ? one.value() : null;
    }

    private Reading begin(Key key) {
        synchronized (known) {
            Reading reading = readings.computeIfAbsent(key, _ -> new Reading());
            reading.calls++;
            return reading;
        }
    }

    private void end(Key key, Reading reading) {
        synchronized (known) {
            reading.calls--;
            if (reading.calls == 0) {
                readings.remove(key, reading);
            }
        }
    }

    private void put(Key key, Reading reading, V value) {
        synchronized (known) {
            if (!reading.equals(readings.get(key))) {
                return;
            }
            Known<V> before = known.remove(key);
            size += sizes.applyAsInt(value) - (before == null ? 0 : sizes.applyAsInt(before.value()));
            known.put(key, new Known<>(value, nanos.getAsLong()));
            // Keys hold the tokens of tenants, which must not stay longer than needed.
            Iterator<Known<V>> oldest = known.values().iterator();
            for (Known<V> one = oldest.next(); size > MAX_SIZE || ended(one); one = oldest.next()) {
                oldest.remove();
                size -= sizes.applyAsInt(one.value());
                if (!oldest.hasNext()) {
                    return;
                }
            }
        }
    }

    private boolean ended(Known<V> one) {
        return nanos.getAsLong() - one.since() >= life;
    }
}
