package dev.ghlmcp.sandbox.store;

import dev.ghlmcp.sandbox.api.ApiError;
import dev.ghlmcp.sandbox.api.Documents;
import dev.ghlmcp.sandbox.api.IdShape;
import dev.ghlmcp.sandbox.api.RouteCall;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One collection, in the order of insertion. What finds one record hands it out live, for a write to change: in a
/// [SandboxStore#whole] write it is a copy that takes the record's place, so that a refusal can bring the record back.
/// What streams records hands them out for reading; `draft` makes one of them a record to change.
///
/// To a call, records of another sub-account, agency or parent are as if they were not there.
public final class RecordCollection {
    private final SandboxStore store;
    private final String name;
    private final String noun;
    private final IdShape ids;
    private final String key;
    private final Map<String, String> owners = new LinkedHashMap<>();
    private final Map<String, ObjectNode> byId = new LinkedHashMap<>();
    private final Set<String> deleted = new HashSet<>();
    private final SearchIndex index;

    /// @param declaration `noun` names one record in messages; `ids` is how ids look; `key` is the field that holds
    /// the id, `id` unless told; `of` has the fields that name a record's owners, each with the owners'
    /// collection or null
    RecordCollection(SandboxStore store, String name, JsonNode declaration) {
        this.store = store;
        this.name = name;
        this.index = new SearchIndex(store);
        this.noun = declaration.get("noun").stringValue();
        this.ids = IdShape.valueOf(declaration.get("ids").stringValue());
        this.key = declaration.path("key").asString("id");
        declaration.path("of").forEachEntry((field, collection) -> owners.put(field, collection.stringValue(null)));
    }

    /// Those that the call may see.
    public Stream<ObjectNode> all(RouteCall call) {
        return stream().filter(own(call));
    }

    /// Those of them that a search sees, as they were a while ago.
    public Stream<ObjectNode> indexed(RouteCall call) {
        return index.of(byId).filter(own(call));
    }

    /// A record as searches see it. One that they do not see yet is as it is.
    public ObjectNode indexed(String id) {
        ObjectNode seen = index.of(id, byId.get(id));
        return seen == null ? require(id) : seen;
    }

    /// The record whose id is in this hole of the path.
    public ObjectNode find(RouteCall call, String hole) {
        return require(call, call.hole(hole));
    }

    public ObjectNode require(RouteCall call, String id) {
        return require(id, own(call));
    }

    /// Makes a record of the request.
    ///
    /// @param fresh what it has if the request does not say otherwise
    public ObjectNode create(RouteCall call, ObjectNode fresh) {
        return add(call, Documents.merge(call.body(), fresh));
    }

    /// Keeps a new record, which belongs to the owners that the call is about.
    public ObjectNode add(RouteCall call, ObjectNode record) {
        own(call);
        owners.keySet().forEach(field -> record.put(field, call.owner(field)));
        return add(record);
    }

    /// Merges the request into the record whose id is in this hole of the path.
    public ObjectNode update(RouteCall call, String hole) {
        return Documents.merge(call.body(), find(call, hole));
    }

    public ObjectNode delete(RouteCall call, String hole) {
        ObjectNode record = find(call, hole);
        remove(record);
        return record;
    }

    /// Deletes the record whose id is in this hole of the path.
    ///
    /// @param done what the endpoint calls it
    public ObjectNode delete(RouteCall call, String hole, String done) {
        delete(call, hole);
        return Documents.done(done);
    }

    private Predicate<ObjectNode> own(RouteCall call) {
        owners.forEach((field, collection) -> {
            if (collection != null) {
                store.records(collection).require(call, call.owner(field));
            }
        });
        return record -> owners.keySet().stream()
                .allMatch(field -> record.path(field).asString().equals(call.owner(field)));
    }

    /// Keeps the record under its id, or gives it a new one.
    public ObjectNode add(ObjectNode record) {
        if (!record.has(key)) {
            ObjectNode rest = record.deepCopy();
            record.removeAll();
            record.put(key, ids.next()).setAll(rest);
        }
        String id = record.get(key).stringValue();
        byId.put(id, record);
        if (store.transaction() != null) {
            store.transaction().wrote(record, () -> byId.remove(id));
            touched(id, null);
        }
        return record;
    }

    /// The record of this id, or null.
    public ObjectNode find(String id) {
        ObjectNode record = byId.get(id);
        return record == null ? null : draft(record);
    }

    /// One of these records, to change.
    public ObjectNode draft(ObjectNode record) {
        Transaction transaction = store.transaction();
        if (transaction == null || transaction.owns(record)) {
            return record;
        }
        String id = record.get(key).stringValue();
        ObjectNode draft = record.deepCopy();
        byId.put(id, draft);
        transaction.wrote(draft, () -> byId.put(id, record));
        touched(id, record);
        return draft;
    }

    public ObjectNode require(String id) {
        return require(id, record -> true);
    }

    /// The record of this id, if it also passes the test. An unknown id is a bad request, not a 404.
    public ObjectNode require(String id, Predicate<ObjectNode> test) {
        ObjectNode record = byId.get(id);
        if (record == null || !test.test(record)) {
            throw ApiError.badRequest(noun + " with id " + id + " not found");
        }
        return draft(record);
    }

    /// Those where the field has this value.
    public Stream<ObjectNode> where(String field, String value) {
        return stream().filter(record -> record.path(field).asString().equals(value));
    }

    /// Deletes those where the field has this value.
    public void delete(String field, String value) {
        where(field, value).toList().forEach(this::remove);
    }

    private void remove(ObjectNode record) {
        String id = record.get(key).stringValue();
        if (store.transaction() != null) {
            // Whole, because a record that is put back must stand where it stood.
            Map<String, ObjectNode> before = new LinkedHashMap<>(byId);
            store.transaction().did(() -> {
                byId.clear();
                byId.putAll(before);
                deleted.remove(id);
            });
            touched(id, record);
        }
        byId.remove(id);
        deleted.add(id);
    }

    private void touched(String id, ObjectNode before) {
        store.transaction().touched(name, id, before, () -> byId.get(id));
        index.changes(id, before);
    }

    public boolean deleted(String id) {
        return deleted.contains(id);
    }

    public boolean fits(String id) {
        return ids.fits(id);
    }

    public Stream<ObjectNode> stream() {
        return byId.values().stream();
    }
}
