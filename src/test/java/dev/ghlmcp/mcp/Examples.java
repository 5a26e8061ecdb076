package dev.ghlmcp.mcp;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.WholeSchemas;
import dev.ghlmcp.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Arguments for every tool, as `ghl-mcp tools TOOL` shows them: those that are needed, and those of its example.
public final class Examples {
    private final Map<String, JsonNode> entries = WholeSchemas.entries();
    private final JsonNode all;

    public Examples() {
        try (InputStream in = Examples.class.getResourceAsStream("/dev/ghlmcp/cli/output/examples.json")) {
            all = Json.MAPPER.readTree(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ObjectNode of(ToolDefinition tool) {
        ObjectNode arguments = Json.MAPPER.createObjectNode();
        for (JsonNode name : schema(tool).path("required")) {
            arguments.set(name.asString(), all.path("arguments").path(name.asString()));
        }
        all.path("tools").path(tool.name()).properties().forEach(own -> arguments.set(own.getKey(), own.getValue()));
        return arguments;
    }

    /// The tool's input schema.
    JsonNode schema(ToolDefinition tool) {
        return entries.get(tool.name()).path("inputSchema");
    }
}
