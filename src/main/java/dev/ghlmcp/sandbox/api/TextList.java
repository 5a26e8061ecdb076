package dev.ghlmcp.sandbox.api;

import dev.ghlmcp.json.Json;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Lists of distinct texts, such as tags and followers.
public final class TextList {
    private TextList() {}

    /// Everything in the lists, once.
    public static ArrayNode of(JsonNode... lists) {
        ArrayNode all = Json.MAPPER.createArrayNode();
        Arrays.stream(lists)
                .flatMap(JsonNode::valueStream)
                .map(JsonNode::asString)
                .distinct()
                .forEach(all::add);
        return all;
    }

    /// What the list has and the other has not.
    public static ArrayNode minus(JsonNode list, JsonNode other) {
        ArrayNode rest = Json.MAPPER.createArrayNode();
        list.valueStream().filter(item -> !holds(other, item)).forEach(rest::add);
        return rest;
    }

    /// The texts of one or more lists. A text with commas is a list too.
    public static List<String> texts(JsonNode... lists) {
        return Stream.of(lists)
                .flatMap(list -> list.isArray() ? list.valueStream() : Stream.of(list))
                .flatMap(item -> Stream.of(item.asString().split(",", -1)))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
    }

    /// Whether the list has the value, or there is no such list.
    public static boolean admits(JsonNode wanted, JsonNode value) {
        List<String> texts = texts(wanted);
        return texts.isEmpty() || texts.contains(value.asString());
    }

    /// Adds to a list of the record, and answers what it is now and what is new.
    public static ObjectNode add(ObjectNode record, String field, JsonNode given) {
        JsonNode before = record.path(field);
        return change(record, field, of(before, given), "Added", minus(of(given), before));
    }

    /// Takes from a list of the record, and answers what it is now and what is gone.
    public static ObjectNode remove(ObjectNode record, String field, JsonNode given) {
        JsonNode before = record.path(field);
        ArrayNode rest = minus(before, given);
        return change(record, field, rest, "Removed", minus(before, rest));
    }

    private static ObjectNode change(ObjectNode record, String field, ArrayNode now, String change, ArrayNode changed) {
        record.set(field, now);
        return Documents.of(field, now).set(field + change, changed);
    }

    private static boolean holds(JsonNode list, JsonNode item) {
        return list.valueStream().anyMatch(other -> other.asString().equals(item.asString()));
    }
}
