package dev.ghlmcp.sandbox.view;

import dev.ghlmcp.sandbox.api.ApiError;
import dev.ghlmcp.sandbox.api.Documents;
import dev.ghlmcp.sandbox.api.Timestamps;
import dev.ghlmcp.sandbox.store.SandboxStore;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The values of custom fields that a request writes: they merge by the field's id, and an empty one goes.
///
/// @param location whose fields
/// @param model what they are fields of: `contact` or `opportunity`
/// @param key   what a record calls the value
public record CustomFields(SandboxStore store, JsonNode location, String model, String key) {
    /// What a record has after it is given these.
    public ArrayNode merged(JsonNode given, JsonNode before) {
        Map<String, JsonNode> byId = new LinkedHashMap<>();
        before.forEach(field -> byId.put(field.path("id").asString(), field));
        for (JsonNode field : given) {
            ObjectNode definition = definition(field);
            // HighLevel answers 2xx to a custom field that the location does not have, and keeps nothing of it.
            if (definition == null) {
                continue;
            }
            String id = definition.get("id").stringValue();
            byId.remove(id);
            JsonNode value = field.has("field_value") ? field.get("field_value") : field.path("fieldValue");
            if (!value.isMissingNode() && !Documents.blank(value) && !(value.isContainer() && value.isEmpty())) {
                JsonNode selected = stored(definition, value);
                byId.put(id, Documents.empty().put("id", id).set(key, selected));
            }
        }
        return Documents.array(byId.values().stream());
    }

    private ObjectNode definition(JsonNode given) {
        String id = given.path("id").asString("");
        String prefix = model + ".";
        String name = given.path("key").asString("");
        String fieldKey = name.startsWith(prefix) ? name : prefix + name;
        return store.records("customFields")
                .where("model", model)
                .filter(field -> field.path("locationId").equals(location))
                .filter(field -> field.path("id").asString().equals(id)
                        || field.path("fieldKey").asString().equals(fieldKey))
                .findFirst()
                .orElse(null);
    }

    private static JsonNode stored(ObjectNode definition, JsonNode value) {
        String name = definition.get("fieldKey").stringValue().replaceFirst("^\\w+\\.", "");
        return switch (definition.path("dataType").asString()) {
            case "DATE" -> {
                Instant date = Timestamps.of(value);
                if (date == null) {
                    throw ApiError.violation(
                            "customFields must have a date such as 2026-12-01 for a field of type DATE");
                }
                yield JsonNodeFactory.instance.numberNode(date.toEpochMilli());
            }
            case "NUMERICAL", "MONETORY" -> {
                if (!value.isNumber() && !value.asString("").matches("-?\\d+(\\.\\d+)?")) {
                    throw ApiError.violation("customFields must have a number for " + name);
                }
                yield value.isString()
                        ? JsonNodeFactory.instance.numberNode(new BigDecimal(value.stringValue()))
                        : value;
            }
            case "SINGLE_OPTIONS", "RADIO" -> {
                JsonNode options = definition.path("picklistOptions");
                boolean open = definition.path("isAllowedCustomOption").asBoolean(false);
                if (!open && options.valueStream().noneMatch(value::equals)) {
                    throw ApiError.violation("customFields must have one of the options of " + name + ": "
                            + options.valueStream().map(JsonNode::asString).collect(Collectors.joining(", ")));
                }
                yield value;
            }
            default -> value;
        };
    }
}
