package dev.ghlmcp.sandbox.index;

import dev.ghlmcp.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Records of one kind.
///
/// @param noun      what one is called
/// @param creatable there is an endpoint that makes them, so there are none before
/// @param listable  there is an endpoint that lists them, so that those which are not listed do not exist
/// @param shape     the kinds of what one has; empty where no document says
record ResourceType(String noun, boolean creatable, boolean listable, JsonNode shape) {
    /// Whether an unknown id is an error.
    boolean known() {
        return creatable || listable;
    }

    /// The member that holds the id.
    String id() {
        return shape.has("_id") || !shape.has("id") ? "_id" : "id";
    }

    /// As a collection of the store is declared.
    ObjectNode declaration() {
        return Json.MAPPER
                .createObjectNode()
                .put("noun", noun)
                .put("ids", id().equals("id") ? "BASE62" : "HEX")
                .put("key", id());
    }
}
