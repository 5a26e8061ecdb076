package dev.ghlmcp.sandbox;

import dev.ghlmcp.catalog.Json;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The records of a collection that belong to one sub-account. It sees no others.
///
/// @param field    the field that names the sub-account: `locationId`, or `altId` where the records may have other
/// owners
/// @param location the sub-account
record Located(Records records, String field, String location) {
    /// Those of the sub-account whose token the sandbox takes.
    static Located of(Records records) {
        return new Located(records, "locationId", Sandbox.LOCATION_ID);
    }

    Stream<ObjectNode> stream() {
        return records.stream().filter(this::own);
    }

    /// The first that passes the test, or null.
    ObjectNode find(Predicate<ObjectNode> test) {
        return stream().filter(test).findFirst().orElse(null);
    }

    ObjectNode require(String id) {
        return records.require(id, this::own);
    }

    ObjectNode add(ObjectNode record) {
        return records.add(record.put(field, location));
    }

    /// What a list answers under the key: as many as the call's `limit`, from its `skip` or `offset` on.
    static ObjectNode page(String key, Stream<ObjectNode> found, Call call) {
        ObjectNode query = call.query();
        ObjectNode answer = Json.MAPPER.createObjectNode();
        ArrayNode page = answer.putArray(key);
        found.skip(query.path("skip").asLong(query.path("offset").asLong(0)))
                .limit(query.path("limit").asLong(Long.MAX_VALUE))
                .forEach(page::add);
        return answer;
    }

    private boolean own(ObjectNode record) {
        return record.path(field).asString().equals(location);
    }
}
