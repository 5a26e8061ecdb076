package dev.ghlmcp.server;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Reads JSON-RPC messages by streaming. Data binding would do it in one line, and cost the start 100 ms of class
/// loading and introspection. For the same reason there is no pattern `switch` here and in what else runs before the
/// tools are listed: the JVM builds each one with method handles at its first use, 3 ms apiece, which no cache keeps.
public final class MessageReader {
    private static final JsonFactory JSON = new JsonFactory();

    private MessageReader() {}

    /// Reads one message.
    ///
    /// @throws BadMessage if the bytes are no message; its text tells what is wrong
    public static JSONRPCMessage message(byte[] bytes) throws BadMessage {
        Map<String, Object> message = object(bytes);
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
        if (method == null && id != null && (message.containsKey("result") || message.get("error") != null)) {
            return response(id, message.get("result"), message.get("error"));
        }
        throw invalid("a message has a method, or an id with a result or an error");
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

    /// Whatever a client sends as an answer is one: what was asked would wait for another in vain.
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

    @SuppressWarnings("unchecked") // JSON objects have string keys
    private static Map<String, Object> object(byte[] bytes) throws BadMessage {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new BadMessage(ErrorCodes.PARSE_ERROR, "an empty message");
            }
            Object value = value(parser, first);
            if (parser.nextToken() != null) {
                throw new BadMessage(ErrorCodes.PARSE_ERROR, "more than one JSON value");
            }
            if (value instanceof Map<?, ?> message) {
                return (Map<String, Object>) message;
            }
            throw invalid(
                    value instanceof List
                            ? "batches are not supported, send the messages one by one"
                            : "not an object");
        } catch (JacksonException | NumberFormatException _) {
            // The latter comes for numbers with an exponent beyond all reason.
            throw new BadMessage(ErrorCodes.PARSE_ERROR, "not valid JSON in UTF-8");
        }
    }

    private static Object value(JsonParser parser, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> {
                Map<String, Object> object = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = parser.currentName();
                    object.put(name, value(parser, parser.nextToken()));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<Object> array = new ArrayList<>();
                for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
                    array.add(value(parser, item));
                }
                yield array;
            }
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static Map<?, ?> map(Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static String text(Object value) {
        return value instanceof String text ? text : "";
    }

    /// The SDK refuses to have no name, and it serves to nothing.
    private static String named(Object value) {
        return text(value).isBlank() ? "unknown" : text(value);
    }

    private static BadMessage invalid(String message) {
        return new BadMessage(ErrorCodes.INVALID_REQUEST, message);
    }
}
