package dev.ghlmcp.mcp.input;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.operation.annotation.Mixed;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// A value of one of several types. A text that is the JSON of a list of texts is read as the list, because some
/// clients can send nothing but texts.
///
/// @param kind says which types
record MixedType(Mixed.Kind kind) implements ArgumentType {
    @Override
    public JsonNode read(JsonNode value, ArgumentPath at, Complaints complaints) {
        if (value.isNumber() && !NumberType.finite(value)) {
            return ArgumentType.refuse(value, at, "a number that fits 64 bits", complaints);
        }
        JsonNode read = JsonText.decoded(value, this::wanted);
        if (kind == Mixed.Kind.CUSTOM_FIELD && !isOfCustomField(read)) {
            return ArgumentType.refuse(value, at, "a text, a number or a list of texts", complaints);
        }
        return read.isArray() && ListType.fits(read.size(), at, complaints) ? withoutNulls(read) : read;
    }

    /// The list without nulls; null if it had nothing else.
    private static JsonNode withoutNulls(JsonNode list) {
        ArrayNode items = Json.MAPPER.createArrayNode();
        list.forEach(item -> {
            if (!item.isNull()) {
                items.add(item);
            }
        });
        return items.isEmpty() && !list.isEmpty() ? null : items;
    }

    /// A field with files has an object of objects.
    private static boolean isOfCustomField(JsonNode value) {
        return value.isObject()
                ? value.valueStream().allMatch(JsonNode::isObject)
                : !value.isBoolean() && value.valueStream().allMatch(JsonNode::isValueNode);
    }

    @Override
    public boolean takesEmpty() {
        return true;
    }

    private boolean wanted(JsonNode value) {
        return kind == Mixed.Kind.FILTER
                ? value.isContainer()
                : value.isArray() && value.valueStream().allMatch(JsonNode::isString);
    }
}
