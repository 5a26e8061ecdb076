package dev.ghlmcp.server.hook;

import static dev.ghlmcp.server.hook.SignedWebhooks.keys;
import static dev.ghlmcp.server.hook.SignedWebhooks.signed;
import static dev.ghlmcp.server.hook.SignedWebhooks.text;
import static dev.ghlmcp.server.hook.SignedWebhooks.webhook;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.store.Document;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.sqlite.SqliteStore;
import dev.ghlmcp.watch.ContactTraffic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The built sandbox rings at the built server.
class DoorbellIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String HOOK = "/hooks/highlevel";

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void whatACallChangesIsReadWithinSecondsThoughItIsPolledEachQuarterOfAnHour() throws Exception {
        try (Relay relay = new Relay();
                BuiltProgram sandbox = BuiltProgram.start(
                        Map.of(), "sandbox", "--webhook", relay.uri().toString())) {
            Map<String, String> environment = new HashMap<>(sandbox.variables());
            for (int line = 0; line < 2; line++) {
                String[] variable = sandbox.next().split("=", 2);
                environment.put(variable[0], variable[1]);
            }
            environment.put("GHL_STORE_FILE", store().toString());
            environment.put("GHL_TOOLS_PRESET", "sales");
            environment.put("GHL_TOOLS_TOOLSETS", "events");
            try (BuiltProgram server = BuiltProgram.start(environment, "http", "--port", "0");
                    ContactTraffic traffic = new ContactTraffic(URI.create(environment.get("GHL_BASE_URL")))) {
                URI mcp = server.address();
                String id = traffic.create();
                relay.target = mcp.resolve(HOOK);
                JsonNode list = call(mcp, "watch", "{\"operation\":\"search_contacts\",\"every\":\"15m\"}");
                JsonNode one = call(
                        mcp,
                        "watch",
                        "{\"operation\":\"get_contact\",\"arguments\":{\"contactId\":\"" + id
                                + "\"},\"every\":\"15m\"}");
                ofAnotherSubAccountNothingIsPolled(traffic);
                call(mcp, "update_contact", "{\"contactId\":\"" + id + "\",\"firstName\":\"Ada\"}");
                for (JsonNode watch : List.of(list, one)) {
                    String read = "{\"watch\":\"" + watch.path("watch").asString() + "\"}";
                    Awaitility.await()
                            .atMost(PATIENCE)
                            .until(() ->
                                    call(mcp, "read_events", read).toString().contains("\"contactName\":\"Ada"));
                }
                try (BuiltProgram events = BuiltProgram.start(
                        environment, "events", one.path("watch").asString())) {
                    assertTrue(events.rest().toString().contains(id));
                }
                String metrics = get(mcp.resolve("/metrics")).body();
                assertFalse(metrics.contains("ghl_watch_bells_total 0.0"), metrics);
                try (BuiltProgram doctor = BuiltProgram.start(environment, "doctor")) {
                    String says = doctor.rest().toString();
                    assertTrue(says.contains("HighLevel's webhooks came"), says);
                }
            }
        }
    }

    /// A bell that a list hears is due again, and has called for four polls at its end.
    private void ofAnotherSubAccountNothingIsPolled(ContactTraffic traffic) throws Exception {
        traffic.create("Other", SampleAccount.SECOND_LOCATION_ID, SampleAccount.SECOND_LOCATION_TOKEN);
        try (EventStore store = new SqliteStore(store(), null)) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> store.documents().documents("bell", "", 100).stream()
                            .anyMatch(
                                    bell -> bell.due() == 0 && bell.body().contains(SampleAccount.SECOND_LOCATION_ID)));
            for (Document bell : store.documents().documents("bell", "", 100)) {
                if (bell.body().contains(SampleAccount.SECOND_LOCATION_ID)) {
                    assertTrue(bell.body().contains("\"polls\":1"), bell.body());
                }
            }
        }
    }

    /// A disk is full for a process that may write no file of more than this many KiB.
    @Test
    void whileTheDiskIsFullHighLevelIsToldToSendItAgain() throws Exception {
        KeyPair keys = keys("Ed25519");
        Map<String, String> environment = Map.of(
                "GHL_STORE_FILE",
                store().toString(),
                "GHL_HOOKS_HIGHLEVEL",
                "on",
                "GHL_HOOKS_HIGHLEVEL_KEYS",
                text(keys));
        List<String> command = List.of(
                "bash",
                "-c",
                "ulimit -f 400; exec \"$0\" --sandbox http --port 0",
                BuiltProgram.launcher().toString());
        try (BuiltProgram server = BuiltProgram.start(null, environment, command)) {
            URI hook = server.address().resolve(HOOK);
            HttpResponse<String> answer = null;
            int taken = 0;
            for (int count = 0; count < 1000 && (answer == null || answer.statusCode() == 200); count++) {
                String body = webhook("w" + count, Instant.now().toString());
                HttpRequest.Builder request =
                        HttpRequest.newBuilder(hook).POST(HttpRequest.BodyPublishers.ofString(body));
                SignedWebhooks.Header header = signed("x-ghl-signature", "Ed25519", keys.getPrivate(), body);
                request.header(header.name(), header.value());
                answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
                taken += answer.statusCode() == 200 ? 1 : 0;
            }
            assertEquals(429, answer.statusCode(), answer.body());
            assertTrue(answer.headers().firstValue("Retry-After").isPresent());
            server.awaitError("webhooks cannot be stored");
            assertEquals(200, get(hook.resolve("/health/ready")).statusCode());
            server.signal("KILL");
            server.exitCode();
            assertFalse(server.stderr().contains("ada@example.com"), "no customer's data in what it says");
            try (EventStore store = new SqliteStore(store(), null)) {
                assertEquals(
                        taken, store.documents().documents("bell", "", 2000).size(), "each 200 is on the disk");
            }
        }
    }

    private Path store() {
        return folder.resolve("state.db");
    }

    private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode call(URI mcp, String tool, String arguments) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(mcp)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\","
                        + "\"params\":{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}}"))
                .build();
        JsonNode answer = Json.MAPPER.readTree(
                http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        assertFalse(answer.at("/result/isError").asBoolean(true), answer.toString());
        return answer.at("/result/structuredContent");
    }

    /// A proxy whose address the sandbox knows before the server has one. What comes before that is lost.
    private static final class Relay implements AutoCloseable {
        private final HttpClient client = HttpClient.newHttpClient();
        private final HttpServer server;
        volatile URI target;

        Relay() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", this::pass);
            server.start();
        }

        URI uri() {
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + HOOK);
        }

        private void pass(HttpExchange exchange) throws IOException {
            if (target == null) {
                exchange.close();
                return;
            }
            HttpRequest.Builder request = HttpRequest.newBuilder(target)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(
                            exchange.getRequestBody().readAllBytes()));
            for (String name : List.of(HighLevelSignature.CURRENT, HighLevelSignature.FORMER)) {
                request.header(name, exchange.getRequestHeaders().getFirst(name));
            }
            try (exchange) {
                int status = client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                exchange.sendResponseHeaders(status, -1);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void close() {
            server.stop(0);
            client.close();
        }
    }
}
