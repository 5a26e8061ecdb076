package dev.ghlmcp.server.host;

import static dev.ghlmcp.server.http.Served.INITIALIZE;
import static dev.ghlmcp.server.http.Served.PING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.Await;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.server.http.RequestBody;
import dev.ghlmcp.server.http.Served;
import dev.ghlmcp.server.http.Served.Answer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// What the front refuses, by what is sent over the wire.
class McpRoutesTest {
    @AutoClose
    private static final Served served = Served.start(Served.limits(50, Duration.ofMinutes(5), Duration.ofMillis(500)));

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "403, Host: evil.example",
        "403, Host: 127.0.0.1.evil.example:{port}",
        "403, Host: localhost.evil.example",
        "403, Host: host.docker.internal:{port}",
        "200, Host: 127.0.0.1:1",
        "200, Host: localhost",
        "200, Host: localhost:9000",
        "200, Host: [::1]",
        "403, Host: mcp.example.com.evil.example",
        "200, Host: LOCALHOST:{port}",
        "200, Host: [::1]:{port}",
        "200, Host: localhost:",
        "200, Host: [::1]:",
        "200, Host: mcp.example.com:",
        "400, Host: localhost:http",
        "400, Host: localhost:123456",
        "400, Host: localhost:1:2",
        "400, Host: local host",
        "400, Host:",
        "200, Host: mcp.example.com",
        "200, Host: mcp.example.com:8443"
    })
    void servesOnlyItsOwnHostNames(int status, String host) throws IOException {
        String line = host.replace("{port}", Integer.toString(served.server.port()));
        assertEquals(status, raw(line, INITIALIZE).status());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "403, http://evil.example",
        "403, null",
        "403, http://localhost",
        "403, http://localhost.evil.example:{port}",
        "403, https://localhost:{port}",
        "403, http://app.example.com",
        "200, http://localhost:{port}",
        "200, http://127.0.0.1:{port}",
        "200, https://app.example.com"
    })
    void servesOnlyAllowedPages(int status, String origin) throws IOException {
        String line = "Origin: " + origin.replace("{port}", Integer.toString(served.server.port()));
        assertEquals(status, served.post(INITIALIZE, line).status());
    }

    @Test
    void refusesTwoOriginsAndTwoHosts() throws IOException {
        String mine = "Origin: http://" + served.host();
        assertEquals(403, served.post(INITIALIZE, mine, mine).status());
        assertError(400, raw("Host: " + served.host() + "\r\nHost: evil.example", INITIALIZE));
    }

    @Test
    void looksAtHostOriginAndCredentialsBeforeTheBody() throws IOException {
        for (String line :
                new String[] {"Host: evil.example", "Host: {h}\r\nOrigin: null", "Host: {h}\r\nX-Name: nobody"}) {
            try (Socket socket = served.connect()) {
                String head = "POST /mcp HTTP/1.1\r\n" + line.replace("{h}", served.host())
                        + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\nConnection: close\r\n\r\n";
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                int status = Served.read(socket).status();
                assertEquals(line.contains("nobody") ? 401 : 403, status, "answered while the body is still to come");
            }
        }
    }

    @Test
    void aRefusalHasItsChallenge() throws IOException {
        Answer answer = served.post(INITIALIZE, "X-Name: nobody");
        assertEquals("Bearer realm=\"test\"", answer.header("WWW-Authenticate"));
        assertError(401, answer);
    }

    @Test
    void aSessionBelongsToWhoBeganIt() throws IOException {
        String session = served.session("X-Name: ann");
        assertEquals(200, served.post(PING, session, "X-Name: ann").status());
        assertError(404, served.post(PING, session, "X-Name: bob"));
        assertError(404, served.postTo("/mcp/readonly", PING, session, "X-Name: ann"));
        assertEquals(404, request("DELETE", "/mcp", session, "X-Name: bob").status());
        assertEquals(404, request("GET", "/mcp", session, "X-Name: bob").status());
        assertEquals(
                404,
                served.postTo("/messages?sessionId=" + session.substring(16), PING, "X-Name: ann")
                        .status());
        assertEquals(204, request("DELETE", "/mcp", session, "X-Name: ann").status());
        assertError(404, served.post(PING, session, "X-Name: ann"));
    }

    @Test
    void wantsASessionThatItKnows() throws IOException {
        assertError(404, served.post(PING, "Mcp-Session-Id: 00000000-0000-0000-0000-000000000000"));
        assertError(404, served.post(PING, "Mcp-Session-Id: ../../etc/passwd"));
        assertError(404, served.post(PING, "Mcp-Session-Id:"));
        assertError(404, served.post(PING, "Mcp-Session-Id:  "));
        assertEquals(404, request("GET", "/mcp", "Mcp-Session-Id:").status());
        assertError(400, served.postTo("/messages", PING));
        assertError(404, served.postTo("/messages?sessionId=none", PING));
    }

    /// MCP 2025-11-25: a GET begins a stream or is answered with 405, which clients take for "no stream here".
    @Test
    void hasNoStreamAndNothingToEndWithoutASession() throws IOException {
        for (String method : new String[] {"GET", "DELETE"}) {
            Answer answer = request(method, "/mcp");
            assertError(405, answer);
            assertEquals("POST", answer.header("Allow"));
            assertTrue(answer.body().contains("Mcp-Session-Id"), answer.text());
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "404, /",
        "404, /mc",
        "200, /mcp/",
        "200, /mcp/readonly/",
        "404, /mcp//",
        "404, /mcp//readonly",
        "404, /mcp/../mcp",
        "404, /mcp/./readonly",
        "404, /mcp%2freadonly",
        "404, /%6dcp",
        "404, /mcp;x=y",
        "404, /mcp/x",
        "404, /mcp/x/",
        "404, /mcp/x/../readonly",
        "404, /MCP",
        "404, /../../etc/passwd",
        "200, /mcp/readonly",
        "200, /mcp?x=y"
    })
    void hasOneWayToWriteEachPath(int status, String path) throws IOException {
        int answered = served.postTo(path, INITIALIZE).status();
        assertTrue(answered == status || (status == 404 && answered == 400), path + " got " + answered);
    }

    @Test
    void refusesWhatIsTooLarge() throws IOException {
        assertError(413, served.post("{\"x\":\"" + "x".repeat(RequestBody.MAX) + "\"}"));
        try (Socket socket = served.connect()) {
            socket.getOutputStream()
                    .write(("POST /mcp HTTP/1.1\r\nHost: " + served.host()
                                    + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n500000\r\n"
                                    + "x".repeat(0x500000) + "\r\n0\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertEquals(413, Served.read(socket).status());
        }
        int status = served.post(INITIALIZE, "X-Bomb: " + "x".repeat(100_000)).status();
        assertTrue((status >= 400 && status < 500) || status == 0, "a header bomb got " + status);
        StringBuilder many = new StringBuilder("X-A: b");
        for (int i = 0; i < 5_000; i++) {
            many.append("\r\nX-").append(i).append(": ").append(i);
        }
        status = served.post(INITIALIZE, many.toString()).status();
        assertTrue((status >= 400 && status < 500) || status == 0, "many headers got " + status);
        assertAlive();
    }

    @Test
    void refusesWhatIsNotJson() throws IOException {
        assertError(415, raw("Host: " + served.host(), INITIALIZE, "Content-Type: text/plain"));
        assertError(415, raw("Host: " + served.host(), INITIALIZE, "X: y"));
        assertEquals(
                200,
                raw("Host: " + served.host(), INITIALIZE, "Content-Type: application/json; charset=utf-8")
                        .status());
        for (String body : new String[] {"", "garbage", "[]", "{\"jsonrpc\":\"1.0\"}", "{} {}", "\u0000"}) {
            Answer answer = served.post(body);
            assertError(400, answer);
            assertTrue(Json.MAPPER.readTree(answer.body()).path("id").isNull());
        }
    }

    @Test
    void refusesWhatTheClientCannotRead() throws IOException {
        assertEquals(406, get("/mcp", "Accept: application/json").status());
        assertEquals(406, get("/sse", "Accept: application/json").status());
        String head = "POST /mcp HTTP/1.1\r\nHost: " + served.host() + "\r\nConnection: close\r\nContent-Length: 2\r\n";
        assertError(406, served.send(head + "Accept: text/html\r\n\r\n{}"));
        assertEquals(405, request("PUT", "/mcp").status());
        assertEquals("POST, GET, DELETE", request("PATCH", "/mcp").header("Allow"));
        assertEquals(405, request("POST", "/sse").status());
    }

    @Test
    void refusesAVersionItDoesNotKnow() throws IOException {
        String session = served.session();
        assertError(400, served.post(PING, session, "MCP-Protocol-Version: 1999-01-01"));
        assertEquals(
                200,
                served.post(PING, session, "MCP-Protocol-Version: 2025-06-18").status());
        assertEquals(200, served.post(PING, session).status());
    }

    @Test
    void dropsClientsThatNeverFinish() throws IOException {
        String head = "POST /mcp HTTP/1.1\r\nHost: " + served.host() + "\r\n";
        for (String part : new String[] {
            head, head + "Content-Type: application/json\r\nAccept: */*\r\nContent-Length: 100\r\n\r\n{\"jsonrpc\""
        }) {
            try (Socket socket = served.connect()) {
                socket.getOutputStream().write(part.getBytes(StandardCharsets.US_ASCII));
                assertFalse(Served.read(socket).text().contains(" 200 "), "closed by the server: it read to the end");
            }
        }
        assertAlive();
    }

    @Test
    void hasRoomForSoManySessionsOnly() throws IOException {
        try (Served small = Served.start(Served.limits(2, Duration.ofMillis(300), Duration.ofSeconds(5)))) {
            String first = small.session();
            String second = small.session();
            String third;
            try (Socket listening = small.connect();
                    Socket other = small.connect()) {
                listen(small, listening, first);
                listen(small, other, second);
                Answer full = small.post(INITIALIZE);
                assertError(503, full);
                assertNotNull(full.header("Retry-After"));
                assertEquals(
                        204,
                        small.send("DELETE /mcp HTTP/1.1\r\nHost: " + small.host() + "\r\n" + first
                                        + "\r\nConnection: close\r\n\r\n")
                                .status());
                third = small.session();
            }
            // Idle ones go by themselves.
            Await.until("no session", () -> small.sessions.count() == 0);
            assertError(404, small.post(PING, third));
        }
    }

    private static void listen(Served served, Socket socket, String session) throws IOException {
        socket.getOutputStream()
                .write(("GET /mcp HTTP/1.1\r\nHost: " + served.host() + "\r\n" + session
                                + "\r\nAccept: text/event-stream\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        assertTrue(socket.getInputStream().read() > 0);
    }

    private static void assertAlive() throws IOException {
        assertEquals(200, served.post(PING, served.session()).status());
    }

    private static void assertError(int status, Answer answer) {
        assertEquals(status, answer.status(), answer.text());
        JsonNode body = Json.MAPPER.readTree(answer.body());
        assertTrue(
                body.at("/error/message").isString() && body.at("/error/code").isInt(), answer.text());
        assertFalse(answer.text().contains("\tat ") || answer.text().contains("Exception"), answer.text());
    }

    private static Answer request(String method, String path, String... headers) throws IOException {
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return served.send(method + " " + path + " HTTP/1.1\r\nHost: " + served.host() + "\r\n" + more
                + "Connection: close\r\n\r\n");
    }

    private static Answer get(String path, String... headers) throws IOException {
        return request("GET", path, headers);
    }

    /// With a `Host` of one's own.
    private static Answer raw(String host, String body, String... headers) throws IOException {
        String more = headers.length == 0 ? "Content-Type: application/json" : String.join("\r\n", headers);
        return served.send("POST /mcp HTTP/1.1\r\n" + host + "\r\n" + more + "\r\nContent-Length: " + body.length()
                + "\r\nConnection: close\r\n\r\n" + body);
    }
}
