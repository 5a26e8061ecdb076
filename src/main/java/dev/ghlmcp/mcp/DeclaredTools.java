package dev.ghlmcp.mcp;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.ToolView;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The tools that records declare.
///
/// @param view what `tools/list` says of them
public record DeclaredTools(Catalog catalog, ToolView view) implements ToolSource {
    /// All tools of the catalogue.
    ///
    /// @param generation the one that requests are made for
    public static DeclaredTools load(Generation generation) {
        return new DeclaredTools(Catalog.load(generation), ToolView.load().in(generation));
    }

    @Override
    public Set<String> names() {
        return catalog.names();
    }

    @Override
    public ToolDefinition tool(String name) {
        return catalog.find(name);
    }

    @Override
    public JsonNode entry(String name) {
        return view.entry(name);
    }
}
