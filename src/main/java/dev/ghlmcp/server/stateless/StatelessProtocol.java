package dev.ghlmcp.server.stateless;

import dev.ghlmcp.highlevel.reply.TraceContext;
import dev.ghlmcp.log.StackTraces;
import dev.ghlmcp.server.feature.FeatureSpecs;
import dev.ghlmcp.server.feature.ServerFeatures;
import dev.ghlmcp.server.protocol.ClientChannel;
import dev.ghlmcp.server.protocol.Codec;
import dev.ghlmcp.server.protocol.PrefixedResult;
import dev.ghlmcp.server.protocol.Preflight;
import dev.ghlmcp.server.protocol.ServerIntroduction;
import dev.ghlmcp.server.protocol.StatelessRequests;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// MCP 2026-07-28, which has no sessions: every request is complete. It serves the same features as the
/// SDK's sessions do, through the same handlers, whatever the transport. Written beside the SDK, whose release 2.1 does
/// not speak it; that of 2.2 may take the place of this package. Thread-safe.
public final class StatelessProtocol implements StatelessRequests {
    /// The one version that is spoken here.
    public static final String VERSION = "2026-07-28";

    private static final String DISCOVER = "server/discover";
    private static final Codec CODEC = new Codec();

    /// Lists change only with another configuration, for which the server is started anew.
    private static final String LISTED = "\"ttlMs\":300000,\"cacheScope\":\"public\",";

    private static final String READ = "\"ttlMs\":0,\"cacheScope\":\"private\",";

    private final ServerFeatures offer;
    private final FeatureSpecs features;
    private final PagedLists lists;
    private final StatelessHandlers handlers;
    private final InputRounds rounds;
    private final Subscriptions subscriptions;
    private final String complete;
    private final Object discovery;

    /// @param states of its requests; any server with the same key accepts a retry
    public StatelessProtocol(ServerFeatures offer, RequestStates states) {
        this.offer = offer;
        this.features = offer.features();
        this.handlers = new StatelessHandlers(features, CODEC);
        String server = "\"_meta\":{\"io.modelcontextprotocol/serverInfo\":"
                + new String(ServerIntroduction.server(features.server()).bytes(), StandardCharsets.UTF_8) + "},";
        this.complete = "\"resultType\":\"complete\"," + server;
        this.lists = new PagedLists(offer, features, complete + LISTED);
        this.rounds = new InputRounds(states, server);
        this.subscriptions = new Subscriptions(features.capabilities(), complete);
        this.discovery = discovery();
    }

    private Object discovery() {
        ServerCapabilities capabilities = features.capabilities();
        if (ServerIntroduction.own(capabilities)) {
            return ServerIntroduction.discovery(VERSION, capabilities, features.instructions())
                    .headed(complete + LISTED);
        }
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("supportedVersions", List.of(VERSION));
        members.put("capabilities", capabilities);
        if (features.instructions() != null) {
            members.put("instructions", features.instructions());
        }
        return new PrefixedResult(complete + LISTED, members);
    }

    /// What tells clients that listen of changes.
    public Subscriptions subscriptions() {
        return subscriptions;
    }

    /// What it serves.
    FeatureSpecs features() {
        return features;
    }

    @Override
    public JSONRPCResponse answer(JSONRPCRequest request, ClientChannel peer) {
        try {
            StatelessRequest asked = StatelessRequest.of(request);
            Map<String, Object> meta = StatelessRequest.map(asked.params().get("_meta"));
            TraceContext trace = TraceContext.CURRENT.isBound()
                    ? null
                    : TraceContext.of(text(meta.get("traceparent")), text(meta.get("tracestate")));
            if (trace == null) {
                return answer(request, asked, peer);
            }
            return ScopedValue.where(TraceContext.CURRENT, trace).call(() -> answer(request, asked, peer));
        } catch (McpError e) {
            return refusal(request.id(), e.getJsonRpcError());
        } catch (RuntimeException | Error e) {
            StackTraces.report(System.err, request.method() + " failed inside ghl-mcp: " + StackTraces.summary(e), e);
            return Preflight.internalError(request.id());
        }
    }

    /// An error's code and sentence in place of those that the handlers of older eras give.
    private static JSONRPCResponse refusal(Object id, JSONRPCError error) {
        return JSONRPCResponse.error(
                id,
                error.code() == McpSchema.ErrorCodes.RESOURCE_NOT_FOUND
                        ? new JSONRPCError(McpSchema.ErrorCodes.INVALID_PARAMS, error.message(), error.data())
                        : error);
    }

    private JSONRPCResponse answer(JSONRPCRequest request, StatelessRequest asked, ClientChannel peer) {
        if (!offered(asked.method())) {
            throw StatelessErrors.noMethod(asked.method());
        }
        Object result = switch (asked.method()) {
            case McpSchema.METHOD_TOOLS_LIST -> lists.tools(request, asked);
            case McpSchema.METHOD_TOOLS_CALL -> {
                JSONRPCResponse refused = offer.answer(request);
                if (refused != null) {
                    throw new McpError(refused.error());
                }
                yield rounds.run(asked, peer, complete, handlers.tool(asked));
            }
            case McpSchema.METHOD_PROMPT_LIST -> lists.prompts(asked);
            case McpSchema.METHOD_PROMPT_GET -> rounds.run(asked, peer, complete, handlers.prompt(asked));
            case McpSchema.METHOD_RESOURCES_LIST -> lists.resources(asked);
            case McpSchema.METHOD_RESOURCES_TEMPLATES_LIST -> lists.templates(asked);
            case McpSchema.METHOD_RESOURCES_READ -> rounds.run(asked, peer, complete + READ, handlers.resource(asked));
            case McpSchema.METHOD_COMPLETION_COMPLETE ->
                new PrefixedResult(
                        complete, handlers.completion(asked).apply(new StatelessExchange(asked, peer, Map.of())));
            case Subscriptions.METHOD -> subscriptions.listen(asked, peer);
            default -> discovery;
        };
        return JSONRPCResponse.result(asked.id(), result);
    }

    private boolean offered(String method) {
        ServerCapabilities has = features.capabilities();
        return switch (method) {
            case DISCOVER -> true;
            case McpSchema.METHOD_TOOLS_LIST, McpSchema.METHOD_TOOLS_CALL -> has.tools() != null;
            case McpSchema.METHOD_PROMPT_LIST, McpSchema.METHOD_PROMPT_GET -> has.prompts() != null;
            case McpSchema.METHOD_RESOURCES_LIST,
                    McpSchema.METHOD_RESOURCES_TEMPLATES_LIST,
                    McpSchema.METHOD_RESOURCES_READ -> has.resources() != null;
            case McpSchema.METHOD_COMPLETION_COMPLETE -> has.completions() != null;
            case Subscriptions.METHOD -> subscriptions.offered();
            default -> false;
        };
    }

    @Override
    public void end() {
        subscriptions.close();
    }

    private static String text(Object value) {
        return value instanceof String text ? text : null;
    }

    static String json(Object value) {
        try {
            return CODEC.writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
