package dev.ghlmcp.server.protocol;

import dev.ghlmcp.server.protocol.MessageReader.Posted;
import dev.ghlmcp.text.Excerpt;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.util.ArrayList;
import java.util.List;

/// Lists of messages, which MCP 2025-03-26 has and no other version. In other versions each request of a list gets an
/// error, because its client would otherwise wait for ever.
public final class Batches {
    /// The version that has them.
    public static final String VERSION = ProtocolVersions.MCP_2025_03_26;

    private static final int MAX = 100;

    /// No honest client sends so many, and the refusals of all would be longer than what it sent.
    private static final int MAX_ANSWERED = 1_000;

    private Batches() {}

    /// What becomes of a list.
    ///
    /// @param messages to be worked on
    /// @param refused  the answers to all else, as they are written
    public record Sorted(List<JSONRPCMessage> messages, List<byte[]> refused) {}

    /// Sorts a list by what is to be done with its messages.
    ///
    /// @param agreed version
    public static Sorted sort(Posted posted, String agreed) {
        List<JSONRPCMessage> messages = new ArrayList<>();
        List<byte[]> refused = new ArrayList<>();
        for (BadMessage bad : posted.bad().subList(0, Math.min(MAX, posted.bad().size()))) {
            refused.add(MessageWriter.error(bad.code, bad.getMessage()));
        }
        String whole = refusal(agreed, posted.messages().size());
        if (posted.messages().size() > MAX_ANSWERED) {
            refused.add(MessageWriter.error(ErrorCodes.INVALID_REQUEST, whole));
            return new Sorted(messages, refused);
        }
        for (JSONRPCMessage message : posted.messages()) {
            String refusal = whole;
            if (refusal == null && message instanceof JSONRPCRequest request) {
                refusal = request.method().equals(McpSchema.METHOD_INITIALIZE)
                        ? "initialize must be sent by itself"
                        : null;
            }
            if (refusal == null) {
                messages.add(message);
            } else if (message instanceof JSONRPCRequest request) {
                refused.add(MessageWriter.bytes(
                        ProtocolErrors.response(request.id(), ErrorCodes.INVALID_REQUEST, refusal)));
            }
        }
        return new Sorted(messages, refused);
    }

    /// A sentence that says why a list is refused, or null if it is not.
    public static String refusal(String agreed, int size) {
        if (!agreed.equals(VERSION)) {
            return "Lists of messages are of MCP " + VERSION + " alone, and this is " + Excerpt.of(agreed)
                    + ": send the messages one by one";
        }
        return size <= MAX
                ? null
                : "A list may have " + MAX + " messages, and this one has " + size + ": send fewer at once";
    }
}
