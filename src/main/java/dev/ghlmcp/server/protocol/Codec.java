package dev.ghlmcp.server.protocol;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CompleteRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.InitializeRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.Request;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The SDK's view of JSON: the hot messages go through the streaming reader and writer, the rest through Jackson's
/// data binding.
public final class Codec implements McpJsonMapper {
    /// Loaded on first use only: none of the messages of a start needs it.
    private static final class Binding {
        static final McpJsonMapper MAPPER = new JacksonMcpJsonMapper(
                JsonMapper.builder().addMixIn(ElicitRequest.class, ByMode.class).build());

        /// The SDK declares the mode twice, as a property and as the type's id, which Jackson 3.2 refuses to write.
        @JsonTypeInfo(
                use = JsonTypeInfo.Id.NAME,
                include = JsonTypeInfo.As.EXISTING_PROPERTY,
                property = "mode",
                defaultImpl = ElicitFormRequest.class)
        private interface ByMode {}
    }

    /// What a person may do with a question.
    private static final Set<String> ACTIONS = Set.of("accept", "decline", "cancel");

    private final MessageWriter writer = new MessageWriter(() -> Binding.MAPPER);

    @Override
    public <T> T convertValue(Object from, Class<T> type) {
        if (from instanceof Map<?, ?> params && type == CallToolRequest.class) {
            return type.cast(MessageReader.callTool(params));
        }
        if (from instanceof Map<?, ?> params && type == InitializeRequest.class) {
            return type.cast(MessageReader.initialize(params));
        }
        if (type == ElicitResult.class) {
            exact(from);
        }
        return Request.class.isAssignableFrom(type) ? request(from, type) : Binding.MAPPER.convertValue(from, type);
    }

    /// A yes to what cannot be undone is the word itself: the binding would take "accept " for it, and even 0.
    private static void exact(Object result) {
        if (!(result instanceof Map<?, ?> members)
                || !(members.get("action") instanceof String action && ACTIONS.contains(action))) {
            throw new IllegalArgumentException("action must be accept, decline or cancel");
        }
    }

    /// The SDK would answer with the text of the exception, and take the fault upon the server.
    private static <T> T request(Object params, Class<T> type) {
        try {
            T request = Binding.MAPPER.convertValue(params == null ? Map.of() : params, type);
            return request instanceof CompleteRequest completed ? type.cast(TemplateReference.in(completed)) : request;
        } catch (JacksonException | IllegalArgumentException _) {
            throw McpError.builder(ErrorCodes.INVALID_PARAMS)
                    .message("params are not those of a " + type.getSimpleName())
                    .build();
        }
    }

    @Override
    @SuppressWarnings("unchecked") // the class is the one that the reference names
    public <T> T convertValue(Object from, TypeRef<T> type) {
        Type target = type.getType();
        return target instanceof Class<?> plain
                ? (T) convertValue(from, plain)
                : Binding.MAPPER.convertValue(from, type);
    }

    @Override
    public byte[] writeValueAsBytes(Object value) throws IOException {
        return value instanceof JSONRPCMessage message
                ? writer.bytes(message)
                : Binding.MAPPER.writeValueAsBytes(value);
    }

    @Override
    public String writeValueAsString(Object value) throws IOException {
        return Binding.MAPPER.writeValueAsString(value);
    }

    @Override
    public <T> T readValue(String content, Class<T> type) throws IOException {
        return Binding.MAPPER.readValue(content, type);
    }

    @Override
    public <T> T readValue(byte[] content, Class<T> type) throws IOException {
        return Binding.MAPPER.readValue(content, type);
    }

    @Override
    public <T> T readValue(String content, TypeRef<T> type) throws IOException {
        return Binding.MAPPER.readValue(content, type);
    }

    @Override
    public <T> T readValue(byte[] content, TypeRef<T> type) throws IOException {
        return Binding.MAPPER.readValue(content, type);
    }
}
