package dev.ghlmcp.catalog.example;

import dev.ghlmcp.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Arguments for every tool that work as they stand on the sandbox: what it needs, and what its own example adds.
///
/// @param all `arguments` has a value by argument name, `tools` by tool and argument name
public record ToolExamples(JsonNode all) {
    /// Those that come with the program.
    public static ToolExamples load() {
        try (InputStream in = ToolExamples.class.getResourceAsStream("examples.json")) {
            return new ToolExamples(Json.MAPPER.readTree(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The arguments of one tool.
    ///
    /// @param tool   its name
    /// @param schema its input schema, whose required arguments come first
    public ObjectNode of(String tool, JsonNode schema) {
        JsonNode own = all.path("tools").path(tool);
        ObjectNode arguments = Json.MAPPER.createObjectNode();
        for (JsonNode required : schema.path("required")) {
            String name = required.asString();
            arguments.set(
                    name, own.has(name) ? own.get(name) : all.path("arguments").path(name));
        }
        own.properties().forEach(argument -> arguments.set(argument.getKey(), argument.getValue()));
        return arguments;
    }
}
