package dev.ghlmcp.server.protocol;

import dev.ghlmcp.mcp.call.Caller;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

/// The sender of one request, and the way back to it until the request is answered: the same on standard input, over
/// HTTP and over SSE.
public interface Channel {
    /// For a person to answer a question.
    int PATIENCE_S = 300;

    /// Who sent the request.
    Caller caller();

    /// Whether nothing but the answer can be sent.
    default boolean oneWay() {
        return false;
    }

    /// Answers the request, unless it was cancelled.
    ///
    /// @throws IOException if the client is gone
    void answer(JSONRPCResponse response) throws IOException;

    /// Sends a notification that belongs to the request; none after it was cancelled.
    ///
    /// @throws IOException if the client is gone
    void notify(JSONRPCNotification notification) throws IOException;

    /// Asks the client something within the request, and waits.
    ///
    /// @param reply comes in another message of the client
    /// @throws IOException if the client is gone, or takes nothing but the answer
    JSONRPCResponse ask(JSONRPCRequest question, Future<JSONRPCResponse> reply)
            throws IOException, InterruptedException, TimeoutException, ExecutionException;
}
