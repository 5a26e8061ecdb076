package dev.ghlmcp.server.protocol;

import dev.ghlmcp.mcp.call.Caller;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import java.io.IOException;

/// The sender of a request, and the way back to it until the request is answered.
public interface ClientChannel {
    /// The caller.
    Caller caller();

    /// Sends a notification that belongs to the request; none after it was cancelled.
    ///
    /// @throws IOException if the client is gone
    void tell(JSONRPCNotification notification) throws IOException;
}
