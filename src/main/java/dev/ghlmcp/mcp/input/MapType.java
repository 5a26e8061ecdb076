package dev.ghlmcp.mcp.input;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An object whose members have names of their own, or a text that is its JSON.
///
/// @param values what its values are
record MapType(ArgumentType values) implements ArgumentType {
    @Override
    public JsonNode read(JsonNode value, ArgumentPath at, Complaints complaints) {
        if (!(JsonText.decoded(value, JsonNode::isObject) instanceof ObjectNode object)) {
            return ArgumentType.refuse(value, at, "an object", complaints);
        }
        if (!ObjectType.fits(object, at, complaints)) {
            return object;
        }
        ObjectNode read = object.objectNode();
        object.properties().forEach(member -> {
            if (!member.getValue().isNull()) {
                JsonNode one = values.read(member.getValue(), at.member(member.getKey()), complaints);
                if (one != null) {
                    read.set(member.getKey(), one);
                }
            }
        });
        return read.isEmpty() && !object.isEmpty() ? null : read;
    }
}
