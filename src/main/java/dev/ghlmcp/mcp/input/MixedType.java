package dev.ghlmcp.mcp.input;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.operation.annotation.Mixed;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// A value of several kinds. A text that is the JSON of a list of texts is read as the list: clients that can only send
/// texts have no other way.
///
/// @param kind what it takes
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
        return read.isArray() && ListType.fits(read.size(), at, complaints) ? meant(read) : read;
    }

    /// A list without the nulls that clients fill lists with; null if there was nothing else in it.
    private static JsonNode meant(JsonNode list) {
        ArrayNode items = Json.MAPPER.createArrayNode();
        list.forEach(item -> {
            if (!item.isNull()) {
                items.add(item);
            }
        });
        return items.isEmpty() && !list.isEmpty() ? null : items;
    }

    /// The files of a field are an object of objects.
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
