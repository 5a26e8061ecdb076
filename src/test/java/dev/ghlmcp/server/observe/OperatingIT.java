package dev.ghlmcp.server.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.ghlmcp.Await;
import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.server.HoldingUpstream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The built program as an operator sees it.
class OperatingIT {
    private static final int SIGTERM = 128 + 15;
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final String TOKEN = "operators-token-0123456789abcdef";
    private static final String INITIALIZE = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},\
            "clientInfo":{"name":"test","version":"1"}}}""";
    private static final String CALL = """
            {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"get_contact",\
            "arguments":{"contactId":"secretperson1"}}}""";

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void metricsAndLogShowTenCalls() throws Exception {
        WireMockServer upstream =
                new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
        upstream.start();
        upstream.stubFor(WireMock.any(WireMock.anyUrl())
                .willReturn(WireMock.okJson("{\"contact\":{\"id\":\"c1\"}}")
                        .withHeader("X-RateLimit-Max", "100")
                        .withHeader("X-RateLimit-Remaining", "42")));
        Map<String, String> environment = new HashMap<>(Map.of(
                "GHL_BASE_URL",
                upstream.baseUrl(),
                "GHL_TOKEN",
                "pit-secret-of-the-test",
                "GHL_LOCATION_ID",
                "loc1",
                "GHL_HTTP_TOKENS",
                "operator: " + TOKEN));
        try (BuiltProgram program = BuiltProgram.start(environment, "http", "--port", "0")) {
            URI uri = program.address();
            String session = session(uri);
            for (int i = 0; i < 10; i++) {
                HttpResponse<String> answer = client.send(post(uri, CALL, session), BodyHandlers.ofString());
                assertTrue(answer.body().contains("c1"), answer.body());
                assertTrue(
                        answer.headers().firstValue("X-Request-Id").orElse("").matches("[0-9a-f]{16}"));
            }
            assertEquals(
                    TRACE, upstream.getAllServeEvents().getFirst().getRequest().getHeader("traceparent"));

            HttpRequest.Builder metrics = HttpRequest.newBuilder(uri.resolve("/metrics"));
            assertEquals(
                    401, client.send(metrics.build(), BodyHandlers.ofString()).statusCode());
            String text = client.send(
                            metrics.header("Authorization", "Bearer " + TOKEN).build(), BodyHandlers.ofString())
                    .body();
            String tags = "{outcome=\"ok\",tool=\"get_contact\",toolset=\"contacts\"}";
            assertTrue(text.contains("mcp_server_operation_duration_seconds_count" + tags + " 10"), text);
            assertTrue(text.contains("ghl_request_duration_seconds_count 10"), text);
            assertTrue(text.contains("mcp_server_sessions 1.0"), text);
            assertTrue(text.contains("ghl_budget_left{location=\"loc1\",window=\"burst\"}"), text);

            program.terminate();
            assertEquals(SIGTERM, program.exitCode());
            String log = program.stderr();
            List<JsonNode> lines = log.lines()
                    .filter(line -> line.startsWith("{"))
                    .map(Json.MAPPER::readTree)
                    .toList();
            JsonNode call = lines.get(10);
            assertEquals("/mcp", call.path("path").asString());
            assertEquals(200, call.path("status").asInt());
            assertEquals("operator", call.path("principal").asString());
            assertEquals(session.substring(0, 8), call.path("session").asString());
            assertEquals(TRACE.substring(3, 35), call.path("trace").asString());
            assertEquals(13, lines.size(), log);
            assertFalse(log.contains(TOKEN) || log.contains("pit-secret") || log.contains("secretperson1"), log);
            assertFalse(log.contains(session), "the log holds what opens a session");
        } finally {
            upstream.stop();
        }
    }

    @Test
    void aCallThatIsHeldIsAnsweredAfterSigterm() throws Exception {
        try (HoldingUpstream upstream = new HoldingUpstream();
                BuiltProgram program = BuiltProgram.start(upstream.environment(), "http", "--port", "0")) {
            URI uri = program.address();
            String session = session(uri);
            HttpRequest ready =
                    HttpRequest.newBuilder(uri.resolve("/health/ready")).build();
            assertEquals(200, client.send(ready, BodyHandlers.ofString()).statusCode());
            CompletableFuture<HttpResponse<String>> held =
                    client.sendAsync(post(uri, CALL, session), BodyHandlers.ofString());
            assertTrue(upstream.awaitWaiting(1));

            program.terminate();
            Await.until(
                    "it is not ready any more",
                    () -> client.send(ready, BodyHandlers.ofString()).statusCode() != 200);
            assertEquals(503, client.send(ready, BodyHandlers.ofString()).statusCode());
            assertEquals(
                    503,
                    client.send(post(uri, CALL, session), BodyHandlers.ofString())
                            .statusCode());
            assertFalse(held.isDone());

            upstream.release();
            HttpResponse<String> answer = held.get(20, TimeUnit.SECONDS);
            assertEquals(200, answer.statusCode());
            assertTrue(answer.body().contains("held"), answer.body());
            assertEquals(SIGTERM, program.exitCode());
        }
    }

    @Test
    void aCallThatTakesTooLongDoesNotKeepItUp() throws Exception {
        try (HoldingUpstream upstream = new HoldingUpstream()) {
            Map<String, String> environment = new HashMap<>(upstream.environment());
            environment.put("GHL_HTTP_SHUTDOWN_MS", "200");
            try (BuiltProgram program = BuiltProgram.start(environment, "http", "--port", "0")) {
                URI uri = program.address();
                var _ = client.sendAsync(post(uri, CALL, session(uri)), BodyHandlers.ofString());
                assertTrue(upstream.awaitWaiting(1));
                program.terminate();
                assertEquals(SIGTERM, program.exitCode());
            }
        }
    }

    private String session(URI uri) throws Exception {
        return client.send(post(uri, INITIALIZE, null), BodyHandlers.ofString())
                .headers()
                .firstValue("Mcp-Session-Id")
                .orElseThrow();
    }

    private static HttpRequest post(URI uri, String body, String session) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("Authorization", "Bearer " + TOKEN)
                .header("traceparent", TRACE)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (session != null) {
            request.header("Mcp-Session-Id", session);
        }
        return request.build();
    }
}
