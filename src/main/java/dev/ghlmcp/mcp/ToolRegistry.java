package dev.ghlmcp.mcp;

import dev.ghlmcp.catalog.ToolDefinition;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// The tools of all sources and handlers, by name.
final class ToolRegistry {
    private final Map<String, Supplier<ToolDefinition>> tools = new LinkedHashMap<>();
    private final Map<String, ToolHandler> handlers = new HashMap<>();
    private final Map<String, Supplier<JsonNode>> entries = new HashMap<>();

    /// @throws IllegalStateException if two tools have one name
    ToolRegistry(List<ToolSource> sources, List<ToolHandler> handlers) {
        for (ToolSource source : sources) {
            for (String name : source.names()) {
                add(name, () -> source.entry(name));
                tools.put(name, () -> source.tool(name));
            }
        }
        for (ToolHandler handler : handlers) {
            JsonNode entry = handler.entry();
            ToolDefinition tool = ToolDefinition.of(entry, handler.toolset());
            add(tool.name(), () -> entry);
            this.handlers.put(tool.name(), handler);
            if (handler.toolset() != null) {
                tools.put(tool.name(), () -> tool);
            }
        }
    }

    private void add(String name, Supplier<JsonNode> entry) {
        if (entries.put(name, entry) != null) {
            throw new IllegalStateException("Two tools are named " + name);
        }
    }

    /// All that can be selected and found.
    List<ToolDefinition> tools() {
        return tools.values().stream().map(Supplier::get).collect(Collectors.toList());
    }

    ToolDefinition find(String name) {
        Supplier<ToolDefinition> tool = tools.get(name);
        return tool == null ? null : tool.get();
    }

    /// The one of this name, or null if it is a tool of a source.
    ToolHandler handler(String name) {
        return handlers.get(name);
    }

    /// What `tools/list` says of a tool.
    JsonNode entry(String name) {
        return entries.get(name).get();
    }

    /// The same for all handlers that only lead to other tools.
    List<JsonNode> leading() {
        return handlers.values().stream()
                .filter(handler -> handler.toolset() == null)
                .map(ToolHandler::entry)
                .toList();
    }
}
