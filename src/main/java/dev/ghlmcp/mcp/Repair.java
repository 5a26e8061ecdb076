package dev.ghlmcp.mcp;

import dev.ghlmcp.catalog.Json;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Undoes what models and scripts often do to arguments: numbers, booleans, lists and objects sent as strings
/// (some encode twice), one item where a list is wanted, a number where a text is wanted. What it cannot read it
/// leaves for the validation to complain about.
final class Repair {
    private static final int MOST_LAYERS = 3;

    private Repair() {}

    /// A copy of the arguments with every value in its schema's type where that loses nothing.
    static ObjectNode of(ObjectNode arguments, JsonNode schema) {
        ObjectNode repaired = arguments.objectNode();
        arguments
                .properties()
                .forEach(entry -> repaired.set(
                        entry.getKey(),
                        value(entry.getValue(), schema.path("properties").path(entry.getKey()))));
        return repaired;
    }

    private static JsonNode value(JsonNode value, JsonNode schema) {
        String type = type(schema);
        return switch (type) {
            case "integer", "number", "boolean" -> value.isString() ? decoded(value, type) : value;
            case "string" -> value.isNumber() ? StringNode.valueOf(value.asString()) : value;
            case "object" -> decoded(value, type) instanceof ObjectNode object ? of(object, schema) : value;
            case "array" -> list(value, schema);
            default -> value;
        };
    }

    private static JsonNode list(JsonNode value, JsonNode schema) {
        JsonNode decoded = decoded(value, "array");
        if (decoded.isNull()) {
            return decoded;
        }
        ArrayNode items = Json.MAPPER.createArrayNode();
        for (JsonNode item : decoded.isArray() ? decoded : List.of(decoded)) {
            items.add(value(item, schema.path("items")));
        }
        return items;
    }

    /// Takes JSON out of a string, layer by layer, until a value of this type appears.
    private static JsonNode decoded(JsonNode value, String type) {
        JsonNode inner = value;
        for (int layer = 0; layer < MOST_LAYERS && inner.isString(); layer++) {
            try {
                inner = Json.MAPPER.readTree(inner.stringValue().strip());
            } catch (JacksonException _) {
                return value;
            }
            if (fits(inner, type)) {
                return inner;
            }
        }
        return value;
    }

    private static boolean fits(JsonNode value, String type) {
        return switch (type) {
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "object" -> value.isObject();
            default -> value.isArray();
        };
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray() ? type.path(0).asString("") : type.asString("");
    }
}
