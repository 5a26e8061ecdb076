package dev.ghlmcp.server;

import static dev.ghlmcp.server.JsonRpc.INITIALIZE;
import static dev.ghlmcp.server.JsonRpc.INITIALIZED;
import static dev.ghlmcp.server.JsonRpc.id;
import static dev.ghlmcp.server.JsonRpc.initialized;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.BuiltProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Broken messages, thousands of them, on each transport: the built program stays up, answers afterwards, and keeps no
/// more memory for it. `-Pfuzz` sends as many as a release is tried with.
class FuzzIT {
    private static final int MESSAGES = Integer.getInteger("fuzz.messages", 2_000);
    private static final Pattern MODERN =
            Pattern.compile("\"method\":\"([a-z/]+)\"(?:.*\"name\":\"([a-z_]+)\")?.*\"2026-07-28\"");
    private static final long GROWTH_MB = 96;
    private static final String LAST = "{\"jsonrpc\":\"2.0\",\"id\":\"last\",\"method\":\"ping\"}";

    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void stdio() throws Exception {
        try (BuiltProgram sandbox = BuiltProgram.start(Map.of(), "sandbox");
                BuiltProgram program = initialized(upstream(sandbox))) {
            Mutations mutations = new Mutations(20251125);
            // The answers are read meanwhile, or the pipe would fill.
            CountDownLatch answered = new CountDownLatch(1);
            Thread.ofVirtual().start(() -> {
                try {
                    String id;
                    do {
                        id = id(program.next());
                    } while (!id.equals("last"));
                    answered.countDown();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            });
            flat(program, () -> {
                byte[] message = mutations.next();
                byte[] line = Arrays.copyOf(message, message.length + 1);
                line[message.length] = '\n';
                program.send(line);
            });
            program.send(LAST);
            assertTrue(answered.await(60, TimeUnit.SECONDS), "it answers afterwards");
        }
    }

    @Test
    void streamableHttp() throws Exception {
        try (BuiltProgram sandbox = BuiltProgram.start(Map.of(), "sandbox");
                BuiltProgram program = BuiltProgram.start(upstream(sandbox), "http", "--port", "0")) {
            URI uri = program.address();
            var begun = client.send(
                    request(uri, INITIALIZE.getBytes(StandardCharsets.UTF_8)).build(), BodyHandlers.discarding());
            String session = begun.headers().firstValue("mcp-session-id").orElseThrow();
            Mutations mutations = new Mutations(20250618);
            flat(program, () -> post(request(uri, mutations.next()).header("Mcp-Session-Id", session)));
            assertEquals(
                    200,
                    post(request(uri, LAST.getBytes(StandardCharsets.UTF_8)).header("Mcp-Session-Id", session)));
        }
    }

    @Test
    void sse() throws Exception {
        try (BuiltProgram sandbox = BuiltProgram.start(Map.of(), "sandbox");
                BuiltProgram program = BuiltProgram.start(upstream(sandbox), "http", "--port", "0")) {
            URI origin = program.address().resolve("/");
            var stream =
                    client.send(HttpRequest.newBuilder(origin.resolve("/sse")).build(), BodyHandlers.ofInputStream());
            BufferedReader events = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
            events.readLine();
            URI messages = origin.resolve(events.readLine().substring("data: ".length()));
            CountDownLatch answered = new CountDownLatch(1);
            Thread.ofVirtual().start(() -> {
                try {
                    for (String line = events.readLine(); line != null; line = events.readLine()) {
                        if (line.contains("\"id\":\"last\"")) {
                            answered.countDown();
                        }
                    }
                } catch (IOException _) {
                    // The program was closed.
                }
            });
            post(request(messages, INITIALIZE.getBytes(StandardCharsets.UTF_8)));
            post(request(messages, INITIALIZED.getBytes(StandardCharsets.UTF_8)));
            Mutations mutations = new Mutations(20241105);
            flat(program, () -> post(request(messages, mutations.next())));
            assertEquals(202, post(request(messages, LAST.getBytes(StandardCharsets.UTF_8))));
            assertTrue(answered.await(60, TimeUnit.SECONDS), "it answers afterwards");
        }
    }

    /// Sends all messages; the second half must not take memory that the first did not.
    private void flat(BuiltProgram program, Sending sending) throws Exception {
        long half = 0;
        for (int i = 0; i < MESSAGES; i++) {
            if (i == MESSAGES / 2) {
                half = program.residentMb();
            }
            sending.sendOne();
        }
        long end = program.residentMb();
        System.err.println("fuzz: " + MESSAGES + " messages, " + half + " MB after half of them, " + end + " at the end"
                + (statuses.isEmpty() ? "" : "; HTTP statuses " + statuses));
        assertTrue(end - half < GROWTH_MB, "from " + half + " to " + end + " MB");
    }

    private int post(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = client.send(request.build(), BodyHandlers.ofString());
        statuses.merge(answer.statusCode(), 1, Integer::sum);
        assertTrue(answer.statusCode() < 500, () -> answer.statusCode() + " " + answer.body());
        return answer.statusCode();
    }

    /// With the headers that belong to it where it is of the stateless era, which looks no further without them.
    private static HttpRequest.Builder request(URI uri, byte[] message) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Accept", "application/json, text/event-stream")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(message));
        Matcher modern = MODERN.matcher(new String(message, StandardCharsets.ISO_8859_1));
        if (modern.find()) {
            request.header("MCP-Protocol-Version", "2026-07-28").header("Mcp-Method", modern.group(1));
            if (modern.group(2) != null) {
                request.header("Mcp-Name", modern.group(2));
            }
        }
        return request;
    }

    private static Map<String, String> upstream(BuiltProgram sandbox) throws InterruptedException {
        return Map.of(
                "GHL_BASE_URL", value(sandbox.next()),
                "GHL_TOKEN", value(sandbox.next()),
                "GHL_AGENCY_TOKEN", value(sandbox.next()),
                "GHL_LOCATION_ID", value(sandbox.next()));
    }

    private static String value(String line) {
        return line.substring(line.indexOf('=') + 1);
    }

    @FunctionalInterface
    private interface Sending {
        void sendOne() throws Exception;
    }
}
