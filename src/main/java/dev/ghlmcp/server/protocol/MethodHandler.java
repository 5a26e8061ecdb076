package dev.ghlmcp.server.protocol;

import tools.jackson.databind.node.ObjectNode;

/// Answers one method of the protocol, in both eras and on every transport. Thread-safe.
@FunctionalInterface
public interface MethodHandler {
    /// Answers a request.
    ///
    /// @param params those of the request; empty if it has none
    /// @return a result: [PreparedJson], a tree, or a record of the SDK
    /// @throws io.modelcontextprotocol.spec.McpError for an error of the protocol
    Object handle(ObjectNode params, RequestContext context);
}
