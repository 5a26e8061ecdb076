package dev.ghlmcp.server;

import io.modelcontextprotocol.server.McpServer.SyncSpecification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;

/// What a server offers its clients, whatever the transport.
public interface Offer {
    /// What needs no session: the answer to a request, or null if the SDK's session has it.
    JSONRPCResponse answer(JSONRPCRequest request);

    /// Hands everything to the SDK's server of a transport, and builds it.
    void build(SyncSpecification<?> server);
}
