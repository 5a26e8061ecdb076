package dev.ghlmcp.server.hook;

import dev.ghlmcp.sync.Sync;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The secrets of hooks, read whenever one is needed. One that cannot be read, as its file is just being written,
/// leaves those in force that were read before. Thread-safe.
final class HookSecrets {
    private final Map<String, List<String>> read = new ConcurrentHashMap<>();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    /// Those of a sync that has authentication; empty if none could ever be read.
    List<String> of(Sync sync) {
        try {
            List<String> now = List.copyOf(sync.auth().secrets().get());
            failing.remove(sync.name());
            read.put(sync.name(), now);
        } catch (RuntimeException e) {
            if (failing.add(sync.name())) {
                System.err.println("ghl-mcp: the secrets of the hook " + sync.name() + " read before stay in force: "
                        + e.getMessage());
            }
        }
        return read.getOrDefault(sync.name(), List.of());
    }
}
