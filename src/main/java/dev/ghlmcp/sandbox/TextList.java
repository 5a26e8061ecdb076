package dev.ghlmcp.sandbox;

import dev.ghlmcp.catalog.Json;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// Lists of distinct texts, such as tags and followers.
final class TextList {
    private TextList() {}

    /// Everything in the lists, once.
    static ArrayNode of(JsonNode... lists) {
        ArrayNode all = Json.MAPPER.createArrayNode();
        Arrays.stream(lists)
                .flatMap(JsonNode::valueStream)
                .map(JsonNode::asString)
                .distinct()
                .forEach(all::add);
        return all;
    }

    /// What the list has and the other has not.
    static ArrayNode minus(JsonNode list, JsonNode other) {
        ArrayNode rest = Json.MAPPER.createArrayNode();
        list.valueStream().filter(item -> !holds(other, item)).forEach(rest::add);
        return rest;
    }

    private static boolean holds(JsonNode list, JsonNode item) {
        return list.valueStream().anyMatch(other -> other.asString().equals(item.asString()));
    }
}
