package dev.ghlmcp.server.feature;

import io.modelcontextprotocol.server.McpServer.SyncSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;

/// What a server offers its clients, whatever the transport and the protocol's era.
public interface ServerFeatures {
    /// What needs no session: the answer to a request, or null if a handler of the features has it.
    JSONRPCResponse answer(JSONRPCRequest request);

    /// All features.
    FeatureSpecs features();

    /// Builds the SDK's server of a transport.
    default McpSyncServer build(SyncSpecification<?> transport) {
        return features().build(transport);
    }
}
