package dev.ghlmcp.watch.delivery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.webhook.WebhookSecret;
import dev.ghlmcp.webhook.WebhookSignature;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;
import tools.jackson.databind.JsonNode;

/// A receiver of webhooks that answers what a test says, and keeps what came.
final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final List<Received> all = new CopyOnWriteArrayList<>();
    volatile ToIntFunction<Received> answers = _ -> 200;
    volatile String retryAfter;

    /// What came.
    record Received(String id, String timestamp, String signature, String subscription, byte[] body, int answered) {
        JsonNode json() {
            return Json.MAPPER.readTree(body);
        }

        boolean signedWith(WebhookSecret secret, long now) {
            return new WebhookSignature(List.of(secret)).verifies(id, timestamp, signature, body, now);
        }
    }

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Received came = received(exchange, body, 0);
            int status = answers.applyAsInt(came);
            all.add(received(exchange, body, status));
            if (status == 302) {
                exchange.getResponseHeaders().add("Location", "/elsewhere");
            }
            if (retryAfter != null) {
                exchange.getResponseHeaders().add("Retry-After", retryAfter);
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private static Received received(HttpExchange exchange, byte[] body, int status) {
        return new Received(
                exchange.getRequestHeaders().getFirst("webhook-id"),
                exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                exchange.getRequestHeaders().getFirst("webhook-signature"),
                exchange.getRequestHeaders().getFirst("X-MCP-Subscription-Id"),
                body,
                status);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
    }

    List<Received> all() {
        return all;
    }

    /// The ids of the events that it has accepted, in the order in which they came.
    List<String> accepted() {
        return all.stream()
                .filter(one -> one.answered() < 300)
                .map(Received::id)
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
