package dev.ghlmcp.server.modern;

import dev.ghlmcp.highlevel.TraceContext;
import dev.ghlmcp.server.Codec;
import dev.ghlmcp.server.Features;
import dev.ghlmcp.server.Headed;
import dev.ghlmcp.server.Offer;
import dev.ghlmcp.server.PreparedJson;
import dev.ghlmcp.server.Shortcuts;
import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// MCP 2026-07-28, which knows no sessions: every request says all that it needs. It serves the same features as the
/// SDK's sessions do, through the same handlers, whatever the transport. Written beside the SDK, whose release 2.1 does
/// not speak it; that of 2.2 may take the place of this package. Thread-safe.
public final class Modern {
    /// The one version that is spoken here.
    public static final String VERSION = "2026-07-28";

    private static final Codec CODEC = new Codec();

    /// Lists change only with another configuration, for which the server is started anew.
    private static final String LISTED = "\"ttlMs\":300000,\"cacheScope\":\"public\",";

    private static final String READ = "\"ttlMs\":0,\"cacheScope\":\"private\",";

    private final Offer offer;
    private final Features features;
    private final Handlers handlers;
    private final Rounds rounds;
    private final Subscriptions subscriptions;
    private final String complete;
    private final Headed discovery;
    private volatile PreparedJson toolList;

    /// @param states of its requests; a retry may come to whoever has the same
    public Modern(Offer offer, RequestStates states) {
        this.offer = offer;
        this.features = offer.features();
        this.handlers = new Handlers(features, CODEC);
        String server = "\"_meta\":{\"io.modelcontextprotocol/serverInfo\":" + json(features.server()) + "},";
        this.complete = "\"resultType\":\"complete\"," + server;
        this.rounds = new Rounds(states, server);
        this.subscriptions = new Subscriptions(features.capabilities(), complete);
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("supportedVersions", List.of(VERSION));
        members.put("capabilities", features.capabilities());
        if (features.instructions() != null) {
            members.put("instructions", features.instructions());
        }
        this.discovery = new Headed(complete + LISTED, members);
    }

    /// Whether a message says that it is of this era.
    public static boolean claims(JSONRPCMessage message) {
        return Asked.claim(message) != null;
    }

    /// What tells clients that listen of changes.
    public Subscriptions subscriptions() {
        return subscriptions;
    }

    /// What it serves.
    Features features() {
        return features;
    }

    /// Answers a request. Waits for the client of a subscription, until that is over.
    public JSONRPCResponse answer(JSONRPCRequest request, Peer peer) {
        try {
            Asked asked = Asked.of(request);
            Map<String, Object> meta = Asked.map(asked.params().get("_meta"));
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
            System.err.println("ghl-mcp: " + request.method() + " failed inside ghl-mcp: "
                    + e.getClass().getName() + " at "
                    + (e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0]));
            return Shortcuts.internalError(request.id());
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

    private JSONRPCResponse answer(JSONRPCRequest request, Asked asked, Peer peer) {
        ServerCapabilities has = features.capabilities();
        Object cursor = asked.params().get("cursor");
        return switch (asked.method()) {
            case "server/discover" -> JSONRPCResponse.result(asked.id(), discovery);
            case McpSchema.METHOD_TOOLS_LIST -> offered(has.tools(), asked, () -> tools(request, cursor));
            case McpSchema.METHOD_PROMPT_LIST ->
                offered(
                        has.prompts(),
                        asked,
                        () -> listed(Lists.page(
                                "prompts",
                                features.prompts().stream()
                                        .map(SyncPromptSpecification::prompt)
                                        .toList(),
                                cursor)));
            case McpSchema.METHOD_RESOURCES_LIST ->
                offered(
                        has.resources(),
                        asked,
                        () -> listed(Lists.page(
                                "resources",
                                features.resources().stream()
                                        .map(SyncResourceSpecification::resource)
                                        .toList(),
                                cursor)));
            case McpSchema.METHOD_RESOURCES_TEMPLATES_LIST ->
                offered(
                        has.resources(),
                        asked,
                        () -> listed(Lists.page(
                                "resourceTemplates",
                                features.templates().stream()
                                        .map(SyncResourceTemplateSpecification::resourceTemplate)
                                        .toList(),
                                cursor)));
            case McpSchema.METHOD_TOOLS_CALL ->
                offered(has.tools(), asked, () -> {
                    JSONRPCResponse refused = offer.answer(request);
                    if (refused != null) {
                        throw new McpError(refused.error());
                    }
                    return rounds.run(asked, peer, complete, handlers.tool(asked));
                });
            case McpSchema.METHOD_PROMPT_GET ->
                offered(has.prompts(), asked, () -> rounds.run(asked, peer, complete, handlers.prompt(asked)));
            case McpSchema.METHOD_RESOURCES_READ ->
                offered(
                        has.resources(),
                        asked,
                        () -> rounds.run(asked, peer, complete + READ, handlers.resource(asked)));
            case McpSchema.METHOD_COMPLETION_COMPLETE ->
                offered(
                        has.completions(),
                        asked,
                        () -> new Headed(
                                complete,
                                handlers.completion(asked).apply(new RequestExchange(asked, peer, Map.of()))));
            case Subscriptions.METHOD ->
                offered(subscriptions.offered() ? subscriptions : null, asked, () -> subscriptions.listen(asked, peer));
            default -> throw Faults.noMethod(asked.method());
        };
    }

    private static JSONRPCResponse offered(Object capability, Asked asked, Supplier<Object> result) {
        if (capability == null) {
            throw Faults.noMethod(asked.method());
        }
        return JSONRPCResponse.result(asked.id(), result.get());
    }

    /// The prepared list, if there is one, is made this era's once: it is long.
    private Object tools(JSONRPCRequest request, Object cursor) {
        JSONRPCResponse prepared = offer.answer(request);
        if (prepared == null) {
            return listed(Lists.page(
                    "tools",
                    features.tools().stream().map(SyncToolSpecification::tool).toList(),
                    cursor));
        }
        if (prepared.error() != null) {
            throw new McpError(prepared.error());
        }
        if (toolList == null) {
            toolList = ((PreparedJson) prepared.result()).headed(complete + LISTED);
        }
        return toolList;
    }

    private Headed listed(Object result) {
        return new Headed(complete + LISTED, result);
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
