package dev.ghlmcp.server.session;

import dev.ghlmcp.server.connection.BodyBudget;
import dev.ghlmcp.server.feature.ServerFeatures;
import dev.ghlmcp.server.http.HttpError;
import dev.ghlmcp.server.http.HttpExchange;
import io.helidon.webserver.http.ServerRequest;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import java.io.IOException;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/// HTTP+SSE of 2024-11-05, for older clients.
public final class SseProvider implements McpServerTransportProvider {
    private final ServerFeatures offer;
    private final Sessions sessions;
    private McpServerSession.Factory factory;

    public SseProvider(ServerFeatures offer, Sessions sessions) {
        this.offer = offer;
        this.sessions = sessions;
        var _ = offer.build(McpServer.sync(this));
    }

    /// `GET /sse`: a session that lives as long as this request.
    public void connect(HttpExchange exchange) throws IOException, InterruptedException {
        exchange.accept().demandEvents();
        String principal = exchange.caller().principal();
        sessions.reserve(principal);
        SseSession session = new SseSession(factory, offer, principal);
        sessions.add(session);
        try {
            session.listen(exchange);
        } finally {
            sessions.end(session);
        }
    }

    /// `POST /messages?sessionId=`
    public void receive(HttpExchange exchange) throws IOException, InterruptedException {
        ServerRequest request = exchange.request();
        String id = request.query().first("sessionId").orElseThrow(() -> new HttpError(400, "sessionId is missing"));
        SseSession session =
                sessions.find(id, SseSession.class, exchange.caller().principal());
        try (BodyBudget.Lease lease = exchange.body().lease(exchange)) {
            session.receive(exchange.body().messages(exchange, lease), exchange);
        }
    }

    @Override
    public void setSessionFactory(McpServerSession.Factory factory) {
        this.factory = factory;
    }

    @Override
    public Mono<Void> notifyClients(String method, Object params) {
        return Mono.when(
                mine().map(session -> session.notifyClient(method, params)).toList());
    }

    @Override
    public Mono<Void> notifyClient(String id, String method, Object params) {
        return Mono.when(mine().filter(session -> session.sdkId().equals(id))
                .map(session -> session.notifyClient(method, params))
                .toList());
    }

    private Stream<SseSession> mine() {
        return sessions.of(SseSession.class);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.empty();
    }
}
