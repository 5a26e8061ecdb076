package dev.ghlmcp.sandbox;

import dev.ghlmcp.catalog.Json;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The bodies of answers.
final class Answers {
    private Answers() {}

    static ObjectNode empty() {
        return Json.MAPPER.createObjectNode();
    }

    static ObjectNode of(String key, JsonNode value) {
        return empty().set(key, value);
    }

    /// That it is done, in the word of the endpoint.
    static ObjectNode done(String key) {
        return empty().put(key, true);
    }

    static ObjectNode list(String key, Stream<? extends JsonNode> items) {
        return of(key, array(items));
    }

    static ArrayNode array(Stream<? extends JsonNode> items) {
        return Json.MAPPER.createArrayNode().addAll(items.toList());
    }
}
