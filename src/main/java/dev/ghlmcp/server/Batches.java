package dev.ghlmcp.server;

import dev.ghlmcp.server.protocol.MessageReader.Posted;
import dev.ghlmcp.server.protocol.Preflight;
import dev.ghlmcp.text.Excerpt;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.util.ArrayList;
import java.util.List;

/// Lists of messages, which MCP 2025-03-26 has and no other version. In other versions each request of a
/// list gets an error, because its client would otherwise wait for ever.
public final class Batches {
    /// The version that has them.
    public static final String VERSION = "2025-03-26";

    private Batches() {}

    /// What becomes of a list.
    ///
    /// @param messages to be worked on
    /// @param refused  answers to requests that are not
    public record Sorted(List<JSONRPCMessage> messages, List<JSONRPCResponse> refused) {}

    /// Sorts a list by what is to be done with its messages.
    ///
    /// @param agreed version
    public static Sorted sort(Posted posted, String agreed) {
        List<JSONRPCMessage> messages = new ArrayList<>();
        List<JSONRPCResponse> refused = new ArrayList<>();
        for (JSONRPCMessage message : posted.messages()) {
            String refusal = posted.batch() ? refusal(message, agreed) : null;
            if (refusal == null) {
                messages.add(message);
            } else if (message instanceof JSONRPCRequest request) {
                refused.add(Preflight.error(request.id(), ErrorCodes.INVALID_REQUEST, refusal));
            }
        }
        return new Sorted(messages, refused);
    }

    /// A sentence that says why a list is refused.
    public static String refusal(String agreed) {
        return "Lists of messages are of MCP " + VERSION + " alone, and this is " + Excerpt.of(agreed)
                + ": send the messages one by one";
    }

    private static String refusal(JSONRPCMessage message, String agreed) {
        if (!agreed.equals(VERSION)) {
            return refusal(agreed);
        }
        return message instanceof JSONRPCRequest request && request.method().equals(McpSchema.METHOD_INITIALIZE)
                ? "initialize must be sent by itself"
                : null;
    }
}
