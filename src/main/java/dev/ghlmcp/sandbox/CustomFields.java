package dev.ghlmcp.sandbox;

import dev.ghlmcp.catalog.Json;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes the values of custom fields into a record: they merge by the field's id, and an empty one goes.
///
/// @param model whose fields: `contact` or `opportunity`
/// @param key   what a record calls the value
record CustomFields(Store store, String model, String key) {
    void write(JsonNode given, ObjectNode record) {
        given.forEach(field -> writeOne(field, record));
    }

    private void writeOne(JsonNode given, ObjectNode record) {
        ObjectNode definition = definition(given);
        // HighLevel answers 2xx to a custom field that the location does not have, and keeps nothing of it.
        if (definition == null) {
            return;
        }
        String id = definition.get("id").stringValue();
        ArrayNode kept = Json.MAPPER.createArrayNode();
        record.path("customFields")
                .valueStream()
                .filter(field -> !field.path("id").asString().equals(id))
                .forEach(kept::add);
        JsonNode value = given.has("field_value") ? given.get("field_value") : given.path("fieldValue");
        if (!value.isMissingNode() && !value.isNull() && !value.asString("-").isEmpty()) {
            kept.addObject()
                    .put("id", id)
                    .set(key, stored(definition.path("dataType").asString(), value));
        }
        record.set("customFields", kept);
    }

    private ObjectNode definition(JsonNode given) {
        String id = given.path("id").asString("");
        String prefix = model + ".";
        String name = given.path("key").asString("");
        String fieldKey = name.startsWith(prefix) ? name : prefix + name;
        return store.records("customFields").stream()
                .filter(field -> field.path("model").asString().equals(model))
                .filter(field -> field.path("id").asString().equals(id)
                        || field.path("fieldKey").asString().equals(fieldKey))
                .findFirst()
                .orElse(null);
    }

    private static JsonNode stored(String dataType, JsonNode value) {
        return switch (dataType) {
            case "DATE" -> {
                Instant date = Moment.of(value);
                yield date == null ? value : Json.MAPPER.getNodeFactory().numberNode(date.toEpochMilli());
            }
            case "NUMERICAL", "MONETORY" ->
                value.isString() && value.stringValue().matches("-?\\d+(\\.\\d+)?")
                        ? Json.MAPPER.readTree(value.stringValue())
                        : value;
            default -> value;
        };
    }
}
