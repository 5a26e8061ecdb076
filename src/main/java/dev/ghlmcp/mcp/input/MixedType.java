package dev.ghlmcp.mcp.input;

import tools.jackson.databind.JsonNode;

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
        return JsonText.decoded(value, this::wanted);
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
