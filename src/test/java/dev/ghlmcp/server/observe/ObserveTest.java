package dev.ghlmcp.server.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.Await;
import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.account.AccountLocations;
import dev.ghlmcp.highlevel.account.FixedTokens;
import dev.ghlmcp.highlevel.account.TargetAccount;
import dev.ghlmcp.highlevel.limit.LimiterOptions;
import dev.ghlmcp.highlevel.limit.RateLimiters;
import dev.ghlmcp.highlevel.limit.RequestLimits;
import dev.ghlmcp.highlevel.limit.ToolLimits;
import dev.ghlmcp.highlevel.reply.Deadline;
import dev.ghlmcp.highlevel.reply.TraceContext;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.Callers;
import dev.ghlmcp.mcp.audit.BufferedLog;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.mcp.call.CompletedCall;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.operation.annotation.TokenClass;
import dev.ghlmcp.secret.Secret;
import dev.ghlmcp.server.auth.Authenticator;
import dev.ghlmcp.server.auth.TokenRefused;
import dev.ghlmcp.server.host.GracefulServer;
import dev.ghlmcp.server.host.HttpServer;
import dev.ghlmcp.server.host.McpRoutes;
import dev.ghlmcp.server.http.HttpOptions;
import dev.ghlmcp.server.http.HttpRoute;
import dev.ghlmcp.server.protocol.ServerFeatures;
import dev.ghlmcp.server.session.Sessions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Health, metrics and access log of a server in this process.
class ObserveTest {
    private static final Access OWN = Callers.named("ann").access();
    private static final Access ACME =
            new Access(new FixedTokens(new Secret("pit-acme"), null, "loc2"), new AccountLocations("loc2"), null);

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Metrics metrics = new Metrics();
    private final AtomicInteger answered = new AtomicInteger();
    private final Health health = new Health();
    private final HttpClient client = HttpClient.newHttpClient();
    private GracefulServer server;

