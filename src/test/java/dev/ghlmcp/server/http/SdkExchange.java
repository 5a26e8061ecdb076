package dev.ghlmcp.server.http;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.ghlmcp.server.protocol.ProtocolErrors;
import dev.ghlmcp.server.protocol.RequestContext;
import dev.ghlmcp.server.stateless.StatelessContext;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageRequest;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageResult;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import io.modelcontextprotocol.spec.McpSchema.LoggingMessageNotification;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import java.io.IOException;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A request of either era as the SDK's handlers see it.
@SuppressWarnings("deprecation") // sampling and logging
final class SdkExchange extends McpSyncServerExchange {
    static final JsonMapper MAPPER =
            JsonMapper.builder().addMixIn(ElicitRequest.class, ByMode.class).build();

    final RequestContext context;
    private final LoggingLevel level;

    /// The SDK declares the mode twice, as a property and as the type's id, which Jackson 3.2 refuses to write.
    @JsonTypeInfo(
            use = JsonTypeInfo.Id.NAME,
            include = JsonTypeInfo.As.EXISTING_PROPERTY,
            property = "mode",
            defaultImpl = ElicitFormRequest.class)
    private interface ByMode {}

    SdkExchange(RequestContext context, ObjectNode params) {
        super(null);
        this.context = context;
        JsonNode wanted = params.path("_meta").path("io.modelcontextprotocol/logLevel");
        this.level = context instanceof StatelessContext ? level(wanted) : LoggingLevel.DEBUG;
    }

    private static LoggingLevel level(JsonNode wanted) {
        try {
            return wanted.isMissingNode()
                    ? null
                    : LoggingLevel.valueOf(wanted.asString().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            throw ProtocolErrors.invalid("no such level");
        }
    }

    @Override
    public ElicitResult createElicitation(ElicitRequest request) {
        return ask(McpSchema.METHOD_ELICITATION_CREATE, request, ElicitResult.class);
    }

    @Override
    public CreateMessageResult createMessage(CreateMessageRequest request) {
        return ask(McpSchema.METHOD_SAMPLING_CREATE_MESSAGE, request, CreateMessageResult.class);
    }

    private <T> T ask(String method, Object request, Class<T> type) {
        ObjectNode params = tree(request);
        return MAPPER.treeToValue(context.ask(method, params, params.toString()), type);
    }

    static ObjectNode tree(Object request) {
        return MAPPER.valueToTree(request);
    }

    @Override
    public void progressNotification(ProgressNotification reported) {
        send(McpSchema.METHOD_NOTIFICATION_PROGRESS, reported);
    }

    @Override
    public void loggingNotification(LoggingMessageNotification reported) {
        if (level != null && reported.level().level() >= level.level()) {
            send(McpSchema.METHOD_NOTIFICATION_MESSAGE, reported);
        }
    }

    void send(String method, Object params) {
        try {
            context.channel().notify(new JSONRPCNotification(method, params));
        } catch (IOException _) {
            // The client is gone.
        }
    }
}
