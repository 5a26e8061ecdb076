package dev.ghlmcp.server.protocol;

import dev.ghlmcp.text.Excerpt;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What a server offers its clients: one table of methods for both eras and every transport.
///
/// @param server       its name and version, as the protocol has them
/// @param instructions for the client's model; may be null
/// @param capabilities as the protocol has them
/// @param methods      by name, without those that belong to an era
public record ServerFeatures(
        ObjectNode server, String instructions, ObjectNode capabilities, Map<String, MethodHandler> methods) {
    /// The handler of a method.
    ///
    /// @throws io.modelcontextprotocol.spec.McpError if there is none
    public MethodHandler method(String name) {
        MethodHandler handler = methods.get(name);
        if (handler == null) {
            throw ProtocolErrors.error(
                    ErrorCodes.METHOD_NOT_FOUND, "There is no method " + Excerpt.of(name) + " here", null);
        }
        return handler;
    }

    /// What both eras say of the server at first.
    public ObjectNode introduction() {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.set("capabilities", capabilities.deepCopy());
        if (instructions != null) {
            all.put("instructions", instructions);
        }
        return all;
    }
}
