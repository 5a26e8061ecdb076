package dev.ghlmcp.catalog;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The tools with all arguments that calls take, also those that the list leaves out.
public final class WholeSchemas {
    private WholeSchemas() {}

    /// What the list would say of each tool, by its name.
    public static Map<String, JsonNode> entries() {
        Map<String, JsonNode> entries = ToolView.load().entries();
        entries.forEach((name, entry) -> {
            ObjectNode schema = (ObjectNode) RareArguments.full(name, false, entry.path("inputSchema"));
            ((ObjectNode) schema.path("properties")).remove(RareArguments.ARGUMENT);
            ((ObjectNode) entry).set("inputSchema", schema);
        });
        return entries;
    }
}
