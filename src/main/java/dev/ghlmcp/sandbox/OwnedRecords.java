package dev.ghlmcp.sandbox;

import dev.ghlmcp.catalog.Json;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Records that belong to a sub-account or to the agency. Nobody else sees them.
///
/// @param owner  the field that names whom a record belongs to
/// @param plural the collection, and its key in a list
record OwnedRecords(Store store, String owner, String plural, InstantSource clock) {
    private static final Set<String> PAGING = Set.of("limit", "skip");

    /// The records whose fields are those of the query, from `skip`, at most `limit`.
    ObjectNode list(Call call) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        ArrayNode list = answer.putArray(plural);
        ObjectNode wanted = call.query().deepCopy().without(PAGING);
        visible(call)
                .filter(record -> wanted.propertyStream()
                        .allMatch(field -> record.path(field.getKey()).equals(field.getValue())))
                .skip(call.query().path("skip").asLong(0))
                .limit(call.query().path("limit").asInt(100))
                .forEach(list::add);
        return answer;
    }

    /// The record of the id in the path.
    ObjectNode find(Call call, String hole) {
        return require(call, call.hole(hole));
    }

    ObjectNode require(Call call, String id) {
        return store.records(plural).require(id, record -> visible(call, record));
    }

    /// Another collection of the same owner.
    OwnedRecords over(String plural) {
        return new OwnedRecords(store, owner, plural, clock);
    }

    ObjectNode create(Call call) {
        ObjectNode record = Json.MAPPER.createObjectNode();
        call.body()
                .propertyStream()
                .filter(field -> !field.getValue().isNull())
                .forEach(field -> record.set(field.getKey(), field.getValue()));
        record.put("createdAt", now()).put("updatedAt", now());
        return store.records(plural).add(record);
    }

    /// Merges the request into the record; null clears.
    ObjectNode update(Call call, String hole) {
        ObjectNode record = find(call, hole);
        call.body().forEachEntry((name, value) -> {
            if (value.isNull()) {
                record.remove(name);
            } else {
                record.set(name, value);
            }
        });
        return record.put("updatedAt", now());
    }

    ObjectNode delete(Call call, String hole) {
        ObjectNode record = find(call, hole);
        store.records(plural).delete(record::equals);
        return record;
    }

    Stream<ObjectNode> visible(Call call) {
        return store.records(plural).stream().filter(record -> visible(call, record));
    }

    String now() {
        return Moment.iso(clock.instant());
    }

    static ObjectNode wrapped(String key, JsonNode record) {
        return Json.MAPPER.createObjectNode().set(key, record);
    }

    private boolean visible(Call call, ObjectNode record) {
        String mine = call.token() == Gate.Token.LOCATION ? Sandbox.LOCATION_ID : Sandbox.COMPANY_ID;
        return record.path(owner).asString("").equals(mine);
    }
}
