package dev.ghlmcp.sandbox.api;

import dev.ghlmcp.json.Json;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The bodies of answers.
public final class ResponseBodies {
    private ResponseBodies() {}

    public static ObjectNode empty() {
        return Json.MAPPER.createObjectNode();
    }

    public static ObjectNode of(String key, JsonNode value) {
        return empty().set(key, value);
    }

    /// That it is done, in the word of the endpoint.
    public static ObjectNode done(String key) {
        return empty().put(key, true);
    }

    public static ObjectNode list(String key, Stream<? extends JsonNode> items) {
        return of(key, array(items));
    }

    public static ArrayNode array(Stream<? extends JsonNode> items) {
        return Json.MAPPER.createArrayNode().addAll(items.toList());
    }
}
