package dev.ghlmcp.sandbox.index;

import dev.ghlmcp.sandbox.api.Documents;
import dev.ghlmcp.sandbox.api.RouteCall;
import dev.ghlmcp.sandbox.store.RecordCollection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The records that one call has to do with.
///
/// @param sample makes what the call does not say
record TargetRecords(ResourceType type, RecordCollection records, RouteCall call, String owner, Sample sample) {
    private static final int SAMPLES = 2;

    Stream<ObjectNode> all() {
        return records.all(call);
    }

    /// The record of the id in this hole. Where HighLevel's own records cannot be known, any id has one.
    ObjectNode read(String hole) {
        String id = call.hole(hole);
        Optional<ObjectNode> called = hole.endsWith("ey") ? called(id) : Optional.empty();
        if (called.isPresent()) {
            return called.get();
        }
        return type.known() || records.find(id) != null ? records.require(call, id) : fresh(id);
    }

    /// An object has a key, which may lack its prefix.
    private Optional<ObjectNode> called(String key) {
        return all().filter(record -> List.of(key, key.replaceFirst("^custom_objects\\.", ""))
                        .contains(record.path("key").asString("")))
                .findFirst()
                .map(records::draft);
    }

    private ObjectNode fresh(String id) {
        return Documents.empty().put(type.id(), id).setAll(sample.whole(type.noun(), 1, type.shape()));
    }

    /// The record that the arguments name, or else the latest.
    ObjectNode look() {
        ObjectNode given = given();
        JsonNode id = given.has("_id") ? given.get("_id") : given.path("id");
        if (id.isString() && type.known()) {
            return records.require(call, id.asString());
        }
        List<ObjectNode> named = named();
        return !named.isEmpty()
                ? named.getLast()
                : all().reduce((_, later) -> later).orElseGet(() -> sample.whole(type.noun(), 1, type.shape()));
    }

    ObjectNode create() {
        ObjectNode fresh = sample.record(type.shape());
        return records.add(call, Documents.merge(content(call), fresh));
    }

    /// Changes the record that the arguments name, or makes one.
    ObjectNode put() {
        List<ObjectNode> named = named();
        return named.isEmpty() ? create() : Documents.merge(content(call), records.draft(named.getLast()));
    }

    ObjectNode copy(String hole) {
        ObjectNode source = hole == null ? look() : read(hole);
        ObjectNode copy = source.deepCopy();
        copy.remove(List.of("_id", "id"));
        return records.add(call, Documents.merge(content(call), copy));
    }

    void delete(List<ObjectNode> gone) {
        gone.forEach(record -> records.delete(type.id(), record.path(type.id()).asString()));
    }

    /// @param samples what the records say, of which there are two that say little if this is missing
    void plant(JsonNode samples) {
        if (all().findAny().isEmpty()) {
            int count = samples.isMissingNode() ? SAMPLES : samples.size();
            for (int at = 0; at < count; at++) {
                ObjectNode record = sample.whole(type.noun(), at + 1, type.shape());
                if (samples.get(at) instanceof ObjectNode said) {
                    record.setAll(said);
                }
                records.add(call, record);
            }
        }
    }

    /// The objects that every sub-account has.
    void plantObjects() {
        if (all().findAny().isEmpty()) {
            for (String key : List.of("contact", "opportunity", "business")) {
                ObjectNode object = sample.record(type.shape()).put("key", key).put("standard", true);
                records.add(call, object);
            }
        }
    }

    /// The records whose ids stand anywhere in the arguments.
    List<ObjectNode> named() {
        Set<String> texts = new HashSet<>();
        texts(given(), texts);
        return all().filter(record -> texts.contains(record.path(type.id()).asString()))
                .toList();
    }

    private ObjectNode given() {
        return call.query().deepCopy().setAll(call.body());
    }

    private static void texts(JsonNode node, Set<String> texts) {
        if (node.isString()) {
            texts.addAll(List.of(node.stringValue().split(",", -1)));
        }
        node.forEach(part -> texts(part, texts));
    }

    /// What a body says of a record.
    static ObjectNode content(RouteCall call) {
        ObjectNode content = call.body().deepCopy();
        content.remove(List.of("_id", "id"));
        return content;
    }
}
