package dev.ghlmcp.server.stateless;

import dev.ghlmcp.highlevel.reply.TraceContext;
import dev.ghlmcp.server.protocol.Channel;
import dev.ghlmcp.server.protocol.MessageWriter;
import dev.ghlmcp.server.protocol.PrefixedResult;
import dev.ghlmcp.server.protocol.ProtocolErrors;
import dev.ghlmcp.server.protocol.ServerFeatures;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// MCP 2026-07-28, which has no sessions: every request is complete. It serves the same features as sessions do,
/// through
/// the same handlers, whatever the transport. Thread-safe.
public final class StatelessProtocol {
    /// The one version that is spoken here.
    public static final String VERSION = "2026-07-28";

    private static final String DISCOVER = "server/discover";

    /// Lists change only with another configuration, for which the server is started anew.
    private static final String LISTED = "\"ttlMs\":300000,\"cacheScope\":\"public\",";

    /// A list that names a client's extensions is not for those that do not declare them.
    private static final String LISTED_FOR_EXTENSIONS = LISTED.replace("public", "private");

    private static final String COMPLETE = "\"resultType\":\"complete\",";

    private static final String READ = "\"ttlMs\":0,\"cacheScope\":\"private\",";

    private final ServerFeatures features;
    private final InputRounds rounds;
    private final String complete;

    /// @param states of its requests; any server with the same key accepts a retry
    public StatelessProtocol(ServerFeatures features, RequestStates states) {
        this.features = features;
        String server = "\"_meta\":{\"io.modelcontextprotocol/serverInfo\":"
                + new String(MessageWriter.bytes(features.server()), StandardCharsets.UTF_8) + "},";
        this.complete = COMPLETE + server;
        this.rounds = new InputRounds(states, server);
    }

    /// Answers a request, on the thread that works on it.
    public JSONRPCResponse answer(JSONRPCRequest request, Channel channel) {
        JSONRPCResponse answer = ProtocolErrors.answer(request, () -> traced(StatelessRequest.of(request), channel));
        JSONRPCError error = answer.error();
        return error != null && error.code() == ErrorCodes.RESOURCE_NOT_FOUND
                ? JSONRPCResponse.error(
                        request.id(), new JSONRPCError(ErrorCodes.INVALID_PARAMS, error.message(), error.data()))
                : answer;
    }

    private Object traced(StatelessRequest asked, Channel channel) {
        JsonNode meta = asked.params().path("_meta");
        TraceContext trace = TraceContext.CURRENT.isBound()
                ? null
                : TraceContext.of(
                        meta.path("traceparent").asString(null),
                        meta.path("tracestate").asString(null));
        return trace == null
                ? result(asked, channel)
                : ScopedValue.where(TraceContext.CURRENT, trace).call(() -> result(asked, channel));
    }

    private Object result(StatelessRequest asked, Channel channel) {
        String method = asked.method();
        if (method.equals(DISCOVER)) {
            return discovery();
        }
        String head = complete;
        if (method.endsWith("/list")) {
            head += asked.capabilities().path("extensions").isEmpty() ? LISTED : LISTED_FOR_EXTENSIONS;
        } else if (method.equals(McpSchema.METHOD_RESOURCES_READ)) {
            head += READ;
        } else if (StatelessRequest.listens(method)) {
            // Its result has a `_meta` of its own.
            head = COMPLETE;
        }
        return rounds.run(asked, channel, head, features.method(method));
    }

    private PrefixedResult discovery() {
        ObjectNode result = features.introduction();
        if (features.methods().containsKey(StatelessRequest.EVENT_TYPES)) {
            // ChatGPT reads the member that the sketch before SEP-3415 had.
            ObjectNode capabilities = (ObjectNode) result.get("capabilities");
            capabilities.putObject("events");
            capabilities
                    .putObject("extensions")
                    .putObject(StatelessRequest.EVENTS)
                    .put("listChanged", false);
        }
        result.putArray("supportedVersions").add(VERSION);
        return new PrefixedResult(complete + LISTED, result);
    }
}
