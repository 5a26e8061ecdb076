package dev.ghlmcp.mcp.input;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;

/// A boolean; `"True"` and `"false"` in any case are taken for one.
record FlagType() implements ArgumentType {
    @Override
    public JsonNode read(JsonNode value, ArgumentPath at, Complaints complaints) {
        if (value.isBoolean()) {
            return value;
        }
        if (value.isString()) {
            String word = value.stringValue().replace('"', ' ').strip();
            if (word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false")) {
                return BooleanNode.valueOf(word.equalsIgnoreCase("true"));
            }
        }
        return ArgumentType.refuse(value, at, "a boolean", complaints);
    }
}
