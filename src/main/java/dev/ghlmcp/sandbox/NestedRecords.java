package dev.ghlmcp.sandbox;

import dev.ghlmcp.catalog.Json;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Records that belong to a parent and carry its id, such as the notes of a contact.
///
/// @param parents  the collection of the parents, and its word in the path
/// @param parentId the field that names the parent, and its hole in the path
/// @param plural   the collection, its word in the path and its key in a list
/// @param singular the key of one record
/// @param id       the record's hole in the path
/// @param fields   what a new record takes; an update takes the same, all of it optional
/// @param fresh    gives a new record what it has beyond the request
record NestedRecords(
        Store store,
        String parents,
        String parentId,
        String plural,
        String singular,
        String id,
        String fields,
        Consumer<ObjectNode> fresh) {

    /// List, create, read, update and delete.
    List<Route> routes() {
        String all = "/" + parents + "/{" + parentId + "}/" + plural;
        String one = all + "/{" + id + "}";
        return List.of(
                Route.get(all, this::list),
                Route.post(all, Fields.of(fields), this::create),
                Route.get(one, call -> answer(find(call))),
                Route.put(one, Fields.of(fields.replace("!", "")), this::update),
                Route.delete(one, Fields.UNCHECKED, this::delete));
    }

    private ObjectNode list(Call call) {
        String parent = parent(call);
        ObjectNode answer = Json.MAPPER.createObjectNode();
        ArrayNode list = answer.putArray(plural);
        store.records(plural).stream()
                .filter(record -> belongs(record, parent))
                .toList()
                .reversed()
                .forEach(list::add);
        return answer;
    }

    private ObjectNode create(Call call) {
        ObjectNode record = call.body().deepCopy().put(parentId, parent(call));
        fresh.accept(record);
        return answer(store.records(plural).add(record));
    }

    /// Merges the request into the record.
    ObjectNode update(Call call) {
        ObjectNode record = find(call);
        record.setAll(call.body());
        return answer(record);
    }

    private ObjectNode delete(Call call) {
        ObjectNode record = find(call);
        store.records(plural).delete(other -> other == record);
        return Json.MAPPER.createObjectNode().put("succeded", true);
    }

    private ObjectNode find(Call call) {
        String parent = parent(call);
        return store.records(plural).require(call.hole(id), record -> belongs(record, parent));
    }

    private String parent(Call call) {
        String parent = call.hole(parentId);
        store.records(parents).require(parent);
        return parent;
    }

    private boolean belongs(ObjectNode record, String parent) {
        return record.path(parentId).asString().equals(parent);
    }

    private ObjectNode answer(ObjectNode record) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        answer.set(singular, record);
        return answer;
    }
}
