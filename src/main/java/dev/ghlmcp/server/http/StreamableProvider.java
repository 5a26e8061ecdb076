package dev.ghlmcp.server.http;

import dev.ghlmcp.server.Codec;
import dev.ghlmcp.server.Shortcuts;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.spec.HttpHeaders;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.InitializeRequest;
import io.modelcontextprotocol.spec.McpSchema.InitializeResult;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import io.modelcontextprotocol.spec.McpStreamableServerTransportProvider;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/// The SDK's side of one endpoint: begins its sessions.
final class StreamableProvider implements McpStreamableServerTransportProvider {
    private static final Codec CODEC = new Codec();

    private final Narrowing path;
    private final Endpoint endpoint;
    private final Sessions sessions;
    private McpStreamableServerSession.Factory factory;

    StreamableProvider(Narrowing path, Endpoint endpoint, Sessions sessions) {
        this.path = path;
        this.endpoint = endpoint;
        this.sessions = sessions;
        var _ = endpoint.offer().build(McpServer.sync(this));
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /// Answers `initialize` with a new session.
    void initialize(JSONRPCRequest request, Exchange exchange) throws IOException {
        if (!(request.params() instanceof Map<?, ?> params)) {
            exchange.answer(400, Shortcuts.error(request.id(), ErrorCodes.INVALID_PARAMS, "initialize needs params"));
            return;
        }
        InitializeRequest initialize = CODEC.convertValue(params, InitializeRequest.class);
        sessions.reserve();
        StreamableSession session = null;
        try {
            var begun = factory.startSession(initialize);
            InitializeResult result = begun.initResult().block();
            session = new StreamableSession(
                    begun.session(), endpoint.offer(), path, exchange.caller().principal());
            sessions.add(session);
            exchange.with(HttpHeaders.MCP_SESSION_ID, session.id())
                    .answer(200, JSONRPCResponse.result(request.id(), result));
        } finally {
            if (session == null) {
                sessions.release();
            }
        }
    }

    @Override
    public void setSessionFactory(McpStreamableServerSession.Factory factory) {
        this.factory = factory;
    }

    @Override
    public Mono<Void> notifyClients(String method, Object params) {
        return Mono.when(
                mine().map(session -> session.notifyClient(method, params)).toList());
    }

    @Override
    public Mono<Void> notifyClient(String id, String method, Object params) {
        return Mono.when(mine().filter(session -> session.id().equals(id))
                .map(session -> session.notifyClient(method, params))
                .toList());
    }

    private Stream<StreamableSession> mine() {
        return sessions.of(StreamableSession.class)
                .filter(session -> session.path().equals(path));
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.empty();
    }
}
