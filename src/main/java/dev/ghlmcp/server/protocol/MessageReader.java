package dev.ghlmcp.server.protocol;

import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.InitializeRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads JSON-RPC messages without data binding, which would do it in one line and slow the start by class
/// loading and introspection. For the same reason there is no pattern `switch` here and in what else runs before the
/// tools are listed: the JVM builds each one with method handles at its first use, which slows the start and which no
/// cache keeps.
public final class MessageReader {
    private static final int MAX_BATCH = 100;

    private static final String NEITHER = "a message has a method, or an id with a result or an error";

    private MessageReader() {}

    /// Whether an answer says nothing. It ends the question that it names, and its sender is told.
    public static boolean empty(JSONRPCMessage message) {
        return message instanceof JSONRPCResponse response
                && response.error() != null
                && NEITHER.equals(response.error().message());
    }

    /// What came in one piece.
    ///
    /// @param batch whether the messages came as a list, of which only MCP 2025-03-26 knows
    /// @param bad   what is wrong with the items of the list that are no messages
    public record Posted(List<JSONRPCMessage> messages, boolean batch, List<BadMessage> bad) {
        /// The requests among them.
        public List<JSONRPCRequest> requests() {
            List<JSONRPCRequest> requests = new ArrayList<>();
            for (JSONRPCMessage message : messages) {
                if (message instanceof JSONRPCRequest request) {
                    requests.add(request);
                }
            }
            return requests;
        }
    }

    /// Reads one message, or a list of them.
    ///
    /// @throws BadMessage if the bytes are neither; its text tells what is wrong
    public static Posted messages(byte[] bytes) throws BadMessage {
        Object value = BoundedJson.read(bytes);
        if (!(value instanceof List<?> items)) {
            return new Posted(List.of(message(value)), false, List.of());
        }
        if (items.isEmpty() || items.size() > MAX_BATCH) {
            throw invalid("a batch has 1 to " + MAX_BATCH + " messages");
        }
        List<JSONRPCMessage> messages = new ArrayList<>();
        List<BadMessage> bad = new ArrayList<>();
        for (Object item : items) {
            try {
                messages.add(message(item));
            } catch (BadMessage e) {
                bad.add(e);
            }
        }
        return new Posted(messages, true, bad);
    }

    /// Reads one message.
    ///
    /// @throws BadMessage if the bytes are no message; its text tells what is wrong
    public static JSONRPCMessage message(byte[] bytes) throws BadMessage {
        Object value = BoundedJson.read(bytes);
        if (value instanceof List) {
            throw invalid("batches are not supported, send the messages one by one");
        }
        return message(value);
    }

    private static JSONRPCMessage message(Object value) throws BadMessage {
        if (!(value instanceof Map<?, ?> message)) {
            throw invalid("not an object");
        }
        Object id = message.get("id") instanceof BigDecimal fraction ? whole(fraction) : message.get("id");
        Object method = message.get("method");
        if (!"2.0".equals(message.get("jsonrpc"))) {
            throw invalid("jsonrpc must be \"2.0\"");
        }
        if (message.containsKey("id") && !(id instanceof String || id instanceof Integer || id instanceof Long)) {
            throw invalid("id must be a string or a whole number of at most 64 bits");
        }
        if (method instanceof String name) {
            return id == null
                    ? new JSONRPCNotification(name, message.get("params"))
                    : new JSONRPCRequest("2.0", name, id, message.get("params"));
        }
        if (method == null && id != null) {
            return message.containsKey("result") || message.get("error") != null
                    ? response(id, message.get("result"), message.get("error"))
                    : JSONRPCResponse.error(id, new JSONRPCResponse.JSONRPCError(ErrorCodes.INVALID_REQUEST, NEITHER));
        }
        throw invalid(NEITHER);
    }

    static InitializeRequest initialize(Map<?, ?> params) {
        Map<?, ?> client = map(params.get("clientInfo"));
        return new InitializeRequest(
                text(params.get("protocolVersion")),
                capabilities(map(params.get("capabilities"))),
                Implementation.builder(named(client.get("name")), named(client.get("version")))
                        .build(),
                null);
    }

    @SuppressWarnings("unchecked") // JSON objects have string keys
    static CallToolRequest callTool(Map<?, ?> params) {
        return new CallToolRequest(
                (String) params.get("name"),
                (Map<String, Object>) params.get("arguments"),
                params.get("_meta") instanceof Map<?, ?> meta ? (Map<String, Object>) meta : null);
    }

    /// What a client says that it can do.
    public static ClientCapabilities capabilities(Map<?, ?> declared) {
        var builder = ClientCapabilities.builder();
        if (declared.containsKey("roots")) {
            builder.roots(Boolean.TRUE.equals(map(declared.get("roots")).get("listChanged")));
        }
        if (declared.containsKey("sampling")) {
            builder.sampling();
        }
        if (declared.containsKey("elicitation")) {
            Map<?, ?> modes = map(declared.get("elicitation"));
            builder.elicitation(modes.isEmpty() || modes.containsKey("form"), modes.containsKey("url"));
        }
        return builder.build();
    }

    /// JSON knows no difference between 1 and 1.0.
    private static Object whole(BigDecimal fraction) {
        try {
            return fraction.longValueExact();
        } catch (ArithmeticException _) {
            return fraction;
        }
    }

    /// Any shape counts as an answer, because the waiting question would otherwise never end.
    private static JSONRPCResponse response(Object id, Object result, Object error) {
        if (error == null) {
            return JSONRPCResponse.result(id, result == null ? Map.of() : result);
        }
        Map<?, ?> fields = map(error);
        return JSONRPCResponse.error(
                id,
                new JSONRPCResponse.JSONRPCError(
                        fields.get("code") instanceof Integer code ? code : ErrorCodes.INTERNAL_ERROR,
                        text(fields.get("message")),
                        fields.get("data")));
    }

    private static Map<?, ?> map(Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static String text(Object value) {
        return value instanceof String text ? text : "";
    }

    /// The SDK requires a name and does not use it.
    private static String named(Object value) {
        return text(value).isBlank() ? "unknown" : text(value);
    }

    private static BadMessage invalid(String message) {
        return new BadMessage(ErrorCodes.INVALID_REQUEST, message);
    }
}
