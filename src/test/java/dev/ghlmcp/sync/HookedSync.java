package dev.ghlmcp.sync;

import java.util.List;
import java.util.Set;

/// A sync that does nothing with its messages, for those who only take or show them.
public final class HookedSync {
    private HookedSync() {}

    /// A sync.
    ///
    /// @param auth null for no hook
    public static Sync of(String name, SyncAuth auth) {
        return new Sync(
                name,
                auth,
                null,
                null,
                Expression.of(name + ".id", "id"),
                null,
                null,
                null,
                List.of(),
                List.of(),
                false,
                false,
                Set.of());
    }
}
