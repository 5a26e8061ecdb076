package dev.ghlmcp.sandbox;

import dev.ghlmcp.catalog.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The endpoints under `/associations`: how objects may be connected, and which of their records are.
record Associations(Store store) {
    /// Where the records of an object are. Those of custom objects are not kept, and any id is taken for one.
    private static final Map<String, String> COLLECTIONS =
            Map.of("contact", "contacts", "business", "businesses", "opportunity", "opportunities");

    List<Route> routes() {
        Fields location = Fields.of("locationId:string!");
        Fields paged = location.and("skip:digits! limit:digits!");
        Fields labels = Fields.of("firstObjectLabel:string! secondObjectLabel:string!");
        String one = "/associations/{associationId}";
        return List.of(
                Route.get("/associations/", call -> listed(associations().stream(), call))
                        .query(paged),
                Route.post(
                        "/associations/",
                        labels.and("locationId:string! key:string! firstObjectKey:string! secondObjectKey:string!"),
                        this::create),
                Route.get("/associations/key/{key_name}", this::byKey).query(location),
                Route.get("/associations/objectKey/{objectKey}", this::ofObject).query(Fields.of("locationId:string")),
                Route.get("/associations/relations/{recordId}", this::relationsOf)
                        .query(paged.and("associationIds:any")),
                Route.post(
                        "/associations/relations",
                        Fields.of("locationId:string! associationId:string! firstRecordId:string!"
                                + " secondRecordId:string!"),
                        this::relate),
                Route.delete("/associations/relations/{relationId}", Fields.UNCHECKED, this::unrelate)
                        .query(location),
                Route.get(one, this::association),
                Route.put(one, labels, call -> association(call).setAll(call.body())),
                Route.delete(one, Fields.UNCHECKED, this::delete));
    }

    private ObjectNode create(Call call) {
        String key = call.body().get("key").asString();
        if (associations().find(other -> other.path("key").asString().equals(key)) != null) {
            throw Refusal.badRequest("Association with key " + key + " already exists");
        }
        for (String end : List.of("firstObjectKey", "secondObjectKey")) {
            String object = call.body().get(end).asString();
            if (!COLLECTIONS.containsKey(object) && !object.startsWith("custom_objects.")) {
                throw Refusal.badRequest("Object with key " + object + " not found");
            }
        }
        return associations().add(call.body().deepCopy().put("associationType", "USER_DEFINED"));
    }

    private ObjectNode byKey(Call call) {
        String key = call.hole("key_name");
        ObjectNode association =
                associations().find(other -> other.path("key").asString().equals(key));
        if (association == null) {
            throw Refusal.badRequest("Association with key " + key + " not found");
        }
        return association;
    }

    private ObjectNode ofObject(Call call) {
        return listed(
                associations().stream().filter(association -> joins(association, "ObjectKey", call.hole("objectKey"))),
                call);
    }

    private ObjectNode delete(Call call) {
        ObjectNode association = association(call);
        if (association.path("associationType").asString().equals("SYSTEM_DEFINED")) {
            throw Refusal.badRequest("System defined associations can not be deleted");
        }
        JsonNode id = association.get("id");
        relations().records().delete(relation -> relation.get("associationId").equals(id));
        associations().records().delete(association::equals);
        return deleted("Association", id);
    }

    private ObjectNode relationsOf(Call call) {
        JsonNode given = call.query().path("associationIds");
        List<String> wanted = (given.isArray() ? given.valueStream() : Stream.of(given))
                .map(JsonNode::asString)
                .filter(id -> !id.isEmpty())
                .toList();
        List<ObjectNode> found = relations().stream()
                .filter(relation -> joins(relation, "RecordId", call.hole("recordId")))
                .filter(relation -> wanted.isEmpty()
                        || wanted.contains(relation.get("associationId").asString()))
                .filter(relation -> exists(relation, "first") && exists(relation, "second"))
                .toList();
        return Located.page("relations", found.stream(), call).put("total", found.size());
    }

    private ObjectNode relate(Call call) {
        ObjectNode relation = call.body().deepCopy();
        String associationId = relation.get("associationId").asString();
        ObjectNode association = associations().require(associationId);
        if (relations()
                        .find(other -> Documents.pick(other, "locationId associationId firstRecordId secondRecordId")
                                .equals(call.body()))
                != null) {
            throw Refusal.badRequest(
                    "Could not create relation: duplicate relation of object Ids for given association "
                            + associationId);
        }
        for (String end : List.of("first", "second")) {
            relation.set(end + "ObjectKey", association.get(end + "ObjectKey"));
            if (!exists(relation, end)) {
                throw Refusal.badRequest(
                        "Record with id " + relation.get(end + "RecordId").asString() + " not found for object "
                                + relation.get(end + "ObjectKey").asString());
            }
        }
        return relations().add(relation);
    }

    private ObjectNode unrelate(Call call) {
        ObjectNode relation = relations().require(call.hole("relationId"));
        relations().records().delete(relation::equals);
        return deleted("Relation", relation.get("id"));
    }

    private boolean exists(ObjectNode relation, String end) {
        String collection = COLLECTIONS.get(relation.get(end + "ObjectKey").asString());
        Records records = collection == null ? null : store.records(collection);
        return records == null || records.find(relation.get(end + "RecordId").asString()) != null;
    }

    private static boolean joins(ObjectNode joint, String field, String value) {
        return Stream.of("first", "second")
                .anyMatch(end -> joint.path(end + field).asString().equals(value));
    }

    private static ObjectNode listed(Stream<ObjectNode> associations, Call call) {
        List<ObjectNode> found = associations.toList();
        return Located.page("associations", found.stream(), call).put("total", found.size());
    }

    private static ObjectNode deleted(String noun, JsonNode id) {
        ObjectNode answer = Json.MAPPER.createObjectNode().put("deleted", true);
        answer.set("id", id);
        return answer.put("message", noun + " deleted successfully");
    }

    private ObjectNode association(Call call) {
        return associations().require(call.hole("associationId"));
    }

    private Located associations() {
        return Located.of(store.records("associations"));
    }

    private Located relations() {
        return Located.of(store.records("relations"));
    }
}
