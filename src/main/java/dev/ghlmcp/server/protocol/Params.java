package dev.ghlmcp.server.protocol;

import dev.ghlmcp.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the params of a request.
public final class Params {
    private Params() {}

    /// The params of a message as an object, empty if they are none.
    public static ObjectNode of(Object params) {
        return params instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    }

    /// A text among them.
    ///
    /// @throws io.modelcontextprotocol.spec.McpError if it is none
    public static String text(ObjectNode params, String name) {
        JsonNode value = params.get(name);
        if (value == null || !value.isString()) {
            throw ProtocolErrors.invalid("params." + name + " must be a string");
        }
        return value.stringValue();
    }

    /// The arguments among them. Some clients send the whole of them as JSON in a string, and an empty one for none.
    ///
    /// @throws io.modelcontextprotocol.spec.McpError if they are no object
    public static ObjectNode arguments(ObjectNode params) {
        JsonNode arguments = params.path("arguments");
        if (arguments.isString()) {
            arguments = parsed(arguments.stringValue());
        }
        if (arguments.isMissingNode() || arguments.isNull()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (!(arguments instanceof ObjectNode object)) {
            throw ProtocolErrors.invalid("params.arguments must be an object");
        }
        return object;
    }

    private static JsonNode parsed(String text) {
        try {
            return text.isBlank() ? NullNode.instance : Json.MAPPER.readTree(text);
        } catch (JacksonException _) {
            throw ProtocolErrors.invalid("params.arguments must be an object");
        }
    }

    /// Turns away a cursor: no list has more than one page.
    ///
    /// @throws io.modelcontextprotocol.spec.McpError if there is one; some clients send an empty one
    public static void demandFirstPage(ObjectNode params) {
        JsonNode cursor = params.path("cursor");
        if (!cursor.isMissingNode() && !cursor.isNull() && !cursor.asString("?").isEmpty()) {
            throw ProtocolErrors.invalid("Unknown cursor: the list has one page");
        }
    }
}
