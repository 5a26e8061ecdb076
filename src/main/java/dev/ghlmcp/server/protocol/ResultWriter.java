package dev.ghlmcp.server.protocol;

import dev.ghlmcp.json.Json;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.databind.JsonNode;

/// Writes what is in a message: prepared JSON, trees and the results of tools by hand, the SDK's other records by data
/// binding, whose classes load only then.
final class ResultWriter {
    private ResultWriter() {}

    /// A result is there twice, once as an escaped text: room for it at once spares copying.
    static int size(Object result) {
        Object own = result instanceof PrefixedResult prefixed ? prefixed.result() : result;
        if (own instanceof PreparedJson prepared) {
            return 1024 + prepared.bytes().length;
        }
        return own instanceof CallToolResult called && called.structuredContent() instanceof PreparedJson json
                ? 1024 + json.bytes().length * 9 / 4
                : 1024;
    }

    static void write(JsonGenerator json, Object result) {
        String head = result instanceof PrefixedResult prefixed ? prefixed.head() : "";
        Object own = result instanceof PrefixedResult prefixed ? prefixed.result() : result;
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

    static void member(JsonGenerator json, String name, Object value) {
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

    /// A tree as compact JSON.
    static byte[] bytes(JsonNode tree) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = MessageWriter.JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            tree(json, tree);
        }
        return bytes.toByteArray();
    }
}
