package dev.ghlmcp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.RedisServer;
import dev.ghlmcp.SandboxAccount;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Two servers, one location, one Redis: the built program twice against the sandbox, whose window is strict.
class FleetIT {
    /// Two and a bit of what one interval allows.
    private static final int CALLS = 230;

    private static final int IN_FLIGHT = 16;

    @Test
    void twoServersTogetherStayWithinOneLocationsLimit() throws Exception {
        try (RedisServer redis = RedisServer.start();
                Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
                BuiltProgram one = server(sandbox, redis);
                BuiltProgram other = server(sandbox, redis);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long start = System.nanoTime();
            AtomicInteger left = new AtomicInteger(CALLS);
            var first = CompletableFuture.supplyAsync(() -> hammer(one, left), threads);
            var second = CompletableFuture.supplyAsync(() -> hammer(other, left), threads);
            int calls = first.join() + second.join();
            int busiest = sandbox.busiest(SampleAccount.LOCATION_ID);
            System.out.println("two servers, one Redis: " + first.join() + " + " + second.join() + " calls in "
                    + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s, at most " + busiest
                    + " in any 10 s; by status: " + sandbox.statuses());
            assertEquals("", complaints(one) + complaints(other), "the Redis was there all the time");
            assertTrue(busiest <= 100, busiest + " requests in 10 s");
            assertEquals(Map.of(200, CALLS), sandbox.statuses());
            assertEquals(CALLS, calls);
        }
    }

    @Test
    void callsGoOnWhenRedisIsGone() throws Exception {
        try (RedisServer redis = RedisServer.start();
                Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
                BuiltProgram server = server(sandbox, redis)) {
            call(server, 1);
            redis.kill();
            for (int id = 2; id <= 40; id++) {
                call(server, id);
            }
            String said = complaints(server);
            assertTrue(said.matches("ghl-mcp: Redis at \\S+ does not answer: [^\n]+"), said);
        }
    }

    @Test
    void aCodeOfOneServerRunsOnceOnBoth() throws Exception {
        try (RedisServer redis = RedisServer.start();
                Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
                BuiltProgram one = server(sandbox, redis);
                BuiltProgram other = server(sandbox, redis)) {
            delete(one, "");
            JsonNode first = Json.MAPPER.readTree(one.next()).at("/result/structuredContent");
            assertFalse(first.path("done").asBoolean(true), first::toString);
            String confirm = ",\"confirm\":\"" + first.path("confirm").asString() + "\"";
            delete(one, confirm);
            delete(other, confirm);
            List<JsonNode> both = List.of(Json.MAPPER.readTree(one.next()), Json.MAPPER.readTree(other.next()));
            assertEquals(
                    1,
                    both.stream()
                            .filter(answer ->
                                    answer.at("/result/structuredContent").has("succeded"))
                            .count(),
                    both::toString);
            assertTrue(both.toString().contains("was used already"), both::toString);
            assertFalse((complaints(one) + complaints(other))
                    .contains(first.path("confirm").asString()));
        }
    }

    private static void delete(BuiltProgram server, String confirm) throws IOException {
        server.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"delete_contact\","
                + "\"arguments\":{\"contactId\":\"ouXvz8AgsBOHRYQt5OJB\"" + confirm + "}}}");
    }

    private static BuiltProgram server(Sandbox sandbox, RedisServer redis) throws IOException, InterruptedException {
        Map<String, String> settings = SandboxAccount.variables(
                sandbox.uri().toString(),
                "GHL_FLEET_STORE",
                redis.url(),
                "GHL_LONGEST_WAIT_MS",
                "60000",
                "GHL_DEADLINE_MS",
                "60000");
        BuiltProgram server = BuiltProgram.start(settings, "stdio");
        server.send("{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
                + "\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}");
        server.next();
        server.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        return server;
    }

    /// What it said besides the lines of its calls, once it has ended.
    private static String complaints(BuiltProgram server) throws IOException, InterruptedException {
        server.endInput();
        server.rest();
        assertEquals(0, server.exitCode());
        return server.stderr()
                .lines()
                .filter(line -> !line.contains(" status="))
                .collect(Collectors.joining("\n"));
    }

    /// Keeps some calls in flight as long as there are any left.
    ///
    /// @return how many were answered with what was asked for
    private static int hammer(BuiltProgram server, AtomicInteger left) {
        try {
            int sent = 0;
            int answered = 0;
            do {
                while (sent - answered < IN_FLIGHT && left.getAndDecrement() > 0) {
                    send(server, ++sent);
                }
                if (answered < sent) {
                    read(server);
                    answered++;
                }
            } while (answered < sent);
            return answered;
        } catch (IOException | InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    private static void call(BuiltProgram server, int id) throws IOException, InterruptedException {
        send(server, id);
        read(server);
    }

    private static void send(BuiltProgram server, int id) throws IOException {
        server.send("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":"
                + "\"get_location\",\"arguments\":{}}}");
    }

    private static void read(BuiltProgram server) throws InterruptedException {
        String line = server.next();
        assertFalse(Json.MAPPER.readTree(line).at("/result/isError").asBoolean(true), line);
    }
}
