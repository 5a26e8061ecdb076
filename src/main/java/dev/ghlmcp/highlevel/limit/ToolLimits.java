package dev.ghlmcp.highlevel.limit;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.limit.window.Rate;
import dev.ghlmcp.text.Nearest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/// The operator's limits for tools, below HighLevel's limit for the location.
///
/// @param tools    by the tool's name
/// @param toolsets by the toolset's name; its tools share the rate
public record ToolLimits(Map<String, Rate> tools, Map<String, Rate> toolsets) {
    private static final String TOOLS = "tools.";
    private static final String TOOLSETS = "toolsets.";

    /// No limits but HighLevel's.
    public static final ToolLimits NONE = new ToolLimits(Map.of(), Map.of());

    /// The limits of a configuration.
    ///
    /// @param section its keys and values: `tools.get_contact: 30/1m`, `toolsets.contacts: 60/1m`
    /// @param known   every tool there is
    /// @throws IllegalArgumentException with a sentence that names the key and the fix
    public static ToolLimits of(Map<String, String> section, Collection<ToolDefinition> known) {
        Map<String, Rate> tools = new LinkedHashMap<>();
        Map<String, Rate> toolsets = new LinkedHashMap<>();
        section.forEach((key, text) -> {
            if (key.startsWith(TOOLS)) {
                String name = key.substring(TOOLS.length());
                tools.put(
                        name,
                        rate(
                                "tool",
                                name,
                                known.stream().map(ToolDefinition::name).toList(),
                                key,
                                text));
            } else if (key.startsWith(TOOLSETS)) {
                String name = key.substring(TOOLSETS.length());
                toolsets.put(
                        name,
                        rate(
                                "toolset",
                                name,
                                known.stream()
                                        .map(ToolDefinition::toolset)
                                        .distinct()
                                        .toList(),
                                key,
                                text));
            } else {
                throw new IllegalArgumentException(
                        key + " must stand below tools or toolsets: {tools: {get_contact: 30/1m}}");
            }
        });
        return new ToolLimits(Map.copyOf(tools), Map.copyOf(toolsets));
    }

    public boolean none() {
        return tools.isEmpty() && toolsets.isEmpty();
    }

    private static Rate rate(String kind, String name, Collection<String> known, String key, String text) {
        if (!known.contains(name)) {
            String nearest = Nearest.to(name, known);
            throw new IllegalArgumentException(key + ": there is no " + kind + " " + name
                    + (nearest == null ? "; `ghl-mcp tools` lists them all" : "; did you mean " + nearest + "?"));
        }
        try {
            return Rate.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + " " + e.getMessage(), e);
        }
    }
}
