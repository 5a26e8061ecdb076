package dev.ghlmcp.server.protocol;

import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.util.Map;

/// The stateless era (2026-07-28), beside the session of a transport with one client. Thread-safe.
public interface StatelessRequests {
    /// The member of `_meta` by which its messages are told from those of older eras.
    String VERSION = "io.modelcontextprotocol/protocolVersion";

    /// The method of a request that is answered when the client or the server ends it.
    String LISTEN = "subscriptions/listen";

    /// Answers a request, on the thread that works on it.
    JSONRPCResponse answer(JSONRPCRequest request, ClientChannel peer);

    /// Ends requests that wait for events. No request follows.
    void end();

    /// The version that a message claims, or null.
    static Object claim(JSONRPCMessage message) {
        Object params = null;
        if (message instanceof JSONRPCRequest request) {
            params = request.params();
        } else if (message instanceof JSONRPCNotification notification) {
            params = notification.params();
        }
        return params instanceof Map<?, ?> members && members.get("_meta") instanceof Map<?, ?> meta
                ? meta.get(VERSION)
                : null;
    }
}
