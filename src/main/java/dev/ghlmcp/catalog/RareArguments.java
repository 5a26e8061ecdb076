package dev.ghlmcp.catalog;

import dev.ghlmcp.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The arguments that few calls have. A listed schema is for a model to read, so it names them in one argument, `more`;
/// a call is checked by the whole schema.
public final class RareArguments {
    /// The argument that takes them, as an object or as the text of one.
    public static final String ARGUMENT = "more";

    /// By tool, the whole schemas of the arguments that its list entry leaves out or shortens.
    static final String FILE = "more.json";

    private RareArguments() {}

    /// The input schema of a tool with these arguments.
    ///
    /// @param reads  the tool changes nothing; such tools have none
    /// @param listed as `tools/list` serves it
    public static JsonNode full(String tool, boolean reads, JsonNode listed) {
        if (reads) {
            return listed;
        }
        JsonNode rare = Json.MAPPER.readTree(ToolView.resource(FILE)).path(tool);
        if (rare.isEmpty()) {
            return listed;
        }
        JsonNode full = listed.deepCopy();
        ((ObjectNode) full.path("properties")).setAll((ObjectNode) rare);
        return full;
    }
}
