package dev.ghlmcp.server.session;

import dev.ghlmcp.server.protocol.Channel;
import dev.ghlmcp.server.protocol.Params;
import dev.ghlmcp.server.protocol.ProtocolErrors;
import dev.ghlmcp.server.protocol.RequestContext;
import dev.ghlmcp.server.protocol.ServerFeatures;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// One session of MCP 2025-11-25 or older, on any transport: what was agreed, and the questions that wait for the
/// client. Thread-safe.
public final class ClientSession {
    /// The versions that have sessions, the oldest first.
    public static final List<String> VERSIONS = List.of(
            ProtocolVersions.MCP_2024_11_05,
            ProtocolVersions.MCP_2025_03_26,
            ProtocolVersions.MCP_2025_06_18,
            ProtocolVersions.MCP_2025_11_25);

    private final ServerFeatures features;
    private final String id;
    private final Map<String, CompletableFuture<JSONRPCResponse>> questions = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile String version;
    private Consumer<JSONRPCNotification> outlet;
    private SessionSubscriptions subscriptions;
    private volatile JsonNode capabilities = JsonNodeFactory.instance.objectNode();

    /// @param id      begins those of its questions; unguessable where it opens the session
    /// @param version that is spoken before another is agreed
    ClientSession(String id, ServerFeatures features, String version) {
        this.id = id;
        this.features = features;
        this.version = version;
    }

    /// Where notifications go that belong to no request.
    ///
    /// @param outlet drops what nobody takes
    void notifying(Consumer<JSONRPCNotification> outlet) {
        this.outlet = outlet;
    }

    private synchronized SessionSubscriptions subscriptions() {
        if (subscriptions == null && outlet != null) {
            subscriptions = new SessionSubscriptions(outlet);
        }
        return subscriptions;
    }

    /// Nothing is told to the client any more.
    synchronized void end() {
        outlet = null;
        if (subscriptions != null) {
            subscriptions.end();
        }
    }

    /// The id that opens the session, on transports where one does.
    public String id() {
        return id;
    }

    /// The version that was agreed.
    public String version() {
        return version;
    }

    /// Answers a request, on the thread that works on it.
    public JSONRPCResponse answer(JSONRPCRequest request, Channel channel) {
        return ProtocolErrors.answer(request, () -> result(request, channel));
    }

    private Object result(JSONRPCRequest request, Channel channel) {
        return switch (request.method()) {
            case McpSchema.METHOD_INITIALIZE -> initialize(Params.of(request.params()));
            // No log is sent, at any level.
            case McpSchema.METHOD_PING, McpSchema.METHOD_LOGGING_SET_LEVEL -> JsonNodeFactory.instance.objectNode();
            default ->
                features.method(request.method())
                        .handle(Params.of(request.params()), new Context(this, request.id(), channel));
        };
    }

    private Object initialize(ObjectNode params) {
        String wanted = params.path("protocolVersion").asString("");
        version = VERSIONS.contains(wanted) ? wanted : VERSIONS.getLast();
        capabilities = params.path("capabilities");
        ObjectNode result = JsonNodeFactory.instance.objectNode().put("protocolVersion", version);
        result.set("serverInfo", features.server());
        return result.setAll(features.introduction());
    }

    private record Context(ClientSession session, Object requestId, Channel channel) implements RequestContext {
        @Override
        public JsonNode capabilities() {
            return channel.oneWay() ? JsonNodeFactory.instance.objectNode() : session.capabilities;
        }

        @Override
        public Subscriptions subscriptions() {
            return session.subscriptions();
        }

        @Override
        public JsonNode extension(String name) {
            return session.capabilities.path("extensions").path(name);
        }

        @Override
        public JsonNode ask(String method, ObjectNode params, String subject) {
            String capability = RequestContext.capability(method);
            if (!capabilities().path(capability).isObject()) {
                throw ProtocolErrors.error(
                        ErrorCodes.INVALID_REQUEST, "The client cannot be asked: it declared no " + capability, null);
            }
            return session.ask(channel, method, params);
        }
    }

    private JsonNode ask(Channel channel, String method, ObjectNode params) {
        String question = id + "-" + asked.incrementAndGet();
        CompletableFuture<JSONRPCResponse> reply = new CompletableFuture<>();
        questions.put(question, reply);
        try {
            JSONRPCResponse response = channel.ask(new JSONRPCRequest("2.0", method, question, params), reply);
            if (response.error() != null) {
                throw new McpError(response.error());
            }
            return (JsonNode) response.result();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CancellationException("The request was cancelled");
        } catch (IOException | TimeoutException | ExecutionException _) {
            throw new CancellationException("The client is gone, or did not answer in time");
        } finally {
            questions.remove(question);
        }
    }

    /// Takes in what the client says to a question; an answer to an unknown one is ignored.
    public void reply(JSONRPCResponse response) {
        CompletableFuture<JSONRPCResponse> reply = questions.get(response.id().toString());
        if (reply != null) {
            reply.complete(response);
        }
    }
}
