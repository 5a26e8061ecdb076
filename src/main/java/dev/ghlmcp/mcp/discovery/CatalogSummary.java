package dev.ghlmcp.mcp.discovery;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.ToolList;
import dev.ghlmcp.json.Json;
import tools.jackson.databind.node.ObjectNode;

/// The tools on offer in a few words each, for those who look for one without reading all definitions.
public final class CatalogSummary {
    private CatalogSummary() {}

    /// By toolset, each tool with what it does to the data.
    public static ObjectNode of(Catalog catalog, ToolList list) {
        ObjectNode brief = Json.MAPPER.createObjectNode();
        ObjectNode toolsets = brief.putObject("toolsets");
        for (ToolDefinition tool : catalog.tools()) {
            if (list.callable().contains(tool.name())) {
                String effect =
                        tool.hints().readOnly() ? "reads" : tool.hints().destructive() ? "destructive" : "writes";
                toolsets.withObjectProperty(tool.toolset())
                        .put(
                                tool.name(),
                                effect + (tool.hints().idempotent() && effect.equals("writes") ? ", idempotent" : ""));
            }
        }
        return brief;
    }
}
