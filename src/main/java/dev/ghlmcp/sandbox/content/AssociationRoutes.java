package dev.ghlmcp.sandbox.content;

import dev.ghlmcp.sandbox.api.ApiError;
import dev.ghlmcp.sandbox.api.Documents;
import dev.ghlmcp.sandbox.api.Route;
import dev.ghlmcp.sandbox.api.RouteCall;
import dev.ghlmcp.sandbox.store.RecordCollection;
import dev.ghlmcp.sandbox.store.SandboxStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The endpoints under `/associations`: how objects may be connected, and which of their records are.
public record AssociationRoutes(SandboxStore store, RecordCollection associations, RecordCollection relations) {
    /// Where the records of an object are. Those of custom objects are not kept, and any id is taken for one.
    private static final Map<String, String> COLLECTIONS =
            Map.of("contact", "contacts", "business", "businesses", "opportunity", "opportunities");

    private static final String ID = "associationId";
    private static final String PAIR = "locationId associationId firstRecordId secondRecordId";

    public AssociationRoutes(SandboxStore store) {
        this(store, store.records("associations"), store.records("relations"));
    }

    public List<Route> routes() {
        String one = "/associations/{associationId}";
        return List.of(
                Route.get("/associations/", call -> listed("associations", associations.all(call), call)),
                Route.post("/associations/", this::create),
                Route.get("/associations/key/{key_name}", this::byKey),
                Route.get("/associations/objectKey/{objectKey}", this::ofObject),
                Route.get("/associations/relations/{recordId}", this::relationsOf),
                Route.post("/associations/relations", this::relate),
                Route.delete("/associations/relations/{relationId}", this::unrelate),
                Route.get(one, call -> associations.find(call, ID)),
                Route.put(one, call -> associations.update(call, ID)),
                Route.delete(one, this::delete));
    }

    private ObjectNode create(RouteCall call) {
        String key = call.body().get("key").asString();
        if (ofKey(call, key).isPresent()) {
            throw ApiError.badRequest("Association with key " + key + " already exists");
        }
        for (String end : List.of("firstObjectKey", "secondObjectKey")) {
            String object = call.body().get(end).asString();
            if (!COLLECTIONS.containsKey(object) && !object.startsWith("custom_objects.")) {
                throw ApiError.badRequest("Object with key " + object + " not found");
            }
        }
        return associations.create(call, Documents.empty().put("associationType", "USER_DEFINED"));
    }

    private ObjectNode byKey(RouteCall call) {
        String key = call.hole("key_name");
        return ofKey(call, key).orElseThrow(() -> ApiError.badRequest("Association with key " + key + " not found"));
    }

    private Optional<ObjectNode> ofKey(RouteCall call, String key) {
        return associations
                .all(call)
                .filter(association -> association.path("key").asString().equals(key))
                .findFirst();
    }

    private ObjectNode ofObject(RouteCall call) {
        return listed(
                "associations",
                associations.all(call).filter(association -> joins(association, "ObjectKey", call.hole("objectKey"))),
                call);
    }

    private ObjectNode delete(RouteCall call) {
        ObjectNode association = associations.find(call, ID);
        if (association.path("associationType").asString().equals("SYSTEM_DEFINED")) {
            throw ApiError.badRequest("System defined associations can not be deleted");
        }
        JsonNode id = association.get("id");
        relations.delete(ID, id.asString());
        associations.delete(call, ID);
        return deleted("Association", id);
    }

    private ObjectNode relationsOf(RouteCall call) {
        Stream<ObjectNode> found = relations
                .all(call)
                .filter(relation -> joins(relation, "RecordId", call.hole("recordId")))
                .filter(relation -> call.lists("associationIds", relation.get(ID)))
                .filter(relation -> exists(relation, "first") && exists(relation, "second"));
        return listed("relations", found, call);
    }

    private ObjectNode relate(RouteCall call) {
        ObjectNode relation = call.body().deepCopy();
        String associationId = relation.get("associationId").asString();
        ObjectNode association = associations.require(call, associationId);
        if (relations.all(call).anyMatch(other -> relation.equals(Documents.pick(other, PAIR)))) {
            throw ApiError.badRequest(
                    "Could not create relation: duplicate relation of object Ids for given association "
                            + associationId);
        }
        for (String end : List.of("first", "second")) {
            relation.set(end + "ObjectKey", association.get(end + "ObjectKey"));
            if (!exists(relation, end)) {
                throw ApiError.badRequest(
                        "Record with id " + relation.get(end + "RecordId").asString() + " not found for object "
                                + relation.get(end + "ObjectKey").asString());
            }
        }
        return relations.add(call, relation);
    }

    private ObjectNode unrelate(RouteCall call) {
        return deleted("Relation", relations.delete(call, "relationId").get("id"));
    }

    private boolean exists(ObjectNode relation, String end) {
        String collection = COLLECTIONS.get(relation.get(end + "ObjectKey").asString());
        RecordCollection records = collection == null ? null : store.records(collection);
        return records == null || records.find(relation.get(end + "RecordId").asString()) != null;
    }

    private static boolean joins(ObjectNode joint, String field, String value) {
        return Stream.of("first", "second")
                .anyMatch(end -> joint.path(end + field).asString().equals(value));
    }

    private static ObjectNode listed(String key, Stream<ObjectNode> all, RouteCall call) {
        List<ObjectNode> found = all.toList();
        return Documents.list(key, call.page(found.stream())).put("total", found.size());
    }

    private static ObjectNode deleted(String noun, JsonNode id) {
        return Documents.done("deleted").set("id", id).put("message", noun + " deleted successfully");
    }
}
