package dev.ghlmcp.server;

import static dev.ghlmcp.server.JsonRpc.INITIALIZE;
import static dev.ghlmcp.server.JsonRpc.INITIALIZED;
import static dev.ghlmcp.server.JsonRpc.PING;
import static dev.ghlmcp.server.JsonRpc.call;
import static dev.ghlmcp.server.JsonRpc.cancel;
import static dev.ghlmcp.server.JsonRpc.code;
import static dev.ghlmcp.server.JsonRpc.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.BuiltProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The built program over HTTP with calls under way: side by side, cancelled, left alone by their client.
class HttpCallsIT {
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void runsCallsSideBySide() throws Exception {
        try (HoldingUpstream upstream = new HoldingUpstream();
                BuiltProgram program = BuiltProgram.start(upstream.environment(), "http", "--port", "0")) {
            Session session = begin(program.address());
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                answers.add(session.sendAsync(call(i, "get_contact", "{\"contactId\":\"c" + i + "\"}")));
            }
            assertTrue(upstream.awaitWaiting(50), "50 requests wait at the upstream at once");
            assertEquals(200, session.send(PING).statusCode(), "the server still listens");
            upstream.release();
            for (int i = 0; i < 50; i++) {
                HttpResponse<String> answer = answers.get(i).get(20, TimeUnit.SECONDS);
                assertEquals(i, json(answer.body()).path("id").asInt());
                assertEquals(
                        "application/json",
                        answer.headers().firstValue("content-type").orElse(""));
            }
        }
    }

    @Test
    void cancellingDropsTheRequestAndAnswersNothing() throws Exception {
        try (HoldingUpstream upstream = new HoldingUpstream();
                BuiltProgram program = BuiltProgram.start(upstream.environment(), "http", "--port", "0")) {
            URI uri = program.address();
            Session session = begin(uri);
            Session other = begin(uri);
            var answer = session.sendAsync(call(7, "get_contact", "{\"contactId\":\"a\"}"));
            assertTrue(upstream.awaitWaiting(1));
            assertEquals(202, other.send(cancel("7")).statusCode(), "somebody else's 7");
            assertEquals(
                    400,
                    session.send(call(7, "get_contact", "{\"contactId\":\"b\"}"))
                            .statusCode());
            assertFalse(answer.isDone());
            assertEquals(202, session.send(cancel("7")).statusCode());
            assertTrue(upstream.awaitDropped(1), "the upstream sees the connection close");
            HttpResponse<String> nothing = answer.get(20, TimeUnit.SECONDS);
            assertEquals(
                    "text/event-stream",
                    nothing.headers().firstValue("content-type").orElse(""));
            assertEquals("", nothing.body());
            upstream.release();
            assertFalse(json(session.send(call(7, "get_contact", "{\"contactId\":\"a\"}"))
                            .body())
                    .at("/result/isError")
                    .asBoolean(true));
        }
    }

    @Test
    void aClientThatGoesAwayDoesNotCancel() throws Exception {
        try (HoldingUpstream upstream = new HoldingUpstream();
                BuiltProgram program = BuiltProgram.start(upstream.environment(), "http", "--port", "0")) {
            Session session = begin(program.address());
            try (HttpClient leaving = HttpClient.newHttpClient()) {
                var answer = session.with(leaving).sendAsync(call(1, "get_contact", "{\"contactId\":\"a\"}"));
                assertTrue(upstream.awaitWaiting(1));
                answer.cancel(true);
                leaving.shutdownNow();
            }
            assertEquals(400, session.send(call(1, "get_contact", "{}")).statusCode(), "it is still in flight");
            upstream.release();
        }
    }

    @Test
    void theOlderTransportCancelsToo() throws Exception {
        try (HoldingUpstream upstream = new HoldingUpstream();
                BuiltProgram program = BuiltProgram.start(upstream.environment(), "http", "--port", "0")) {
            URI origin = program.address().resolve("/");
            var stream =
                    client.send(HttpRequest.newBuilder(origin.resolve("/sse")).build(), BodyHandlers.ofInputStream());
            try (BufferedReader events =
                    new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
                Session session = new Session(client, origin.resolve(data(events)), null);
                assertEquals(202, session.send(call(1, "get_contact", "{}")).statusCode());
                assertEquals(-32602, code(data(events)), "before initialize");
                session.send(INITIALIZE);
                data(events);
                session.send(INITIALIZED);
                session.send(call(7, "get_contact", "{\"contactId\":\"a\"}"));
                assertTrue(upstream.awaitWaiting(1));
                session.send(cancel("7"));
                assertTrue(upstream.awaitDropped(1));
                session.send(PING);
                assertEquals("ping", json(data(events)).path("id").asString(), "nothing for what was cancelled");
                session.send(call(8, "get_contact", "{\"contactId\":\"a\"}"));
                assertTrue(upstream.awaitWaiting(1));
            }
            assertTrue(upstream.awaitDropped(1), "its calls end with the stream, as nobody could hear their answers");
        }
    }

    @Test
    void refusesToListenWhereEverybodyCouldComeIn() throws Exception {
        try (BuiltProgram program = BuiltProgram.start(Map.of(), "http", "--host", "0.0.0.0")) {
            assertEquals(2, program.exitCode());
            assertTrue(program.stderr().contains("http.tokens-file"), program.stderr());
        }
    }

    @Test
    void saysThatThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                BuiltProgram program = BuiltProgram.start(
                        Map.of(), "--sandbox", "http", "--port", Integer.toString(taken.getLocalPort()))) {
            assertEquals(2, program.exitCode());
            assertTrue(program.stderr().contains("--port"), program.stderr());
            assertFalse(program.stderr().contains("\tat "), program.stderr());
        }
    }

    private static String data(BufferedReader events) throws IOException {
        for (String line = events.readLine(); line != null; line = events.readLine()) {
            if (line.startsWith("data: ")) {
                return line.substring(6);
            }
        }
        throw new IOException("The stream ended");
    }

    private Session begin(URI uri) throws IOException, InterruptedException {
        HttpResponse<String> answer = new Session(client, uri, null).send(INITIALIZE);
        Session session = new Session(
                client, uri, answer.headers().firstValue("mcp-session-id").orElseThrow());
        assertEquals(202, session.send(INITIALIZED).statusCode());
        return session;
    }

    private record Session(HttpClient client, URI uri, String id) {
        Session with(HttpClient other) {
            return new Session(other, uri, id);
        }

        HttpResponse<String> send(String message) throws IOException, InterruptedException {
            return client.send(request(message), BodyHandlers.ofString());
        }

        CompletableFuture<HttpResponse<String>> sendAsync(String message) {
            return client.sendAsync(request(message), BodyHandlers.ofString());
        }

        private HttpRequest request(String message) {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                    .header("Accept", "application/json, text/event-stream")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(message));
            return (id == null ? request : request.header("Mcp-Session-Id", id)).build();
        }
    }
}
