package dev.ghlmcp.sandbox.index;

import dev.ghlmcp.json.Json;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What an endpoint answers, and where in it the records stand.
///
/// @param kinds of all that it answers, as `answers.json` has them; missing where no document says
/// @param place of the record, or of the list of records, in it; missing if none is answered
record AnswerShape(JsonNode kinds, JsonNode place) {
    private static final Set<String> ASIDE = Set.of("meta", "metadata", "pagination", "aggregations", "stats");

    /// Where one record stands: the whole if it has an id, or else the first object with one, or else the first object.
    static AnswerShape one(JsonNode kinds) {
        JsonNode place = identified(kinds) ? kinds : first(kinds, AnswerShape::identified);
        return new AnswerShape(kinds, place.isMissingNode() ? first(kinds, JsonNode::isObject) : place);
    }

    /// Where records stand as a list: the first list of objects, or else the first list. Where the documents show one
    /// record instead, the list stands in its place.
    static AnswerShape list(JsonNode kinds) {
        JsonNode place = kinds.isArray() ? kinds : first(kinds, AnswerShape::lists);
        if (place.isMissingNode()) {
            place = identified(kinds) ? kinds : first(kinds, JsonNode::isArray);
        }
        return new AnswerShape(kinds, place.isMissingNode() ? first(kinds, JsonNode::isObject) : place);
    }

    /// Whether the documents show a list of records.
    static boolean listed(JsonNode kinds) {
        return lists(kinds)
                || (!identified(kinds) && !first(kinds, AnswerShape::lists).isMissingNode());
    }

    /// What is known of one record.
    JsonNode record() {
        return place.isArray() ? place.path(0) : place;
    }

    /// An answer in which these records stand in their place.
    ///
    /// @param records a record or a list of them
    JsonNode with(JsonNode records, Sample sample) {
        return filled(kinds, records, sample);
    }

    @SuppressWarnings("ReferenceEquality") // A place is a node, of which there may be equal ones.
    private JsonNode filled(JsonNode kind, JsonNode records, Sample sample) {
        if (kind == place) {
            return records.deepCopy();
        }
        if (!(kind instanceof ObjectNode)) {
            return sample.of("", kind);
        }
        ObjectNode answer = Json.MAPPER.createObjectNode();
        kind.forEachEntry((name, part) -> answer.set(
                name,
                part == place || (part.isObject() && !part.isEmpty())
                        ? filled(part, records, sample)
                        : sample.of(name, part)));
        return answer;
    }

    private static boolean identified(JsonNode kinds) {
        return kinds.has("_id") || kinds.has("id") || (kinds.has("name") && kinds.has("altId"));
    }

    private static boolean lists(JsonNode kinds) {
        return kinds.isArray() && kinds.path(0).isObject();
    }

    /// The first of the parts that passes, those that stand further out before others.
    @SuppressWarnings("ReferenceEquality")
    private static JsonNode first(JsonNode kinds, Predicate<JsonNode> wanted) {
        Deque<JsonNode> open = new ArrayDeque<>(List.of(kinds));
        while (!open.isEmpty()) {
            JsonNode node = open.remove();
            if (node != kinds && wanted.test(node)) {
                return node;
            }
            if (node.isObject()) {
                node.forEachEntry((name, part) -> {
                    if (part.isContainer() && !ASIDE.contains(name)) {
                        open.add(part);
                    }
                });
            }
        }
        return Json.MAPPER.missingNode();
    }
}