    @BeforeEach
    void start() {
        HttpOptions options = HttpOptions.defaults();
        Sessions sessions = new Sessions(10, Duration.ofMinutes(1));
        AccessLog log =
                new AccessLog(new BufferedLog(new PrintStream(written, true, StandardCharsets.UTF_8)), status -> {
                    metrics.answered(status);
                    answered.incrementAndGet();
                });
        Authenticator gatekeeper = new Named();
        ServerFeatures none =
                new ServerFeatures(Json.MAPPER.createObjectNode(), null, Json.MAPPER.createObjectNode(), Map.of());
        McpRoutes mcp = new McpRoutes(_ -> none, sessions, options);
        List<HttpRoute> routes = new ArrayList<>(health.routes());
        routes.add(metrics.route(gatekeeper, OWN));
        routes.addAll(mcp.routes(gatekeeper));
        HttpServer http = HttpServer.start(options, routes, List.of(log, health));
        server = new GracefulServer(http, sessions, mcp, health, log, Duration.ofSeconds(5));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void healthIsForAnybodyAndTurnsWhenItStops() throws Exception {
        assertEquals("{\"status\":\"up\"}", get("/health/live").body());
        assertEquals("{\"status\":\"ready\"}", get("/health/ready").body());
        health.drain(Duration.ofSeconds(5), () -> false);
        assertEquals(200, get("/health/live").statusCode());
        assertEquals(503, get("/health/ready").statusCode());
        assertEquals(503, get("/metrics", "X-Name", "ann").statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/health/ready", "/metrics"})
    void headIsAnsweredAsGetWithoutItsBody(String path) throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + server.server().port() + path))
                        .header("X-Name", "ann")
                        .HEAD()
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode());
        assertEquals("", answer.body());
        assertTrue(answer.headers().firstValueAsLong("Content-Length").orElse(0) > 0);
    }

    @Test
    void healthIsNotForOtherHostNames() throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.server().port())) {
            socket.getOutputStream()
                    .write("GET /health/live HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 403"), answer);
        }
        assertEquals(403, lines(1).getFirst().path("status").asInt());
    }

    @Test
    void metricsAreForThoseWhoMayCome() throws Exception {
        HttpResponse<String> refused = get("/metrics");
        assertEquals(401, refused.statusCode());
        assertEquals("Bearer", refused.headers().firstValue("WWW-Authenticate").orElse(null));
        assertFalse(refused.body().contains("ghl_"));
        HttpResponse<String> answer = get("/metrics", "X-Name", "ann");
        assertTrue(answer.headers().firstValue("Content-Type").orElse("").startsWith("text/plain; version=0.0.4"));
        assertTrue(answer.body().contains("ghl_request_duration_seconds_count 0"), answer.body());
    }

    @Test
    void answersAreCountedByStatus() throws Exception {
        get("/metrics");
        get("/metrics");
        get("/nonesuch");
        // An answer is counted when it is sent.
        Await.until("the counts", () -> {
            String text = get("/metrics", "X-Name", "ann").body();
            return text.contains("ghl_http_answers_total{status=\"401\"} 2.0")
                    && text.contains("ghl_http_answers_total{status=\"404\"} 1.0");
        });
        assertFalse(get("/metrics", "X-Name", "acme").body().contains("ghl_http"), "what others do");
    }

    /// L5: what others do is the operator's to know. R6: nobody sees another's budgets.
    @Test
    void aTenantSeesWhatIsLeftOfItsOwnLimitsAndNothingElse() throws Exception {
        RequestLimits budgets =
                metrics.watch(RateLimiters.local(new LimiterOptions(ToolLimits.NONE, Duration.ZERO, 1)));
        for (Access access : List.of(
                ACME,
                new Access(
                        new FixedTokens(new Secret("pit-beta"), null, "loc3"), new AccountLocations("loc3"), null))) {
            budgets.take(
                    Catalog.load().find("get_contact"),
                    access.quota(TokenClass.SUB_ACCOUNT, null),
                    Deadline.in(Duration.ofSeconds(1)));
        }
        outcomesAreFew("200", false, "ok");
        String acme = get("/metrics", "X-Name", "acme").body();
        assertTrue(acme.contains("ghl_budget_left{location=\"loc2\",window=\"burst\"} 99.0"), acme);
        assertFalse(acme.contains("loc3"), acme);
        assertFalse(acme.contains("get_contact") || acme.contains("ghl_request") || acme.contains("sessions"), acme);
        assertFalse(get("/metrics", "X-Name", "ann").body().contains("loc3"));
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource({
        "200, false, ok",
        "404, true, 4xx",
        "401, true, 401",
        "503, true, 5xx",
        "429, true, 429",
        "200, true, 2xx",
        "invalid, true, invalid"
    })
    void outcomesAreFew(String outcome, boolean error, String tag) throws Exception {
        metrics.ended(new CompletedCall(
                Callers.named("local"),
                Catalog.load().find("get_contact"),
                Json.MAPPER.createObjectNode(),
                new TargetAccount("loc1", null, null),
                null,
                new ToolResult("a text", null, null, error, outcome),
                1_000_000));
        String text = get("/metrics", "X-Name", "ann").body();
        assertTrue(text.contains("_seconds_count{outcome=\"" + tag + "\",tool=\"get_contact\""), text);
        assertFalse(text.contains("loc1"), text);
    }

    @Test
    void everyRequestHasALineAndAnIdOfItsOwn() throws Exception {
        String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        HttpResponse<String> first =
                get("/nowhere%22%0a?secret=s3cret", "traceparent", parent, "Mcp-Session-Id", "0123456789abcdef");
        HttpResponse<String> second = get("/metrics?token=s3cret", "X-Name", "ann");
        String id = first.headers().firstValue("X-Request-Id").orElseThrow();
        assertNotEquals(id, second.headers().firstValue("X-Request-Id").orElseThrow());
        List<JsonNode> lines = lines(2);
        assertEquals(2, lines.size(), written.toString(StandardCharsets.UTF_8));
        JsonNode line = lines.getFirst();
        assertEquals(id, line.path("request").asString());
        assertEquals("GET", line.path("method").asString());
        assertEquals(404, line.path("status").asInt());
        assertEquals("01234567", line.path("session").asString());
        assertEquals("0af7651916cd43dd8448eb211c80319c", line.path("trace").asString());
        assertTrue(line.path("principal").isMissingNode());
        assertEquals("/metrics", lines.getLast().path("path").asString());
        assertEquals("ann", lines.getLast().path("principal").asString());
        assertFalse(written.toString(StandardCharsets.UTF_8).contains("s3cret"));
    }

    @ParameterizedTest
    @CsvSource({
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more"
    })
    void aTraceOfAnotherShapeIsNone(String parent) {
        assertNull(TraceContext.of(parent, null));
    }

    @Test
    void aStateThatCannotBeAHeaderIsDropped() {
        String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        assertEquals("a=1", TraceContext.of(parent, "a=1").state());
        assertNull(TraceContext.of(parent, "a=1\r\nX: y").state());
        assertNull(TraceContext.of(parent, "a".repeat(513)).state());
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.server().port() + path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /// All lines: they are complete once the server has ended. A client has its answer before there is a line.
    ///
    /// @param answers that have been sent
    private List<JsonNode> lines(int answers) {
        Await.until("the lines", () -> answered.get() >= answers);
        server.close();
        return written.toString(StandardCharsets.UTF_8)
                .lines()
                .map(Json.MAPPER::readTree)
                .toList();
    }

    private static final class Named implements Authenticator {
        @Override
        public Caller admit(String path, UnaryOperator<String> header) throws TokenRefused {
            String name = header.apply("X-Name");
            if (name == null) {
                throw new TokenRefused(401, null, "Say who you are").with("Bearer");
            }
            return new Caller(name, name.equals("acme") ? ACME : OWN);
        }

        @Override
        public boolean authenticates() {
            return true;
        }
    }
}
