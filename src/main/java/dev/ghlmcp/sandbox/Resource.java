package dev.ghlmcp.sandbox;

import dev.ghlmcp.catalog.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What the endpoints of one collection have in common.
///
/// @param hole  where the path has a record's id
/// @param scope fields that narrow what a call is about, if its path or query has them
record Resource(Records records, String hole, List<String> scope) {
    List<ObjectNode> all(Call call) {
        return records.stream()
                .filter(record -> scope.stream()
                        .filter(field -> call.query().has(field))
                        .allMatch(field ->
                                same(record, field, call.query().get(field).asString())))
                .filter(record -> inPath(record, call))
                .toList();
    }

    ObjectNode find(Call call) {
        return records.require(call.hole(hole), record -> inPath(record, call));
    }

    /// @param defaults what the record has if the request does not say otherwise
    ObjectNode create(Call call, ObjectNode body, ObjectNode defaults) {
        merge(defaults, body);
        scope.stream()
                .filter(field -> call.hole(field) != null)
                .forEach(field -> defaults.put(field, call.hole(field)));
        return records.add(defaults);
    }

    ObjectNode update(Call call) {
        return merge(find(call), call.body());
    }

    void delete(Call call) {
        ObjectNode record = find(call);
        records.delete(other -> other.equals(record));
    }

    /// Null clears, everything else overwrites.
    static ObjectNode merge(ObjectNode record, ObjectNode body) {
        body.forEachEntry((name, value) -> {
            if (value.isNull()) {
                record.remove(name);
            } else {
                record.set(name, value);
            }
        });
        return record;
    }

    /// The part of a list that the query asks for by `limit` and by `skip` or `offset`.
    static List<ObjectNode> page(List<ObjectNode> all, Call call) {
        long skip = number(call, "skip", 0) + number(call, "offset", 0);
        return all.stream().skip(skip).limit(number(call, "limit", 100)).toList();
    }

    static long number(Call call, String name, long otherwise) {
        return call.query().has(name) ? Long.parseLong(call.query().get(name).stringValue()) : otherwise;
    }

    static ArrayNode list(List<ObjectNode> records) {
        return Json.MAPPER.createArrayNode().addAll(records);
    }

    static ObjectNode wrap(String key, JsonNode value) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        answer.set(key, value);
        return answer;
    }

    static ObjectNode done(String key) {
        return Json.MAPPER.createObjectNode().put(key, true);
    }

    private boolean inPath(ObjectNode record, Call call) {
        return scope.stream()
                .filter(field -> call.hole(field) != null)
                .allMatch(field -> same(record, field, call.hole(field)));
    }

    private static boolean same(ObjectNode record, String field, String value) {
        return record.path(field).asString().equals(value);
    }
}
