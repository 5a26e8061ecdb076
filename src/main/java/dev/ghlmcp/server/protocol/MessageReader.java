package dev.ghlmcp.server.protocol;

import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Reads JSON-RPC messages, whose params and results are trees, without data binding, which would slow the start by
/// class loading and introspection. For the same reason there is no pattern `switch` here and in what else runs before
/// the tools are listed: the JVM builds each one with method handles at its first use, which slows the start and which
/// no cache keeps.
public final class MessageReader {
    private static final String NEITHER = "a message has a method, or an id with a result or an error";

    private MessageReader() {}

    /// Whether an answer says nothing. It ends the question that it names, and its sender is told.
    public static boolean empty(JSONRPCResponse response) {
        return response.error() != null && NEITHER.equals(response.error().message());
    }

    /// What came in one piece.
    ///
    /// @param batch whether the messages came as a list, of which only MCP 2025-03-26 knows
    /// @param bad   what is wrong with the items of the list that are no messages
    public record Posted(List<JSONRPCMessage> messages, boolean batch, List<BadMessage> bad) {
        /// Whether one of them is a request of this method.
        public boolean asks(String method) {
            for (JSONRPCMessage message : messages) {
                if (message instanceof JSONRPCRequest request
                        && request.method().equals(method)) {
                    return true;
                }
            }
            return false;
        }
    }

    /// Reads one message, or a list of them.
    ///
    /// @throws BadMessage if the bytes are neither; its text tells what is wrong
    public static Posted messages(byte[] bytes) throws BadMessage {
        JsonNode value = BoundedJson.read(bytes);
        if (!(value instanceof ArrayNode items)) {
            return new Posted(List.of(message(value)), false, List.of());
        }
        if (items.isEmpty()) {
            throw invalid("a list of messages has at least one");
        }
        List<JSONRPCMessage> messages = new ArrayList<>();
        List<BadMessage> bad = new ArrayList<>();
        for (JsonNode item : items) {
            try {
                messages.add(message(item));
            } catch (BadMessage e) {
                bad.add(e);
            }
        }
        return new Posted(messages, true, bad);
    }

    private static JSONRPCMessage message(JsonNode message) throws BadMessage {
        if (!message.isObject()) {
            throw invalid("not an object");
        }
        JsonNode version = message.get("jsonrpc");
        if (version == null || !"2.0".equals(version.asString(""))) {
            throw invalid("jsonrpc must be \"2.0\"");
        }
        Object id = id(message.get("id"));
        if (id == null && message.has("id")) {
            throw invalid("id must be a string or a whole number of at most 64 bits");
        }
        JsonNode method = message.get("method");
        if (method != null && method.isString()) {
            return id == null
                    ? new JSONRPCNotification(method.stringValue(), message.get("params"))
                    : new JSONRPCRequest("2.0", method.stringValue(), id, message.get("params"));
        }
        if ((method == null || method.isNull()) && id != null) {
            return response(id, message.get("result"), message.get("error"));
        }
        throw invalid(NEITHER);
    }

    /// The id that a message or a `requestId` has: a text or a `Long`, as JSON knows no difference between 1 and 1.0;
    /// null if it is no id.
    static Object id(JsonNode id) {
        if (id == null) {
            return null;
        }
        if (id.isString()) {
            return id.stringValue();
        }
        return id.isNumber() && id.canConvertToExactIntegral() && id.canConvertToLong()
                ? (Object) id.longValue()
                : null;
    }

    /// Any shape counts as an answer, because the waiting question would otherwise never end.
    private static JSONRPCResponse response(Object id, JsonNode result, JsonNode error) {
        if (error != null && !error.isNull()) {
            return JSONRPCResponse.error(
                    id,
                    new JSONRPCError(
                            error.path("code").asInt(ErrorCodes.INTERNAL_ERROR),
                            error.path("message").asString(""),
                            error.get("data")));
        }
        return result == null
                ? JSONRPCResponse.error(id, new JSONRPCError(ErrorCodes.INVALID_REQUEST, NEITHER))
                : JSONRPCResponse.result(id, result.isNull() ? JsonNodeFactory.instance.objectNode() : result);
    }

    private static BadMessage invalid(String message) {
        return new BadMessage(ErrorCodes.INVALID_REQUEST, message);
    }
}
