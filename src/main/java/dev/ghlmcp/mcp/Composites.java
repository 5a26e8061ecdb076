package dev.ghlmcp.mcp;

import dev.ghlmcp.catalog.Json;
import dev.ghlmcp.catalog.Tool;
import dev.ghlmcp.highlevel.Failure;
import dev.ghlmcp.highlevel.HighLevel;
import dev.ghlmcp.highlevel.Reply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The code of the tools that choose among several requests.
final class Composites {
    private Composites() {}

    static Reply call(HighLevel highLevel, Tool tool, ObjectNode arguments) {
        if (tool.name().equals("find_contact")) {
            return findContact(highLevel, tool, arguments);
        }
        throw new IllegalStateException(tool.name() + " is a composite without code");
    }

    /// Answers `{contacts, total}` whichever way the contact was found.
    private static Reply findContact(HighLevel highLevel, Tool tool, ObjectNode arguments) {
        if (arguments.hasNonNull("contactId")) {
            return switch (highLevel.call(tool.endpoints().getFirst(), arguments)) {
                case Reply.Answer(int status, JsonNode body) -> new Reply.Answer(status, one(body.path("contact")));
                case Failure failure -> failure;
            };
        }
        ObjectNode search = Json.MAPPER.createObjectNode().put("page", 1);
        ArrayNode either =
                search.putArray("filters").addObject().put("group", "OR").putArray("filters");
        for (String field : new String[] {"email", "phone"}) {
            if (arguments.hasNonNull(field)) {
                either.addObject().put("field", field).put("operator", "eq").set("value", arguments.get(field));
            }
        }
        if (either.isEmpty()) {
            return new Failure.Unsendable("Give contactId, email or phone");
        }
        if (arguments.has("locationId")) {
            search.set("locationId", arguments.get("locationId"));
        }
        return highLevel.call(tool.endpoints().get(1), search);
    }

    private static ObjectNode one(JsonNode contact) {
        ObjectNode found = Json.MAPPER.createObjectNode();
        found.putArray("contacts").add(contact);
        return found.put("total", 1);
    }
}
