package dev.ghlmcp.server.protocol;

import dev.ghlmcp.text.Excerpt;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.InitializeResult;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes JSON-RPC messages by streaming: the answers to `initialize` and `tools/call` by hand, whatever else the SDK
/// gives by data binding, whose classes load only then.
public final class MessageWriter {
    static final JsonFactory JSON = new JsonFactory();
    private static final int MAX_ERROR = 2_000;

    private final Supplier<McpJsonMapper> binding;

    MessageWriter(Supplier<McpJsonMapper> binding) {
        this.binding = binding;
    }

    /// The message as compact JSON, without a line end.
    byte[] bytes(JSONRPCMessage message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(size(message));
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject().writeStringProperty("jsonrpc", "2.0");
            if (message instanceof JSONRPCResponse response) {
                id(json, response.id());
                answer(json, response);
            } else if (message instanceof JSONRPCRequest request) {
                id(json, request.id());
                json.writeStringProperty("method", request.method());
                bound(json, "params", request.params());
            } else if (message instanceof JSONRPCNotification notification) {
                json.writeStringProperty("method", notification.method());
                bound(json, "params", notification.params());
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /// An error for a message whose id could not be read.
    public static byte[] error(int code, String message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject()
                    .writeStringProperty("jsonrpc", "2.0")
                    .writeName("id")
                    .writeNull();
            json.writeName("error").writeStartObject().writeNumberProperty("code", code);
            json.writeStringProperty("message", message).writeEndObject().writeEndObject();
        }
        return bytes.toByteArray();
    }

    /// A result is there twice, once as an escaped text: room for it at once spares copying.
    private static int size(JSONRPCMessage message) {
        Object result = message instanceof JSONRPCResponse response ? response.result() : null;
        return (result instanceof PrefixedResult headed ? headed.result() : result) instanceof CallToolResult called
                        && called.structuredContent() instanceof PreparedJson json
                ? 1024 + json.bytes().length * 9 / 4
                : 4096;
    }

    private void answer(JsonGenerator json, JSONRPCResponse response) throws IOException {
        if (response.error() != null) {
            json.writeName("error").writeStartObject();
            json.writeNumberProperty("code", response.error().code());
            json.writeStringProperty("message", capped(response.error().message()));
            // The data of an internal error would hold the messages of all exceptions.
            if (response.error().code() != ErrorCodes.INTERNAL_ERROR) {
                bound(json, "data", capped(response.error().data()));
            }
            json.writeEndObject();
            return;
        }
        Object result = response.result();
        if (result instanceof PreparedJson prepared) {
            prepared(json, "result", prepared);
        } else if (result instanceof InitializeResult initialized
                && ServerIntroduction.own(initialized.capabilities())) {
            initialized(json, initialized);
        } else if (result instanceof CallToolResult called && plain(called)) {
            called(json, "", called);
        } else {
            other(json, result);
        }
    }

    private static String capped(String sentence) {
        return sentence.length() <= MAX_ERROR ? sentence : sentence.substring(0, MAX_ERROR) + "...";
    }

    /// What a client sent comes back in part: it may have been as long as a message.
    private static Object capped(Object data) {
        if (data instanceof String text) {
            return capped(text);
        }
        if (!(data instanceof Map<?, ?> members)) {
            return data;
        }
        Map<Object, Object> all = new LinkedHashMap<>(members);
        all.replaceAll((_, member) -> member instanceof String text ? Excerpt.of(text) : member);
        return all;
    }

    private void other(JsonGenerator json, Object result) throws IOException {
        if (!(result instanceof PrefixedResult headed)) {
            bound(json, "result", result);
        } else if (headed.result() instanceof CallToolResult called && plain(called)) {
            called(json, headed.head(), called);
        } else {
            String members = binding.get().writeValueAsString(headed.result());
            String head = headed.head();
            String start = members.equals("{}") ? head.substring(0, head.length() - 1) : head;
            json.writeName("result").writeRawValue("{" + start + members.substring(1));
        }
    }

    private static void initialized(JsonGenerator json, InitializeResult result) {
        json.writeName("result").writeStartObject();
        json.writeStringProperty("protocolVersion", result.protocolVersion());
        ServerIntroduction.capabilities(json, result.capabilities());
        json.writeName("serverInfo");
        ServerIntroduction.server(json, result.serverInfo());
        json.writeStringProperty("instructions", result.instructions()).writeEndObject();
    }

    private static boolean plain(CallToolResult result) {
        return result.meta() == null
                && (result.structuredContent() == null || result.structuredContent() instanceof PreparedJson)
                && result.content().stream().allMatch(content -> content instanceof TextContent);
    }

    private static void called(JsonGenerator json, String head, CallToolResult result) {
        json.writeName("result").writeStartObject().writeRaw(head);
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
            prepared(json, "structuredContent", prepared);
        }
        json.writeBooleanProperty("isError", Boolean.TRUE.equals(result.isError()))
                .writeEndObject();
    }

    /// Past the generator, which would look at each of a tool list's 100,000 characters.
    private static void prepared(JsonGenerator json, String name, PreparedJson prepared) {
        json.writeName(name).writeRawValue("").flush();
        ((ByteArrayOutputStream) json.streamWriteOutputTarget()).writeBytes(prepared.bytes());
    }

    private void bound(JsonGenerator json, String name, Object value) throws IOException {
        if (value instanceof Map<?, ?> empty && empty.isEmpty()) {
            json.writeName(name).writeStartObject().writeEndObject();
        } else if (value != null) {
            json.writeName(name).writeRawValue(binding.get().writeValueAsString(value));
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
