package dev.ghlmcp.highlevel.limit;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.limit.window.Rate;
import dev.ghlmcp.highlevel.limit.window.SlidingWindow;
import dev.ghlmcp.highlevel.limit.window.WindowRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One quota's windows for the tools and toolsets that have limits of their own, made when they are used first.
final class ToolWindows {
    private final LimiterOptions options;
    private Map<String, WindowQueue> windows = Map.of();

    ToolWindows(LimiterOptions options) {
        this.options = options;
    }

    /// All that a call of a tool must pass.
    ///
    /// @param last HighLevel's
    List<WindowQueue> way(ToolDefinition tool, WindowQueue last, long now) {
        ToolLimits limits = options.limits();
        if (limits.none()) {
            return List.of(last);
        }
        List<WindowQueue> way = new ArrayList<>();
        add(way, "tool ", "tools." + tool.name(), limits.tools().get(tool.name()), now);
        String toolset = limits.toolsets().containsKey(tool.toolset()) ? tool.toolset() : tool.product();
        add(way, "toolset ", "toolsets." + toolset, limits.toolsets().get(toolset), now);
        way.add(last);
        return way;
    }

    Collection<WindowQueue> all() {
        return windows.values();
    }

    private void add(List<WindowQueue> way, String kind, String key, Rate rate, long now) {
        if (rate == null) {
            return;
        }
        if (windows.isEmpty()) {
            windows = new HashMap<>();
        }
        way.add(windows.computeIfAbsent(
                key,
                _ -> WindowQueue.of(
                        key + ":" + rate.text(),
                        "this server's own limit of " + rate.words() + " for " + kind
                                + key.substring(key.indexOf('.') + 1) + " (setting limits." + key + ")",
                        new SlidingWindow(WindowRule.of(rate), options.servers(), now))));
    }
}
