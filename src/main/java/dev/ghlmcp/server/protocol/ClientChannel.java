package dev.ghlmcp.server.protocol;

import dev.ghlmcp.mcp.call.Caller;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import java.io.IOException;

/// Who sent a request, and the way back to them while it is not answered.
public interface ClientChannel {
    /// Who asks.
    Caller caller();

    /// Sends a notification that belongs to the request; none after it was cancelled.
    ///
    /// @throws IOException if the client is gone
    void tell(JSONRPCNotification notification) throws IOException;
}
