package dev.ghlmcp.server.protocol;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.text.Excerpt;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;

/// Writes JSON-RPC messages by streaming: trees and the answers to `tools/list` and `tools/call` by hand, the SDK's
/// records by data binding, whose classes load only then.
public final class MessageWriter {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MAX_ERROR = 2_000;

    private MessageWriter() {}

    /// The message as compact JSON, without a line end.
    public static byte[] bytes(JSONRPCMessage message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(size(message));
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject().writeStringProperty("jsonrpc", "2.0");
            if (message instanceof JSONRPCResponse response) {
                id(json, response.id());
                if (response.error() == null) {
                    result(json, response.result());
                } else {
                    error(json, response.error());
                }
            } else if (message instanceof JSONRPCRequest request) {
                id(json, request.id());
                json.writeStringProperty("method", request.method());
                member(json, "params", request.params());
            } else if (message instanceof JSONRPCNotification notification) {
                json.writeStringProperty("method", notification.method());
                member(json, "params", notification.params());
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /// An error for a message whose id could not be read.
    public static byte[] error(int code, String message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject().writeStringProperty("jsonrpc", "2.0");
            json.writeName("id").writeNull();
            error(json, new JSONRPCError(code, message));
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /// A list of messages that are written.
    public static byte[] list(List<byte[]> messages) {
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        for (byte[] message : messages) {
            list.write(list.size() == 0 ? '[' : ',');
            list.writeBytes(message);
        }
        list.write(']');
        return list.toByteArray();
    }

    /// A tree as compact JSON.
    public static byte[] bytes(JsonNode tree) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            tree(json, tree);
        }
        return bytes.toByteArray();
    }

    /// A result is there twice, once as an escaped text: room for it at once spares copying.
    private static int size(JSONRPCMessage message) {
        Object result = message instanceof JSONRPCResponse response ? response.result() : null;
        Object own = result instanceof PrefixedResult prefixed ? prefixed.result() : result;
        if (own instanceof PreparedJson prepared) {
            return 1024 + prepared.bytes().length;
        }
        return own instanceof CallToolResult called && called.structuredContent() instanceof PreparedJson json
                ? 1024 + json.bytes().length * 9 / 4
                : 1024;
    }

    private static void error(JsonGenerator json, JSONRPCError error) {
        json.writeName("error").writeStartObject().writeNumberProperty("code", error.code());
        json.writeStringProperty("message", capped(error.message()));
        // The data of an internal error would hold the messages of all exceptions.
        if (error.code() != ErrorCodes.INTERNAL_ERROR) {
            member(json, "data", capped(error.data()));
        }
        json.writeEndObject();
    }

    private static String capped(String sentence) {
        return sentence.length() <= MAX_ERROR ? sentence : sentence.substring(0, MAX_ERROR) + "...";
    }

    /// What a client sent comes back in part: it may have been as long as a message.
    private static Object capped(Object data) {
        if (!(data instanceof Map<?, ?> members)) {
            return data;
        }
        Map<Object, Object> all = new LinkedHashMap<>(members);
        all.replaceAll((_, member) -> member instanceof String text ? Excerpt.of(text) : member);
        return all;
    }

    private static void result(JsonGenerator json, Object result) {
        String head = result instanceof PrefixedResult prefixed ? prefixed.head() : "";
        Object own = result instanceof PrefixedResult prefixed ? prefixed.result() : result;
        json.writeName("result");
        if (own instanceof CallToolResult called && plain(called)) {
            called(json, head, called);
        } else {
            object(json, head, value(own));
        }
    }

    private static boolean plain(CallToolResult result) {
        if (result.meta() != null
                || !(result.structuredContent() == null || result.structuredContent() instanceof PreparedJson)) {
            return false;
        }
        for (Content content : result.content()) {
            if (!(content instanceof TextContent)) {
                return false;
            }
        }
        return true;
    }

    private static void called(JsonGenerator json, String head, CallToolResult result) {
        json.writeStartObject().writeRaw(head);
        json.writeName("content").writeStartArray();
        for (Content content : result.content()) {
            json.writeStartObject().writeStringProperty("type", "text").writeName("text");
            if (result.structuredContent() instanceof PreparedJson same) {
                // The text says the same, and is at hand in the encoding that is written.
                json.writeUTF8String(same.bytes(), 0, same.bytes().length);
            } else {
                json.writeString(((TextContent) content).text());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        if (result.structuredContent() instanceof PreparedJson prepared) {
            json.writeName("structuredContent");
            object(json, "", prepared.bytes());
        }
        json.writeBooleanProperty("isError", Boolean.TRUE.equals(result.isError()))
                .writeEndObject();
    }

    /// An object with members before its own. Past the generator, which would look at each of a tool list's 100,000
    /// characters.
    private static void object(JsonGenerator json, String head, byte[] object) {
        json.writeRawValue("").flush();
        ByteArrayOutputStream out = (ByteArrayOutputStream) json.streamWriteOutputTarget();
        if (head.isEmpty()) {
            out.writeBytes(object);
            return;
        }
        boolean empty = object.length == 2;
        out.write('{');
        out.writeBytes(head.substring(0, head.length() - (empty ? 1 : 0)).getBytes(StandardCharsets.UTF_8));
        out.write(object, 1, object.length - 1);
    }

    private static void member(JsonGenerator json, String name, Object value) {
        if (value != null) {
            json.writeName(name);
            object(json, "", value(value));
        }
    }

    private static byte[] value(Object value) {
        if (value instanceof PreparedJson prepared) {
            return prepared.bytes();
        }
        return value instanceof JsonNode tree ? bytes(tree) : Json.MAPPER.writeValueAsBytes(value);
    }

    private static void tree(JsonGenerator json, JsonNode node) {
        if (node.isObject()) {
            json.writeStartObject();
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                json.writeName(member.getKey());
                tree(json, member.getValue());
            }
            json.writeEndObject();
        } else if (node.isArray()) {
            json.writeStartArray();
            for (JsonNode item : node) {
                tree(json, item);
            }
            json.writeEndArray();
        } else if (node.isString()) {
            json.writeString(node.stringValue());
        } else {
            json.writeRawValue(node.isNull() ? "null" : node.asString());
        }
    }

    private static void id(JsonGenerator json, Object id) {
        json.writeName("id");
        if (id instanceof Number number) {
            json.writeNumber(number.longValue());
        } else {
            json.writeString(id.toString());
        }
    }
}
