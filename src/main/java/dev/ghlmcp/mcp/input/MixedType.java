package dev.ghlmcp.mcp.input;

import dev.ghlmcp.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// A value of any kind. A text that is the JSON of a list of texts is read as the list: clients that can only send
/// texts have no other way.
///
/// @param parsed a text that is the JSON of any list or object is read as that
record MixedType(boolean parsed) implements ArgumentType {
    @Override
    public JsonNode read(JsonNode value, ArgumentPath at, Complaints complaints) {
        if (value.isNumber() && !NumberType.finite(value)) {
            return ArgumentType.refuse(value, at, "a number that fits 64 bits", complaints);
        }
        JsonNode read = JsonText.decoded(value, this::wanted);
        return read.isArray() ? meant(read) : read;
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

    @Override
    public boolean takesEmpty() {
        return true;
    }

    private boolean wanted(JsonNode value) {
        return parsed
                ? value.isContainer()
                : value.isArray() && value.valueStream().allMatch(JsonNode::isString);
    }
}
