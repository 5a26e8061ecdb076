package dev.ghlmcp.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.SandboxAccount;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.sqlite.SqliteStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The built program as a server that polls, beside others on one store. A reader of the test's own wants the watch
/// polled each second, which no other way in allows.
class WatchServerIT {
    @TempDir
    private Path folder;

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withLimits(0, 0));
    private final HttpClient http = HttpClient.newHttpClient();
    private GateProxy proxy;
    private WatchSpec spec;
    private EventStore store;
    private int calls;

    @BeforeEach
    void open() throws IOException {
        proxy = new GateProxy(sandbox.uri());
        spec = new WatchSpec(
                proxy.address(),
                "",
                SampleAccount.LOCATION_ID,
                null,
                "search_contacts",
                Json.MAPPER.createObjectNode());
        store = new SqliteStore(folder.resolve("state.db"), null);
        store.enter(spec.id(), spec.text(), "test", Duration.ofSeconds(1), System.currentTimeMillis());
    }

    @AfterEach
    void close() {
        store.close();
        proxy.close();
        http.close();
        sandbox.close();
    }

    @Test
    void ofAServerAndACommandOnePollsAndBothRead() throws Exception {
        try (BuiltProgram server = stdio()) {
            assertEquals(
                    spec.id(),
                    call(server, "watch", "{\"operation\":\"search_contacts\"}")
                            .path("watch")
                            .asString());
            Path out = folder.resolve("new.jsonl");
            try (BuiltProgram command =
                    BuiltProgram.start(environment(), "watch", "search_contacts", "--out", out.toString())) {
                await().until(() -> Files.exists(out));
                long begin = System.currentTimeMillis();
                int before = proxy.requests();
                List<String> made = contacts(0, 5);
                await().until(() -> store.watch(spec.id()).last() == 5);
                made.addAll(contacts(5, 10));
                await().until(() -> lines(out).size() == 10);
                long seconds = (System.currentTimeMillis() - begin) / 1000;
                int polls = proxy.requests() - before;
                // Besides, each of the two reads the time zone once.
                assertTrue(polls <= seconds + 5, polls + " polls in " + seconds + " s");
                assertEquals(
                        made.stream().sorted().toList(),
                        ids(call(server, "read_events", "{\"watch\":\"" + spec.id() + "\"}")));
                assertEquals(
                        made,
                        lines(out).stream()
                                .map(line -> Json.MAPPER
                                        .readTree(line)
                                        .at("/data/id")
                                        .asString())
                                .toList());
                command.terminate();
                command.exitCode();
            }
        }
    }

    @Test
    void whenTheOneThatPollsIsKilledAnotherTakesOverAndNothingIsLostOrDoubled() throws Exception {
        List<String> made;
        try (BuiltProgram first = stdio()) {
            call(first, "watch", "{\"operation\":\"search_contacts\"}");
            made = contacts(0, 5);
            await().until(() -> store.watch(spec.id()).last() == 5);
            proxy.shut(true);
            await().until(() -> proxy.waiting() > 0);
            made.addAll(contacts(5, 10));
            try (BuiltProgram second = stdio()) {
                // Its tools for events would ask HighLevel first, which waits.
                request(second, "tools/list", "{}");
                String holder = store.watch(spec.id()).holder();
                assertFalse(holder.isEmpty(), "the first is in the middle of a poll");
                first.signal("KILL");
                first.exitCode();
                proxy.shut(false);
                await().until(() -> store.watch(spec.id()).last() == 10);
                assertEquals(
                        made.stream().sorted().toList(),
                        ids(call(second, "read_events", "{\"watch\":\"" + spec.id() + "\",\"limit\":100}")));
            }
        }
    }

    @Test
    void aSessionOverStdioIsToldAndReadsTheResource() throws Exception {
        try (BuiltProgram server = stdio()) {
            call(server, "watch", "{\"operation\":\"search_contacts\"}");
            request(server, "resources/subscribe", "{\"uri\":\"" + uri() + "\"}");
            String made = contacts(0, 1).getFirst();
            JsonNode told = Json.MAPPER.readTree(server.next());
            assertEquals("notifications/resources/updated", told.path("method").asString());
            assertEquals(uri(), told.at("/params/uri").asString());
            JsonNode read = Json.MAPPER.readTree(request(server, "resources/read", "{\"uri\":\"" + uri() + "\"}")
                    .at("/result/contents/0/text")
                    .asString());
            assertEquals(List.of(made), ids(read));
            request(server, "resources/unsubscribe", "{\"uri\":\"" + uri() + "\"}");
            contacts(1, 2);
            await().until(() -> store.watch(spec.id()).last() == 2);
            JsonNode refused = request(server, "resources/subscribe", "{\"uri\":\"ghl://watches/none\"}");
            assertTrue(refused.at("/error/message").asString().contains("is no watch of yours"), refused::toString);
        }
    }

    @Test
    void aRequestWithoutASessionListensUntilTheInputEnds() throws Exception {
        try (BuiltProgram server = stdio()) {
            call(server, "watch", "{\"operation\":\"search_contacts\"}");
            server.send("{\"jsonrpc\":\"2.0\",\"id\":\"l\",\"method\":\"subscriptions/listen\",\"params\":{\"_meta\":{"
                    + "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                    + "\"io.modelcontextprotocol/clientCapabilities\":{}},"
                    + "\"notifications\":{\"resourceSubscriptions\":[\"" + uri() + "\"]}}}");
            assertTrue(server.next().contains("notifications/subscriptions/acknowledged"));
            contacts(0, 1);
            assertTrue(server.next().contains("notifications/resources/updated"));
            long begin = System.nanoTime();
            server.endInput();
            assertEquals(0, server.exitCode());
            long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
            assertTrue(seconds < 20, "it waited for what never ends: " + seconds + " s");
        }
    }

    @Test
    void aSessionOverHttpIsToldInItsStream() throws Exception {
        try (BuiltProgram server = BuiltProgram.start(environment(), "http", "--port", "0")) {
            URI uri = server.address();
            String initialize =
                    "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
                            + "\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"raw\",\"version\":\"1\"}}}";
            HttpResponse<String> begun = post(uri, null, initialize);
            assertTrue(begun.body().contains("\"subscribe\":true"), begun.body());
            String session = begun.headers().firstValue("mcp-session-id").orElseThrow();
            LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
            HttpRequest listen = HttpRequest.newBuilder(uri)
                    .header("Accept", "text/event-stream")
                    .header("Mcp-Session-Id", session)
                    .build();
            CompletableFuture<HttpResponse<Stream<String>>> stream =
                    http.sendAsync(listen, HttpResponse.BodyHandlers.ofLines());
            HttpResponse<Stream<String>> open = stream.get(30, TimeUnit.SECONDS);
            Thread.ofVirtual().start(() -> collect(open.body(), told));
            post(
                    uri,
                    session,
                    message("tools/call", "{\"name\":\"watch\",\"arguments\":{\"operation\":\"search_contacts\"}}"));
            post(uri, session, message("resources/subscribe", "{\"uri\":\"" + uri() + "\"}"));
            contacts(0, 1);
            String line = told.poll(60, TimeUnit.SECONDS);
            assertTrue(line != null && line.contains("notifications/resources/updated"), line);
        }
    }

    @Test
    void whatIsWatchedGoesOnWhenAServerStartsWithoutACall() throws Exception {
        try (BuiltProgram server = stdio()) {
            call(server, "watch", "{\"operation\":\"search_contacts\"}");
        }
        List<String> made = contacts(0, 3);
        try (BuiltProgram server = stdio()) {
            await().until(() -> store.watch(spec.id()).last() == 3);
            assertEquals(
                    made.stream().sorted().toList(),
                    ids(call(server, "read_events", "{\"watch\":\"" + spec.id() + "\"}")));
        }
    }

    @Test
    void aPlainStartLoadsNoClassOfTheStoreOrTheWatches() throws Exception {
        assertEquals(List.of(), loaded(Map.of(), "search_contacts"));
        assertFalse(
                loaded(Map.of("GHL_TOOLS_TOOLSETS", "events"), "list_watches").isEmpty(), "counts what is loaded");
    }

    private static void collect(Stream<String> lines, LinkedBlockingQueue<String> told) {
        try (lines) {
            lines.filter(line -> line.startsWith("data:")).forEach(told::add);
        } catch (UncheckedIOException _) {
            // The server ends.
        }
    }

    private List<String> loaded(Map<String, String> settings, String tool) throws Exception {
        Path log = folder.resolve(tool + ".log");
        Map<String, String> environment = environment();
        environment.remove("GHL_TOOLS_TOOLSETS");
        environment.putAll(settings);
        environment.put("GHL_MCP_AOT", "-Xlog:class+load:file=" + log);
        try (BuiltProgram program = BuiltProgram.start(environment, "stdio")) {
            begin(program);
            request(program, "tools/list", "{}");
            call(program, tool, "{}");
            program.endInput();
            assertEquals(0, program.exitCode());
        }
        // Without the cache, what catches a store's exception has Java read that class to check it.
        return Files.readAllLines(log).stream()
                .filter(line -> !line.contains(".StoreException "))
                .filter(line -> line.contains(" dev.ghlmcp.store.")
                        || line.contains(" dev.ghlmcp.watch.")
                        || line.contains(" org.sqlite.")
                        || line.contains(" java.sql."))
                .toList();
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(50));
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file);
    }

    /// Sorted, as those of one millisecond come in any order.
    private static List<String> ids(JsonNode read) {
        return read.path("events")
                .valueStream()
                .map(event -> event.at("/data/id").asString())
                .sorted()
                .toList();
    }

    private BuiltProgram stdio() throws Exception {
        BuiltProgram program = BuiltProgram.start(environment(), "stdio");
        begin(program);
        return program;
    }

    private static void begin(BuiltProgram program) throws Exception {
        program.send("{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
                + "\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"raw\",\"version\":\"1\"}}}");
        assertTrue(program.next().contains("\"id\":0"));
        program.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    }

    private JsonNode call(BuiltProgram program, String tool, String arguments) throws Exception {
        JsonNode answer = request(program, "tools/call", "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}");
        assertFalse(answer.at("/result/isError").asBoolean(true), answer::toString);
        return answer.at("/result/structuredContent");
    }

    /// The answer; what else the program says meanwhile is none of the caller's.
    private JsonNode request(BuiltProgram program, String method, String params) throws Exception {
        String message = message(method, params);
        program.send(message);
        while (true) {
            JsonNode answer = Json.MAPPER.readTree(program.next());
            if (answer.path("id").asInt(-1) == calls) {
                return answer;
            }
        }
    }

    private String message(String method, String params) {
        calls++;
        return "{\"jsonrpc\":\"2.0\",\"id\":" + calls + ",\"method\":\"" + method + "\",\"params\":" + params + "}";
    }

    private HttpResponse<String> post(URI uri, String session, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Accept", "application/json, text/event-stream")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (session != null) {
            request.header("Mcp-Session-Id", session);
        }
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        return answer;
    }

    private List<String> contacts(int from, int until) throws Exception {
        List<String> made = new ArrayList<>();
        for (int number = from; number < until; number++) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.uri() + "/contacts/"))
                    .header("Authorization", "Bearer " + SampleAccount.LOCATION_TOKEN)
                    .header("Version", "2021-07-28")
                    .header("User-Agent", "ghl-mcp test")
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"locationId\":\"" + SampleAccount.LOCATION_ID
                            + "\",\"email\":\"new" + number + "@example.com\"}"))
                    .build();
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertEquals(201, response.statusCode(), response.body());
            made.add(Json.MAPPER.readTree(response.body()).at("/contact/id").asString());
        }
        return made;
    }

    private Map<String, String> environment() {
        return SandboxAccount.variables(
                proxy.address(),
                "GHL_TOOLS_TOOLSETS",
                "events",
                "GHL_STORE_FILE",
                folder.resolve("state.db").toString());
    }

    private String uri() {
        return "ghl://watches/" + spec.id();
    }
}
