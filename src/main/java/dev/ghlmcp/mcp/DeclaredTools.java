package dev.ghlmcp.mcp;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.ToolView;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The tools that records declare.
///
/// @param entries what `tools/list` says of each, by its name
public record DeclaredTools(List<ToolDefinition> tools, Map<String, JsonNode> entries) implements ToolSource {
    /// Reads the declarations and the packed list, which takes some milliseconds.
    ///
    /// @param generation the one that requests are made for
    public static DeclaredTools load(Generation generation) {
        return new DeclaredTools(
                Catalog.load(generation).tools(), ToolView.load().in(generation).entries());
    }

    @Override
    public JsonNode entry(String name) {
        return entries.get(name);
    }
}
