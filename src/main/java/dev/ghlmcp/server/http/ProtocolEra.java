package dev.ghlmcp.server.http;

import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import java.io.IOException;

/// A protocol era beside the sessions of 2025-11-25 and older, on the same endpoint. Every message that is posted is
/// read once and offered to the eras before the sessions see it. Thread-safe.
public interface ProtocolEra {
    /// Whether a message is this era's: its body decides, then its headers.
    boolean claims(JSONRPCMessage message, HttpExchange exchange);

    /// Answers a message that it claimed, on the virtual thread of the request. What it throws becomes an internal
    /// error.
    void handle(JSONRPCMessage message, HttpExchange exchange) throws IOException;
}
