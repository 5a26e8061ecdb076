package dev.ghlmcp.highlevel.limit;

import dev.ghlmcp.catalog.Tool;
import dev.ghlmcp.highlevel.limit.window.Rule;
import dev.ghlmcp.highlevel.limit.window.SlidingWindow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One quota's windows for the tools and toolsets that have limits of their own, made when they are used first.
final class ToolWindows {
    private final LimiterOptions options;
    private Map<String, Limit> windows = Map.of();

    ToolWindows(LimiterOptions options) {
        this.options = options;
    }

    /// All that a call of a tool must pass.
    ///
    /// @param last HighLevel's
    List<Limit> way(Tool tool, Limit last, long now) {
        ToolLimits limits = options.limits();
        if (limits.none()) {
            return List.of(last);
        }
        List<Limit> way = new ArrayList<>();
        add(way, "tool ", "tools." + tool.name(), limits.tools().get(tool.name()), now);
        add(way, "toolset ", "toolsets." + tool.toolset(), limits.toolsets().get(tool.toolset()), now);
        way.add(last);
        return way;
    }

    Collection<Limit> all() {
        return windows.values();
    }

    private void add(List<Limit> way, String kind, String key, Rate rate, long now) {
        if (rate == null) {
            return;
        }
        if (windows.isEmpty()) {
            windows = new HashMap<>();
        }
        way.add(windows.computeIfAbsent(
                key,
                _ -> Limit.of(
                        key + ":" + rate.text(),
                        "this server's own limit of " + rate.words() + " for " + kind
                                + key.substring(key.indexOf('.') + 1) + " (setting limits." + key + ")",
                        new SlidingWindow(Rule.of(rate), options.servers(), now))));
    }
}
