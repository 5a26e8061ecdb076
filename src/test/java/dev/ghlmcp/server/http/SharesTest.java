package dev.ghlmcp.server.http;

import static dev.ghlmcp.server.http.Served.PING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.server.connection.BodyBudget;
import dev.ghlmcp.server.http.HttpOptions.Limits;
import dev.ghlmcp.server.http.Served.Answer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What one client takes keeps no other out.
class SharesTest {
    private static final String WAIT =
            "{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"tools/call\",\"params\":{\"name\":\"test_waiting\",\"arguments\":{}}}";

    @Test
    void aTableFullOfOnesSessionsHasRoomForAnother() throws IOException {
        try (Served served = Served.start(limits(20, 100, 8, 10 << 20))) {
            List<String> greedy = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                greedy.add(served.session("X-Name: beta"));
            }
            assertEquals(20, served.sessions.count());
            String acme = served.session("X-Name: acme");
            assertEquals(200, served.post(PING, acme, "X-Name: acme").status());
            for (int i = 0; i < 50; i++) {
                greedy.add(served.session("X-Name: beta"));
            }
            assertEquals(200, served.post(PING, acme, "X-Name: acme").status(), "the other's are not given up");
            assertEquals(
                    404, served.post(PING, greedy.getFirst(), "X-Name: beta").status());
            assertEquals(
                    200, served.post(PING, greedy.getLast(), "X-Name: beta").status());
        }
    }

    @Test
    void sessionsThatAreUsedOutliveThoseThatWereOnlyBegun() throws IOException {
        try (Served served = Served.start(limits(20, 100, 8, 10 << 20))) {
            String used = served.session();
            assertEquals(200, served.post(PING, used).status());
            for (int i = 0; i < 100; i++) {
                served.session();
            }
            assertEquals(200, served.post(PING, used).status());
            assertEquals(20, served.sessions.count());
        }
    }

    @Test
    void evenSessionsInUseGoForOneWhoHasNone() throws IOException {
        try (Served served = Served.start(limits(4, 100, 8, 10 << 20))) {
            List<Socket> streams = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                streams.add(open(served, "GET /sse HTTP/1.1\r\nX-Name: beta"));
                assertTrue(streams.getLast().getInputStream().read() > 0);
            }
            assertEquals(
                    200,
                    served.post(PING, served.session("X-Name: acme"), "X-Name: acme")
                            .status());
            for (Socket stream : streams) {
                stream.close();
            }
        }
    }

    @Test
    void idleConnectionsGiveWayToNewOnes() throws IOException {
        try (Served served = Served.start(limits(10, 16, 8, 10 << 20))) {
            List<Socket> idle = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                idle.add(served.connect());
                // Half a head is no request either.
                idle.getLast().getOutputStream().write("GET /mcp HT".getBytes(StandardCharsets.US_ASCII));
            }
            Answer answer = served.post(PING);
            assertEquals(200, answer.status(), answer.text());
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    void oneWhoHoldsHalfOfTheConnectionsGetsNoMore() throws IOException {
        try (Served served = Served.start(limits(100, 16, 8, 10 << 20))) {
            List<Socket> streams = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                streams.add(open(served, "GET /sse HTTP/1.1\r\nX-Name: beta"));
                assertTrue(streams.getLast().getInputStream().read() > 0);
            }
            Answer refused = served.post(PING, "X-Name: beta");
            assertEquals(429, refused.status());
            assertTrue(refused.body().contains("You hold 8 connections"), refused.text());
            assertEquals(200, served.post(PING, "X-Name: acme").status());
            for (Socket stream : streams) {
                stream.close();
            }
        }
    }

    @Test
    void oneWhoWaitsForManyAnswersGetsNoMore() throws Exception {
        try (Served served = Served.start(limits(100, 100, 3, 10 << 20))) {
            List<Socket> calls = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Socket call = served.connect();
                call.getOutputStream()
                        .write(("POST /mcp HTTP/1.1\r\nHost: localhost\r\nX-Name: beta\r\nContent-Type:"
                                        + " application/json\r\nContent-Length: " + WAIT.length() + "\r\n\r\n" + WAIT)
                                .getBytes(StandardCharsets.US_ASCII));
                calls.add(call);
                assertTrue(served.fixtures.waiting.tryAcquire(20, TimeUnit.SECONDS));
            }
            Answer refused = served.post(PING, "X-Name: beta");
            assertEquals(429, refused.status(), refused.text());
            assertEquals("1", refused.header("Retry-After"));
            assertTrue(
                    refused.body().contains("\"id\":\"ping\"") && refused.body().contains("3 of your requests"),
                    refused.text());
            assertEquals(
                    202,
                    served.post("{\"jsonrpc\":\"2.0\",\"method\":\"x\"}", "X-Name: beta")
                            .status());
            assertEquals(200, served.post(PING, "X-Name: acme").status());
            for (Socket call : calls) {
                call.close();
            }
        }
    }

    @Test
    void bodiesWaitForRoomAndAreRefusedWithoutIt() throws Exception {
        BodyBudget budget = new BodyBudget(100, Duration.ofMillis(20));
        try (BodyBudget.Lease beta = budget.lease("beta");
                BodyBudget.Lease acme = budget.lease("acme")) {
            assertTrue(beta.take(50));
            assertTrue(!beta.take(1), "no more than half for one");
            assertTrue(acme.take(50));
            assertTrue(!budget.lease("third").take(1));
        }
        assertTrue(budget.lease("third").take(50));
    }

    @Test
    void aServerWithoutRoomSaysSo() throws IOException {
        try (Served served = Served.start(limits(10, 100, 8, 64 << 10))) {
            Answer refused = served.post("{\"x\":\"" + "x".repeat(100_000) + "\"}");
            assertEquals(503, refused.status(), refused.text());
            assertEquals("1", refused.header("Retry-After"));
            assertEquals(200, served.post(PING).status());
        }
    }

    @Test
    void manySmallValuesAreRefused() throws IOException {
        try (Served served = Served.start()) {
            for (String bomb : new String[] {
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[" + "0,".repeat(200_000) + "0]}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":" + "[".repeat(400) + "]".repeat(400)
                        + "}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":" + members(20_000) + "}"
            }) {
                Answer answer = served.post(bomb);
                assertEquals(400, answer.status(), answer.text());
                assertTrue(answer.body().contains("at most"), answer.text());
            }
        }
    }

    private static String members(int count) {
        StringBuilder members = new StringBuilder("{");
        for (int i = 0; i < count; i++) {
            members.append(i == 0 ? "\"" : ",\"").append(i).append("\":0");
        }
        return members.append('}').toString();
    }

    private static Socket open(Served served, String head) throws IOException {
        Socket socket = served.connect();
        socket.getOutputStream().write((head + "\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static HttpOptions limits(int sessions, int connections, int calls, long bodies) {
        return HttpOptions.defaults()
                .with(new Limits(sessions, Duration.ofMinutes(5), connections, Duration.ofSeconds(10), calls, bodies));
    }
}
