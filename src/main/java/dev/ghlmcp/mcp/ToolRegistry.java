package dev.ghlmcp.mcp;

import dev.ghlmcp.catalog.ToolDefinition;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// The tools of all sources and handlers, by name.
final class ToolRegistry {
    private final Map<String, Supplier<ToolDefinition>> tools = new LinkedHashMap<>();
    private final Map<String, ToolHandler> handlers = new HashMap<>();
    private final Map<String, Supplier<JsonNode>> entries = new HashMap<>();
    private final Map<String, ToolDefinition> handled = new ConcurrentHashMap<>();
    private final List<ToolSource> sources;

    /// @throws IllegalStateException if two tools have one name
    ToolRegistry(List<ToolSource> sources, List<ToolHandler> handlers) {
        this.sources = sources;
        for (ToolSource source : sources) {
            for (String name : source.names()) {
                add(name, () -> source.entry(name));
                tools.put(name, () -> source.tool(name));
            }
        }
        for (ToolHandler handler : handlers) {
            add(handler.name(), handler::entry);
            this.handlers.put(handler.name(), handler);
            if (handler.toolset() != null) {
                tools.put(handler.name(), () -> handled.computeIfAbsent(handler.name(), this::handled));
            }
        }
    }

    private ToolDefinition handled(String name) {
        ToolHandler handler = handlers.get(name);
        return ToolDefinition.of(handler.entry(), handler.toolset());
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

    /// The one of this name, or null. A name that no source has named is one that they are asked for.
    ToolDefinition find(String name) {
        Supplier<ToolDefinition> tool = tools.get(name);
        return tool != null ? tool.get() : ToolSource.first(sources, source -> source.tool(name));
    }

    /// Tools that no list has and that read what a call of a tool is about.
    List<ToolDefinition> readers(ToolDefinition tool) {
        return tool.indexed()
                ? sources.stream()
                        .flatMap(source -> source.readers(tool.name()).stream())
                        .toList()
                : List.of();
    }

    /// The one of this name, or null if it is a tool of a source.
    ToolHandler handler(String name) {
        return handlers.get(name);
    }

    /// What `tools/list` says of a tool, or would say.
    JsonNode entry(String name) {
        Supplier<JsonNode> entry = entries.get(name);
        return entry != null
                ? entry.get()
                : ToolSource.first(sources, source -> source.tool(name) == null ? null : source.entry(name));
    }

    /// The same for all handlers that only lead to other tools.
    List<JsonNode> leading() {
        return handlers.values().stream()
                .filter(handler -> handler.toolset() == null)
                .map(ToolHandler::entry)
                .toList();
    }
}
