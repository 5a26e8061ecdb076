package dev.ghlmcp.mcp;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.api.ApiAccess;
import dev.ghlmcp.catalog.api.ApiTools;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The operations of the index, none of which is listed by itself. What is not switched on is there for nobody.
///
/// @param access says which may be called
public record IndexedTools(ApiTools tools, ApiAccess access) implements ToolSource {
    @Override
    public Set<String> names() {
        return Set.of();
    }

    @Override
    public ToolDefinition tool(String name) {
        return access.callable(name) ? tools.tool(name) : null;
    }

    @Override
    public List<ToolDefinition> readers(String name) {
        return tools.readers(name).stream()
                .map(this::tool)
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    public JsonNode entry(String name) {
        return access.callable(name) ? tools.entry(name) : null;
    }
}
