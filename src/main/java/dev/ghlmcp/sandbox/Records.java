package dev.ghlmcp.sandbox;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// One collection, in the order of insertion. Its records are handed out live: who changes one changes the collection.
final class Records {
    private final String noun;
    private final IdShape ids;
    private final String key;
    private final Map<String, ObjectNode> byId = new LinkedHashMap<>();
    private final Set<String> deleted = new HashSet<>();

    /// @param noun names one record in messages
    /// @param key  the field that holds the id: `id`, or `_id` as some services write it
    Records(String noun, IdShape ids, String key) {
        this.noun = noun;
        this.ids = ids;
        this.key = key;
    }

    /// Keeps the record under its id, or gives it a new one.
    ObjectNode add(ObjectNode record) {
        if (!record.has(key)) {
            ObjectNode rest = record.deepCopy();
            record.removeAll();
            record.put(key, ids.next()).setAll(rest);
        }
        byId.put(record.get(key).stringValue(), record);
        return record;
    }

    ObjectNode find(String id) {
        return byId.get(id);
    }

    ObjectNode require(String id) {
        return require(id, record -> true);
    }

    /// The record of this id, if it also passes the test. An unknown id is a bad request, not a 404.
    ObjectNode require(String id, Predicate<ObjectNode> test) {
        ObjectNode record = byId.get(id);
        if (record == null || !test.test(record)) {
            throw Refusal.badRequest(noun + " with id " + id + " not found");
        }
        return record;
    }

    void delete(Predicate<ObjectNode> test) {
        for (ObjectNode record : List.copyOf(byId.values())) {
            if (test.test(record)) {
                String id = record.get(key).stringValue();
                byId.remove(id);
                deleted.add(id);
            }
        }
    }

    boolean deleted(String id) {
        return deleted.contains(id);
    }

    boolean fits(String id) {
        return ids.fits(id);
    }

    Stream<ObjectNode> stream() {
        return byId.values().stream();
    }
}
