package dev.ghlmcp.sandbox.store;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.api.ApiError;
import dev.ghlmcp.sandbox.api.Documents;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The order of a list. A cursor is the values that a document is sorted by, its id last.
public record SortOrder(List<Key> keys) implements Comparator<ArrayNode> {
    record Key(String field, boolean ascending) {}

    public static SortOrder by(String field, boolean ascending) {
        return new SortOrder(List.of(new Key(field, ascending)));
    }

    /// Reads `[{field, direction}]`; newest first if there is none.
    public static SortOrder of(JsonNode sort, SearchFields fields) {
        List<Key> keys = new ArrayList<>();
        for (JsonNode key : sort) {
            String field = key.path("field").asString("");
            fields.check(field);
            keys.add(
                    switch (key.path("direction").asString("")) {
                        case "asc" -> new Key(field, true);
                        case "desc" -> new Key(field, false);
                        default ->
                            throw ApiError.unprocessable(
                                    List.of("sort.direction must be one of the following values: asc, desc"));
                    });
        }
        return keys.isEmpty() ? by("dateAdded", false) : new SortOrder(keys);
    }

    public ArrayNode cursor(ObjectNode document) {
        ArrayNode cursor = Json.MAPPER.createArrayNode();
        for (Key key : keys) {
            cursor.add(Documents.values(document, key.field()).stream()
                    .findFirst()
                    .map(SortOrder::sortable)
                    .orElse(JsonNodeFactory.instance.nullNode()));
        }
        return cursor.add(document.get("id"));
    }

    private static JsonNode sortable(JsonNode value) {
        return Documents.number(value) == null
                ? JsonNodeFactory.instance.stringNode(Documents.text(value))
                : JsonNodeFactory.instance.numberNode(Documents.number(value));
    }

    @Override
    public int compare(ArrayNode one, ArrayNode other) {
        for (int i = 0; i < keys.size(); i++) {
            JsonNode left = one.path(i);
            JsonNode right = other.path(i);
            // What has no value comes last in either direction.
            int order = left.isNull() || right.isNull()
                    ? Boolean.compare(left.isNull(), right.isNull())
                    : Documents.compare(left, right) * (keys.get(i).ascending() ? 1 : -1);
            if (order != 0) {
                return order;
            }
        }
        return one.path(keys.size())
                .asString("")
                .compareTo(other.path(keys.size()).asString(""));
    }
}
