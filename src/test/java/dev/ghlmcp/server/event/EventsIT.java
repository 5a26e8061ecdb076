package dev.ghlmcp.server.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.SandboxAccount;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import dev.ghlmcp.server.event.CallbackReceiver.Post;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.sqlite.SqliteStore;
import dev.ghlmcp.watch.ContactTraffic;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The built program as a server of MCP Events, over stdio and HTTP. A reader of the test's own wants the watch polled
/// each second, which no other way in allows.
class EventsIT {
    private static final String ADA = "ada-token-0123456789abcdef";
    private static final String BOB = "bob-token-0123456789abcdef";
    private static final String SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3";
    private static final String META = """
            "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{"extensions":{"io.modelcontextprotocol/events":{}}}}""";
    private static final String CONTACTS = "\"name\":\"contact.matched\"";

    @TempDir
    Path folder;

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withLimits(0, 0));
    private final ContactTraffic traffic = new ContactTraffic(sandbox.uri());
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        http.close();
        traffic.close();
        sandbox.close();
    }

    @Test
    void overStdioStreamsGoOnSideBySideUntilTheyAreCancelled() throws Exception {
        try (BuiltProgram server = BuiltProgram.start(environment(), "stdio")) {
            server.send(message("1", "events/stream", CONTACTS));
            JsonNode active = Json.MAPPER.readTree(server.next());
            assertEquals("notifications/events/active", active.path("method").asString());
            server.send(message("2", "events/stream", "\"name\":\"contact.created\""));
            assertEquals(2, id(Json.MAPPER.readTree(server.next())));
            hurry();
            String made = traffic.create();
            JsonNode event = Json.MAPPER.readTree(server.next());
            assertEquals("notifications/events/event", event.path("method").asString());
            assertEquals(1, id(event), "contact.created is polled every five minutes");
            assertEquals(made, event.at("/params/data/id").asString());
            server.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}");
            server.send(message("3", "server/discover", ""));
            JsonNode discovered = Json.MAPPER.readTree(server.next());
            assertEquals(3, discovered.path("id").asInt(), discovered::toString);
            assertTrue(discovered.at("/result/capabilities/events").isObject());
            server.endInput();
            assertEquals(0, server.exitCode(), "streams do not keep it");
        }
    }

    @Test
    void overHttpAStreamTellsOfEventsAndAnOlderClientHasNoEvents() throws Exception {
        Map<String, String> settings = environment();
        // A stream is none of these.
        settings.put("GHL_HTTP_MAX_IN_FLIGHT", "1");
        try (BuiltProgram server = BuiltProgram.start(settings, "http", "--port", "0")) {
            URI uri = server.address();
            BlockingQueue<JsonNode> told = new LinkedBlockingQueue<>();
            HttpResponse<Stream<String>> stream =
                    http.send(request(uri, ADA, "events/stream", CONTACTS), HttpResponse.BodyHandlers.ofLines());
            assertEquals(200, stream.statusCode());
            Thread.ofVirtual().start(() -> collect(stream.body(), told));
            assertEquals(
                    "notifications/events/active", next(told).path("method").asString());
            hurry();
            String made = traffic.create();
            JsonNode event = next(told);
            assertEquals(made, event.at("/params/data/id").asString(), event::toString);
            HttpRequest older = HttpRequest.newBuilder(uri)
                    .header("Authorization", "Bearer " + ADA)
                    .header("Accept", "application/json, text/event-stream")
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"events/list\",\"params\":{}}"))
                    .build();
            String refused =
                    http.send(older, HttpResponse.BodyHandlers.ofString()).body();
            assertTrue(refused.contains("-32601"), refused);
            stream.body().close();
        }
    }

    @Test
    void aCallbackGetsSignedEventsAlsoFromTheNextServerUntilItsCallerIsNoLongerLetIn() throws Exception {
        try (CallbackReceiver receiver = new CallbackReceiver()) {
            String delivery = CONTACTS + ",\"delivery\":{\"mode\":\"webhook\",\"url\":\"" + receiver.url("/hook")
                    + "\",\"secret\":\"" + SECRET + "\"}";
            try (BuiltProgram server = BuiltProgram.start(environment(), "http", "--port", "0")) {
                URI uri = server.address();
                JsonNode subscribed = post(uri, ADA, "events/subscribe", delivery);
                assertTrue(subscribed.at("/result/id").asString().startsWith("sub_"), subscribed::toString);
                JsonNode another = post(uri, BOB, "events/unsubscribe", delivery);
                assertEquals(-32023, another.at("/error/code").asInt(), another::toString);
                hurry();
                traffic.create();
                Post event = receiver.until("event", 1).getFirst();
                assertTrue(event.signedWith(SECRET));
                assertEquals(subscribed.at("/result/id").asString(), event.subscription());
            }
            String made = traffic.create();
            try (BuiltProgram server = BuiltProgram.start(environment(), "http", "--port", "0")) {
                server.address();
                // The first may come once more: its server may have ended before it noted that it was accepted.
                Awaitility.await()
                        .atMost(Duration.ofSeconds(90))
                        .until(() -> receiver.of("event").stream()
                                .anyMatch(event ->
                                        made.equals(event.json().at("/data/id").asString())));
            }
            Map<String, String> without = environment();
            without.put("GHL_HTTP_TOKENS", "bob: " + BOB);
            try (BuiltProgram server = BuiltProgram.start(without, "http", "--port", "0")) {
                server.address();
                Post end = receiver.until("terminated", 1).getFirst();
                assertTrue(
                        end.signedWith(SECRET) && end.json().at("/error/code").asInt() == -32024);
            }
            assertEquals(1, receiver.of("verification").size());
        }
    }

    /// The one watch is polled each second from now on.
    private void hurry() {
        try (EventStore store = new SqliteStore(folder.resolve("state.db"), null)) {
            store.watches().stream()
                    .filter(watch -> watch.spec().contains("search_contacts"))
                    .forEach(watch -> store.enter(
                            watch.id(), watch.spec(), "test", Duration.ofSeconds(1), true, System.currentTimeMillis()));
        }
    }

    private static void collect(Stream<String> lines, BlockingQueue<JsonNode> told) {
        try (lines) {
            lines.filter(line -> line.startsWith("data:"))
                    .map(line -> Json.MAPPER.readTree(line.substring("data:".length())))
                    .filter(message -> !message.path("method").asString("").endsWith("/heartbeat"))
                    .forEach(told::add);
        } catch (UncheckedIOException _) {
            // The stream ends.
        }
    }

    private static JsonNode next(BlockingQueue<JsonNode> told) throws InterruptedException {
        JsonNode next = told.poll(90, TimeUnit.SECONDS);
        assertTrue(next != null, "nothing comes");
        return next;
    }

    private static int id(JsonNode notification) {
        return notification
                .at("/params/_meta/io.modelcontextprotocol~1subscriptionId")
                .asInt();
    }

    private JsonNode post(URI uri, String token, String method, String params) throws Exception {
        return Json.MAPPER.readTree(http.send(request(uri, token, method, params), HttpResponse.BodyHandlers.ofString())
                .body());
    }

    private static HttpRequest request(URI uri, String token, String method, String params) {
        return HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json, text/event-stream")
                .header("Content-Type", "application/json")
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", method)
                .POST(HttpRequest.BodyPublishers.ofString(message("1", method, params)))
                .build();
    }

    private static String message(String id, String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":{" + params
                + (params.isEmpty() ? "" : ",") + META + "}}";
    }

    private Map<String, String> environment() {
        return SandboxAccount.variables(
                sandbox.uri().toString(),
                "GHL_TOOLS_TOOLSETS",
                "events",
                "GHL_HTTP_TOKENS",
                "ada: " + ADA + ",bob: " + BOB,
                "GHL_EVENTS_CALLBACK_NETWORKS",
                "127.0.0.0/8",
                "GHL_STORE_FILE",
                folder.resolve("state.db").toString());
    }
}
