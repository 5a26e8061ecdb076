package dev.ghlmcp.server.session;

import dev.ghlmcp.server.http.HttpError;
import dev.ghlmcp.server.http.HttpExchange;
import dev.ghlmcp.server.http.ToolPath;
import dev.ghlmcp.server.protocol.ProtocolErrors;
import dev.ghlmcp.server.protocol.ServerFeatures;
import io.modelcontextprotocol.spec.HttpHeaders;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.io.IOException;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// Streamable HTTP of 2025-11-25 and older at one path.
public record StreamableEndpoint(ToolPath path, ServerFeatures features, Sessions sessions) {
    /// Requests whose effect lasts as long as the session.
    private static final Set<String> BOUND = Set.of(
            McpSchema.METHOD_RESOURCES_SUBSCRIBE,
            McpSchema.METHOD_RESOURCES_UNSUBSCRIBE,
            McpSchema.METHOD_LOGGING_SET_LEVEL);

    /// Answers `initialize` with a new session.
    public void initialize(JSONRPCRequest request, HttpExchange exchange) throws IOException {
        if (!(request.params() instanceof ObjectNode)) {
            exchange.answer(
                    400, ProtocolErrors.response(request.id(), ErrorCodes.INVALID_PARAMS, "initialize needs params"));
            return;
        }
        String principal = exchange.caller().principal();
        sessions.reserve(principal);
        ClientSession begun = new ClientSession(UUID.randomUUID().toString(), features, "");
        JSONRPCResponse answer = begun.answer(request, null);
        sessions.add(new StreamableSession(begun, path, principal));
        exchange.with(HttpHeaders.MCP_SESSION_ID, begun.id()).answer(200, answer);
    }

    /// Answers a request without a session, in a session that ends with the answer. The client has declared no
    /// capabilities, so the server cannot ask it anything.
    ///
    /// @param version that the client speaks
    /// @throws HttpError 400 if the message means nothing without a session
    public void once(JSONRPCMessage message, HttpExchange exchange, String version) throws IOException {
        if (message instanceof JSONRPCNotification) {
            exchange.answer(202);
            return;
        }
        if (!(message instanceof JSONRPCRequest request) || BOUND.contains(request.method())) {
            throw new HttpError(400, "This needs the header Mcp-Session-Id, which initialize gives");
        }
        new StreamableSession(
                        new ClientSession(UUID.randomUUID().toString(), features, version),
                        path,
                        exchange.caller().principal())
                .receive(request, exchange);
    }
}
