package dev.ghlmcp.watch.service;

import dev.ghlmcp.mcp.CallerTools;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ObjectNode;

/// Starts watches for readers who ask with the same arguments again and again: names in them mean what they meant when
/// they were asked for first, though a record may have another name by now. Thread-safe.
public final class SettledNames {
    private static final int MAX = 1000;

    private final Map<String, ObjectNode> meant = new ConcurrentHashMap<>();
    private final String place;

    /// For callers as such.
    public SettledNames() {
        this(null);
    }

    /// @param place what tells these readers from others of the same callers
    public SettledNames(String place) {
        this.place = place;
    }

    /// As [Watches#start].
    public Watch start(Watches all, CallerTools tools, String operation, ObjectNode given, Duration every)
            throws InterruptedException {
        String question = WatchOwners.reader(tools.caller(), place) + " " + operation + " " + given;
        Watch watch = all.start(tools, place, operation, meant.getOrDefault(question, given), every);
        if (watch.named() != null) {
            if (meant.size() >= MAX) {
                meant.clear();
            }
            meant.put(question, watch.spec().arguments());
        }
        return watch;
    }
}
