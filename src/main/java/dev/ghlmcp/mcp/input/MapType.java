package dev.ghlmcp.mcp.input;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An object whose members have names of their own, or a text that is its JSON.
///
/// @param values the type of its values
/// @param names  the only members it may have; empty for any
record MapType(ArgumentType values, List<String> names) implements ArgumentType {
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
            if (!names.isEmpty() && !names.contains(member.getKey())) {
                ObjectType.unknown(member.getKey(), names, at, complaints);
            } else if (!member.getValue().isNull()) {
                JsonNode one = values.read(member.getValue(), at.member(member.getKey()), complaints);
                if (one != null) {
                    read.set(member.getKey(), one);
                }
            }
        });
        return read.isEmpty() && !object.isEmpty() ? null : read;
    }
}
