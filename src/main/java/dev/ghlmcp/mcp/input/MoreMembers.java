package dev.ghlmcp.mcp.input;

import dev.ghlmcp.catalog.RareArguments;
import dev.ghlmcp.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Takes rare arguments out of the object that a call gives them in.
final class MoreMembers {
    private MoreMembers() {}

    /// The arguments side by side.
    static ObjectNode flat(ObjectNode arguments, Complaints complaints) {
        if (!arguments.has(RareArguments.ARGUMENT)) {
            return arguments;
        }
        ObjectNode flat = Json.MAPPER.createObjectNode().setAll(arguments);
        JsonNode given = flat.remove(RareArguments.ARGUMENT);
        JsonNode more = JsonText.decoded(given, JsonNode::isObject);
        if (more.isObject()) {
            more.forEachEntry((name, value) -> {
                if (flat.hasNonNull(name)) {
                    complaints.add(name + " is given twice: leave it out of " + RareArguments.ARGUMENT);
                } else {
                    flat.set(name, value);
                }
            });
        } else if (!given.isNull() && !given.asString("x").isBlank()) {
            ArgumentType.refuse(given, ArgumentPath.ROOT.member(RareArguments.ARGUMENT), "an object", complaints);
        }
        return flat;
    }
}
