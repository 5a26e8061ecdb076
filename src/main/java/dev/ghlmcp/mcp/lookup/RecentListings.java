package dev.ghlmcp.mcp.lookup;

import dev.ghlmcp.highlevel.account.Access;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// Listings of the last seconds, so that typing a name does not ask HighLevel at every key.
final class RecentListings {
    private static final long LIFE = Duration.ofSeconds(30).toNanos();
    private static final int MAX = 200;

    /// Whose listing it is: no account may see what another sees.
    ///
    /// @param location id or name, or null
    /// @param query    what was searched for, or empty
    record Key(Access access, RecordKind kind, String location, String query) {}

    private record Kept(RecordListing listing, long since) {}

    private final Map<Key, Kept> recent = new LinkedHashMap<>();
    private final LongSupplier nanos;

    RecentListings(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /// The listing, or null if there is none or it is too old.
    synchronized RecordListing get(Key key) {
        Kept found = recent.get(key);
        return found == null || old(found) ? null : found.listing();
    }

    private boolean old(Kept one) {
        return nanos.getAsLong() - one.since() > LIFE;
    }

    synchronized void put(Key key, RecordListing listing) {
        recent.remove(key);
        // Keys hold the tokens of tenants, which must not stay longer than needed.
        recent.values().removeIf(this::old);
        if (recent.size() >= MAX) {
            recent.remove(recent.keySet().iterator().next());
        }
        recent.put(key, new Kept(listing, nanos.getAsLong()));
    }
}
