package dev.ghlmcp.server.session;

import dev.ghlmcp.server.connection.BodyBudget;
import dev.ghlmcp.server.http.HttpError;
import dev.ghlmcp.server.http.HttpExchange;
import dev.ghlmcp.server.protocol.ServerFeatures;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;

/// HTTP+SSE of 2024-11-05, for older clients.
public record SseEndpoint(ServerFeatures features, Sessions sessions) {
    /// `GET /sse`: a session that lives as long as this request.
    public void connect(HttpExchange exchange) throws IOException, InterruptedException {
        exchange.accept().demandEvents();
        String principal = exchange.caller().principal();
        sessions.reserve(principal);
        SseSession session = new SseSession(features, principal);
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
        if (!request.query().contains("sessionId")) {
            throw new HttpError(400, "sessionId is missing");
        }
        String id = request.query().get("sessionId");
        SseSession session =
                sessions.find(id, SseSession.class, exchange.caller().principal());
        try (BodyBudget.Lease lease = exchange.body().lease(exchange)) {
            session.receive(exchange.body().messages(exchange, lease), exchange);
        }
    }
}
