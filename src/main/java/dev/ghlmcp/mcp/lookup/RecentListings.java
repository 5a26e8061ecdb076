package dev.ghlmcp.mcp.lookup;

import dev.ghlmcp.highlevel.account.Access;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// Listings of the last seconds, so that typing a name asks HighLevel once and not at every key.
final class RecentListings {
    private static final long LIFE = Duration.ofSeconds(30).toNanos();
    private static final int MAX = 200;

    /// Whose listing it is: what one account sees must not show up in another.
    ///
    /// @param location id or name, or null
    /// @param query    what was searched for, or empty
    record Key(Access access, RecordKind kind, String location, String query) {}

    private record Kept(RecordListing listing, long since) {}

    private final Map<Key, Kept> selected = new LinkedHashMap<>();
    private final LongSupplier nanos;

    RecentListings(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /// The listing, or null if there is none or it is too old.
    synchronized RecordListing get(Key key) {
        Kept found = selected.get(key);
        return found == null || old(found) ? null : found.listing();
    }

    private boolean old(Kept one) {
        return nanos.getAsLong() - one.since() > LIFE;
    }

    synchronized void put(Key key, RecordListing listing) {
        selected.remove(key);
        // Keys hold the tokens of tenants: no longer than they are of use.
        selected.values().removeIf(this::old);
        if (selected.size() >= MAX) {
            selected.remove(selected.keySet().iterator().next());
        }
        selected.put(key, new Kept(listing, nanos.getAsLong()));
    }
}
