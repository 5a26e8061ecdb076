package dev.ghlmcp.server.session;

import dev.ghlmcp.server.http.HttpError;
import dev.ghlmcp.server.http.HttpExchange;
import dev.ghlmcp.server.http.McpEndpoint;
import dev.ghlmcp.server.http.ToolPath;
import dev.ghlmcp.server.protocol.Codec;
import dev.ghlmcp.server.protocol.Preflight;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.spec.HttpHeaders;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.InitializeRequest;
import io.modelcontextprotocol.spec.McpSchema.InitializeResult;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import io.modelcontextprotocol.spec.McpStreamableServerTransportProvider;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/// The SDK's side of one endpoint: begins its sessions.
public final class StreamableProvider implements McpStreamableServerTransportProvider {
    private static final Codec CODEC = new Codec();

    /// Requests whose effect lasts as long as the session.
    private static final Set<String> BOUND = Set.of(
            McpSchema.METHOD_RESOURCES_SUBSCRIBE,
            McpSchema.METHOD_RESOURCES_UNSUBSCRIBE,
            McpSchema.METHOD_LOGGING_SET_LEVEL);

    private final ToolPath path;
    private final McpEndpoint endpoint;
    private final Sessions sessions;
    private McpStreamableServerSession.Factory factory;

    public StreamableProvider(ToolPath path, McpEndpoint endpoint, Sessions sessions) {
        this.path = path;
        this.endpoint = endpoint;
        this.sessions = sessions;
        var _ = endpoint.offer().build(McpServer.sync(this));
    }

    public McpEndpoint endpoint() {
        return endpoint;
    }

    public ToolPath path() {
        return path;
    }

    /// Answers `initialize` with a new session.
    public void initialize(JSONRPCRequest request, HttpExchange exchange) throws IOException {
        if (!(request.params() instanceof Map<?, ?> params)) {
            exchange.answer(400, Preflight.error(request.id(), ErrorCodes.INVALID_PARAMS, "initialize needs params"));
            return;
        }
        InitializeRequest initialize = CODEC.convertValue(params, InitializeRequest.class);
        String principal = exchange.caller().principal();
        sessions.reserve(principal);
        StreamableSession session = null;
        try {
            var begun = factory.startSession(initialize);
            InitializeResult result = begun.initResult().block();
            session =
                    new StreamableSession(begun.session(), endpoint.offer(), path, principal, result.protocolVersion());
            sessions.add(session);
            exchange.with(HttpHeaders.MCP_SESSION_ID, session.id())
                    .answer(200, JSONRPCResponse.result(request.id(), result));
        } finally {
            if (session == null) {
                sessions.release(principal);
            }
        }
    }

    /// Answers a request without a session, in a session that ends with the answer. The client has declared no
    /// capabilities, so the server cannot ask it anything.
    ///
    /// @param version that the client speaks
    /// @throws HttpError 400 if the message means nothing without a session
    public void once(JSONRPCMessage message, HttpExchange exchange, String version) throws IOException {
        if (message instanceof JSONRPCNotification) {
            exchange.answer(202);
            return;
        }
        if (!(message instanceof JSONRPCRequest request) || BOUND.contains(request.method())) {
            throw new HttpError(400, "This needs the header Mcp-Session-Id, which initialize gives");
        }
        InitializeRequest nobody = new InitializeRequest(
                version,
                ClientCapabilities.builder().build(),
                Implementation.builder("unknown", "unknown").build(),
                null);
        var begun = factory.startSession(nobody);
        begun.initResult().block();
        StreamableSession session = new StreamableSession(
                begun.session(), endpoint.offer(), path, exchange.caller().principal(), version);
        try {
            session.receive(message, exchange);
        } finally {
            session.end();
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
