package dev.ghlmcp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Oversized input, many at a time: every request is answered, `/health/live` within a second throughout, and the
/// memory
/// stays flat. `-Pfuzz` sends as much as a release is tried with.
class OversizedInputIT {
    private static final int ROUNDS = Integer.getInteger("oversized.rounds", 12);
    private static final int TOGETHER = 8;
    private static final int LARGE = 3_900_000;

    /// The goal is a second, which -Pfuzz holds alone on the machine. Beside other tests this only finds a server that
    /// no longer answers.
    private static final long HEALTH_MS = Long.getLong("oversized.health-ms", 5_000);

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})");

    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private final AtomicLong slowest = new AtomicLong();
    private final AtomicLong probes = new AtomicLong();
    private URI address;

    @Test
    void endsNothing() throws Exception {
        try (BuiltProgram program = BuiltProgram.start(Map.of(), "--sandbox", "http", "--port", "0");
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            address = program.address();
            AtomicBoolean done = new AtomicBoolean();
            Future<?> prober = clients.submit(() -> probe(done));
            long[] resident = new long[2];
            Random random = new Random(15);
            for (int half = 0; half < 2; half++) {
                for (int together : new int[] {12, 16, 24}) {
                    // What ended the first release.
                    String body = call(members(LARGE, "\"" + "x".repeat(8) + "\""));
                    sendAll(clients, together, () -> post(body));
                    resident[half] = Math.max(resident[half], program.residentMb());
                }
                for (int round = 0; round < ROUNDS; round++) {
                    List<String> bodies = new ArrayList<>();
                    for (int i = 0; i < TOGETHER; i++) {
                        bodies.add(body(random));
                    }
                    List<Future<Integer>> answers = new ArrayList<>();
                    for (String body : bodies) {
                        boolean chunked = random.nextBoolean();
                        answers.add(clients.submit(() -> chunked ? chunked(body) : post(body)));
                    }
                    count(answers);
                    resident[half] = Math.max(resident[half], program.residentMb());
                }
            }
            done.set(true);
            prober.get(30, TimeUnit.SECONDS);
            System.out.println("oversized input: " + statuses + ", slowest of " + probes + " health checks " + slowest
                    + " ms, resident " + resident[0] + " MB, then " + resident[1] + " MB");
            assertTrue(slowest.get() <= HEALTH_MS, "a health check took " + slowest + " ms");
            assertTrue(resident[1] <= resident[0] * 5 / 4 + 50, resident[0] + " MB, then " + resident[1] + " MB");
            assertEquals(200, post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}"));
        }
    }

    private static String body(Random random) {
        int size = random.nextInt(1_000, LARGE);
        return switch (random.nextInt(8)) {
            case 0 -> call(members(size, "null"));
            case 1 -> call("{\"query\":\"" + "y".repeat(size) + "\"}");
            case 2 -> call("{\"query\":" + "[".repeat(size) + "]".repeat(size) + "}");
            case 3 -> call("{\"filters\":[" + "{},".repeat(size / 3) + "{}]}");
            case 4 -> "[" + "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"},".repeat(size / 44) + "{}]";
            case 5 -> call("{\"pageLimit\":1" + "0".repeat(size) + "}");
            case 6 -> "{\"" + "z".repeat(size);
            default -> call("{\"query\":\"" + "w".repeat(5 << 20) + "\"}");
        };
    }

    private static String members(int size, String value) {
        StringBuilder members = new StringBuilder(size + 64).append("{\"a\":1");
        for (int i = 0; members.length() < size; i++) {
            members.append(",\"n").append(i).append("\":").append(value);
        }
        return members.append('}').toString();
    }

    private static String call(String arguments) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"search_contacts\","
                + "\"arguments\":" + arguments + "}}";
    }

    private void sendAll(ExecutorService clients, int together, Callable<Integer> request) throws Exception {
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < together; i++) {
            answers.add(clients.submit(request));
        }
        count(answers);
    }

    private void count(List<Future<Integer>> answers) throws Exception {
        for (Future<Integer> answer : answers) {
            statuses.merge(answer.get(60, TimeUnit.SECONDS), 1, Integer::sum);
        }
    }

    private int post(String body) throws IOException {
        return send("Content-Length: " + body.length(), body);
    }

    private int chunked(String body) throws IOException {
        StringBuilder chunks = new StringBuilder(body.length() + 1_000);
        for (int from = 0; from < body.length(); from += 700_000) {
            String chunk = body.substring(from, Math.min(body.length(), from + 700_000));
            chunks.append(Integer.toHexString(chunk.length()))
                    .append(";part\r\n")
                    .append(chunk)
                    .append("\r\n");
        }
        return send("Transfer-Encoding: chunked", chunks.append("0\r\n\r\n").toString());
    }

    private int send(String framing, String body) throws IOException {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(50_000);
            OutputStream out = socket.getOutputStream();
            try {
                out.write(("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + framing
                                + "\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                out.write(body.getBytes(StandardCharsets.US_ASCII));
            } catch (SocketException _) {
                // Refused before all was written: the answer is there.
            }
            String answer = read(socket.getInputStream());
            Matcher status = STATUS.matcher(answer);
            assertTrue(status.lookingAt(), "no answer to " + framing + ", " + body.length() + " bytes: " + answer);
            assertTrue(answer.length() < 100_000, "an answer of " + answer.length() + " bytes");
            Json.MAPPER.readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4));
            return Integer.parseInt(status.group(1));
        }
    }

    private static String read(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    private Void probe(AtomicBoolean done) throws Exception {
        while (!done.get()) {
            long start = System.nanoTime();
            try (Socket socket = new Socket(address.getHost(), address.getPort())) {
                socket.setSoTimeout(20_000);
                socket.getOutputStream()
                        .write("GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                assertTrue(read(socket.getInputStream()).startsWith("HTTP/1.1 200"));
            }
            slowest.accumulateAndGet((System.nanoTime() - start) / 1_000_000, Math::max);
            probes.incrementAndGet();
            Thread.sleep(20);
        }
        return null;
    }
}
