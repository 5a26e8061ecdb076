package dev.ghlmcp.server.protocol;

import dev.ghlmcp.text.Excerpt;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;

/// Writes JSON-RPC messages by streaming.
public final class MessageWriter {
    static final JsonFactory JSON = new JsonFactory();
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
                    json.writeName("result");
                    ResultWriter.write(json, response.result());
                } else {
                    error(json, response.error());
                }
            } else if (message instanceof JSONRPCRequest request) {
                id(json, request.id());
                json.writeStringProperty("method", request.method());
                ResultWriter.member(json, "params", request.params());
            } else if (message instanceof JSONRPCNotification notification) {
                json.writeStringProperty("method", notification.method());
                ResultWriter.member(json, "params", notification.params());
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
        return ResultWriter.bytes(tree);
    }

    private static int size(JSONRPCMessage message) {
        return message instanceof JSONRPCResponse response ? ResultWriter.size(response.result()) : 1024;
    }

    private static void error(JsonGenerator json, JSONRPCError error) {
        json.writeName("error").writeStartObject().writeNumberProperty("code", error.code());
        json.writeStringProperty("message", capped(error.message()));
        // The data of an internal error would hold the messages of all exceptions.
        if (error.code() != ErrorCodes.INTERNAL_ERROR) {
            ResultWriter.member(json, "data", capped(error.data()));
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

    private static void id(JsonGenerator json, Object id) {
        json.writeName("id");
        if (id instanceof Number number) {
            json.writeNumber(number.longValue());
        } else {
            json.writeString(id.toString());
        }
    }
}
