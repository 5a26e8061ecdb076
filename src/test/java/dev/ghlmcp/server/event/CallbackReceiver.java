package dev.ghlmcp.server.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.webhook.WebhookSecret;
import dev.ghlmcp.webhook.WebhookSignature;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/// Receives what subscriptions send, on every address of this machine, and echoes challenges as a test says.
final class CallbackReceiver implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final List<Post> posts = new CopyOnWriteArrayList<>();
    volatile ToIntFunction<Post> status = _ -> 200;
    volatile UnaryOperator<String> echo = challenge -> "{\"challenge\":\"" + challenge + "\"}";
    private final HttpServer server;

    /// What came.
    record Post(String path, String id, String timestamp, String signature, String subscription, byte[] body) {
        JsonNode json() {
            return Json.MAPPER.readTree(body);
        }

        String type() {
            return json().path("type").asString("event");
        }

        boolean signedWith(String secret) {
            return new WebhookSignature(List.of(WebhookSecret.parse("secret", secret)))
                    .verifies(id, timestamp, signature, body, Long.parseLong(timestamp) * 1000);
        }
    }

    CallbackReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Post post = new Post(
                    exchange.getRequestURI().getPath(),
                    header(exchange, "webhook-id"),
                    header(exchange, "webhook-timestamp"),
                    header(exchange, "webhook-signature"),
                    header(exchange, "X-MCP-Subscription-Id"),
                    exchange.getRequestBody().readAllBytes());
            assertEquals("application/json", header(exchange, "Content-Type"));
            int answer = status.applyAsInt(post);
            byte[] body = post.type().equals("verification")
                    ? echo.apply(post.json().path("challenge").asString()).getBytes(StandardCharsets.UTF_8)
                    : new byte[0];
            posts.add(post);
            if (answer / 100 == 3) {
                exchange.getResponseHeaders().add("Location", url("/elsewhere"));
            }
            exchange.sendResponseHeaders(answer, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String header(HttpExchange exchange, String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    List<Post> of(String type) {
        return posts.stream().filter(post -> post.type().equals(type)).toList();
    }

    /// The posts of a type as soon as there are so many.
    List<Post> until(String type, int count) {
        return Awaitility.await().atMost(PATIENCE).until(() -> of(type), found -> found.size() >= count);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
