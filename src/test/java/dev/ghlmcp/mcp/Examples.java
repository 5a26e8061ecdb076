package dev.ghlmcp.mcp;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.WholeSchemas;
import dev.ghlmcp.catalog.example.ToolExamples;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Arguments for every tool, as `ghl-mcp tools TOOL` shows them: those that are needed, and those of its example.
public final class Examples {
    private final Map<String, JsonNode> entries = WholeSchemas.entries();
    private final ToolExamples examples = ToolExamples.load();

    public ObjectNode of(ToolDefinition tool) {
        return examples.of(tool.name(), schema(tool));
    }

    /// The tool's input schema.
    JsonNode schema(ToolDefinition tool) {
        return entries.get(tool.name()).path("inputSchema");
    }
}
