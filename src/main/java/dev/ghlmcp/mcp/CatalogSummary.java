package dev.ghlmcp.mcp;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.json.Json;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// The callable tools in a few words each, for a client that looks for one without reading all definitions.
final class CatalogSummary {
    private CatalogSummary() {}

    /// By toolset, each tool with what it does to the data.
    static ObjectNode of(List<ToolDefinition> tools, ToolView view) {
        ObjectNode brief = Json.MAPPER.createObjectNode();
        ObjectNode toolsets = brief.putObject("toolsets");
        for (ToolDefinition tool : tools) {
            if (view.callable().contains(tool.name())) {
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
