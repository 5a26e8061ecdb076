package dev.ghlmcp.server.http;

import static dev.ghlmcp.server.http.Served.INITIALIZE;
import static dev.ghlmcp.server.http.Served.PING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.server.http.Served.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Requests in the forms in which clients, proxies and tunnels send them.
class HttpFormsTest {
    @AutoClose
    private static final Served served = Served.start();

    @ParameterizedTest(name = "{1} for {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "                                          | json",
                "Accept: application/json                  | json",
                "Accept: */*                               | json",
                "Accept: application/*                     | json",
                "Accept: APPLICATION/JSON                  | json",
                "Accept: application/json;q=0.1, text/event-stream | json",
                "Accept: text/event-stream                 | events",
                "Accept: text/*                            | events",
                "Accept: text/event-stream, application/json;q=0 | events",
                "Accept: application/json;q=0, */*;q=0.5   | events",
                "Accept: text/html                         | 406",
                "Accept: application/json;q=0.0            | 406",
                "Accept: application/jsonp                 | 406",
            })
    void answersInWhatIsAccepted(String accept, String form) throws IOException {
        String line = accept == null ? "" : accept + "\r\n";
        Answer answer = served.send("POST /mcp HTTP/1.1\r\nHost: " + served.host() + "\r\n" + line
                + "Content-Type: application/json\r\nConnection: close\r\nContent-Length: " + INITIALIZE.length()
                + "\r\n\r\n" + INITIALIZE);
        switch (form) {
            case "json" -> {
                assertEquals("application/json", answer.header("Content-Type"), answer.text());
                assertEquals(
                        "init", Json.MAPPER.readTree(answer.body()).path("id").asString());
            }
            case "events" -> {
                assertEquals("text/event-stream", answer.header("Content-Type"), answer.text());
                String data = answer.body()
                        .lines()
                        .filter(text -> text.startsWith("data: "))
                        .findFirst()
                        .orElseThrow();
                assertEquals(
                        "init",
                        Json.MAPPER.readTree(data.substring(6)).path("id").asString());
                assertTrue(answer.header("Mcp-Session-Id") != null);
            }
            default -> assertEquals(406, answer.status(), answer.text());
        }
    }

    @Test
    void aBrowserIsToldWhereThePageIs() throws IOException {
        Answer answer = get("/mcp", "Accept: text/html,application/xhtml+xml,application/xml;q=0.9");
        assertEquals(406, answer.status());
        assertTrue(Json.MAPPER
                .readTree(answer.body())
                .at("/error/message")
                .asString()
                .contains("at / of"));
    }

    @Test
    void aRefusedHostIsNamedWithItsSetting() throws IOException {
        Answer answer =
                served.send("GET /mcp HTTP/1.1\r\nHost: host.docker.internal:8080\r\nConnection: close\r\n\r\n");
        String sentence =
                Json.MAPPER.readTree(answer.body()).at("/error/message").asString();
        assertTrue(
                sentence.contains("'host.docker.internal'") && sentence.contains("GHL_HTTP_ALLOWED_HOSTS"), sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "501 | Transfer-Encoding: gzip, chunked               | Transfer-Encoding may be chunked",
                "400 | Transfer-Encoding: gzip                        | Transfer-Encoding may be chunked",
                "400 | Transfer-Encoding: chunked; Content-Length: 0 | without Content-Length",
                "415 | Content-Encoding: gzip                         | without Content-Encoding",
            })
    void aBodyInAnotherCodingIsRefusedWithWhatToDo(int status, String header, String sentence) throws IOException {
        Answer answer = served.send("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + header.replace("; ", "\r\n") + "\r\nConnection: close\r\n\r\n");
        assertEquals(status, answer.status(), answer.text());
        assertTrue(answer.body().contains(sentence), answer.text());
    }

    @Test
    void valuesOfHeadersAreNoLines() throws IOException {
        for (String header : new String[] {"X: a\u0001b", "X: a\u007fb", "X Y: z", "X"}) {
            assertEquals(400, post("HTTP/1.1", "Host: localhost\r\n" + header).status(), header);
        }
    }

    @Test
    void aPageThatCameThroughATunnelIsOurOwn() throws IOException {
        String head = "Host: localhost:9000\r\nOrigin: http://localhost:";
        assertEquals(200, post("HTTP/1.1", head + "9000").status());
        assertEquals(403, post("HTTP/1.1", head + "9001").status());
        assertEquals(
                403,
                post("HTTP/1.1", "Host: mcp.example.com\r\nOrigin: http://mcp.example.com")
                        .status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: localhost", "Connection: keep-alive", "Host: localhost\r\nConnection: close"})
    void speaksTheOldVersion(String head) throws IOException {
        Answer answer = post("HTTP/1.0", head);
        assertEquals(200, answer.status(), answer.text());
        assertEquals("application/json", answer.header("Content-Type"));
        assertEquals("close", answer.header("Connection"));
        assertNull(answer.header("Transfer-Encoding"));
        assertEquals("init", Json.MAPPER.readTree(answer.body()).path("id").asString());
    }

    @Test
    void theOldVersionComesInPiecesToo() throws IOException {
        try (Socket socket = served.connect()) {
            for (String piece : ("POST /mcp HTT|P/1.0\r|\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Content-Length: " + INITIALIZE.length() + "\r\n\r|\n" + INITIALIZE)
                    .split("\\|", -1)) {
                socket.getOutputStream().write(piece.getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
            }
            assertEquals(200, Served.read(socket).status());
        }
    }

    @Test
    void theOldVersionHasNoStreamsAndNoEvilHosts() throws IOException {
        Answer stream = served.send("GET /sse HTTP/1.0\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n");
        assertEquals(505, stream.status());
        assertTrue(stream.body().contains("proxy_http_version 1.1"), stream.text());
        assertEquals(403, post("HTTP/1.0", "Host: evil.example").status());
        assertEquals(
                400,
                served.send("GET /mcp HTTP/1.1\r\nConnection: close\r\n\r\n").status());
    }

    @ParameterizedTest
    @CsvSource({
        "404, GET, /.well-known/oauth-authorization-server",
        "404, GET, /.well-known/openid-configuration/mcp",
        "404, POST, /register",
        "404, POST, /health/live/x",
        "404, DELETE, /nothing",
        "405, PUT, /mcp",
        "404, GET, /mcp/nothing",
        "404, GET, /favicon.ico",
        "400, GET, /a%zz"
    })
    void everyRefusalIsJson(int status, String method, String path) throws IOException {
        Answer answer = served.send(
                method + " " + path + " HTTP/1.1\r\nHost: " + served.host() + "\r\nConnection: close\r\n\r\n");
        assertEquals(status, answer.status(), answer.text());
        assertEquals("application/json", answer.header("Content-Type"), answer.text());
        JsonNode body = Json.MAPPER.readTree(answer.body());
        assertTrue(body.path("error").isString() || body.at("/error/message").isString(), answer.text());
        assertTrue(body.has("jsonrpc") || body.path("error_description").isString(), answer.text());
    }

    /// The next answer begins where this one ends: a body would be taken for it.
    @ParameterizedTest
    @CsvSource({"405, /mcp", "405, /sse", "405, /messages", "404, /nothing", "404, /", "405, /mcp/nothing"})
    void theAnswerToHeadHasNoBody(int status, String path) throws IOException {
        String host = " HTTP/1.1\r\nHost: " + served.host() + "\r\n";
        Answer answer = served.send("HEAD " + path + host + "\r\nGET /nothing" + host + "Connection: close\r\n\r\n");
        assertEquals(status, answer.status(), answer.text());
        assertTrue(answer.body().startsWith("HTTP/1.1 4"), answer.text());
        assertTrue(Integer.parseInt(answer.header("Content-Length")) > 0, answer.text());
    }

    @Test
    void evenTheHeadOfWhatIsNoHttpHasNoBody() throws IOException {
        Answer answer = served.send("HEAD /a%zz HTTP/1.1\r\nHost: x\r\n\r\n");
        assertEquals(400, answer.status(), answer.text());
    }

    @ParameterizedTest
    @CsvSource({"/sse, http://h/ghl/messages", "/sse/, http://h/ghl/messages"})
    void theAddressToPostToIsRelative(String path, String resolved) throws IOException {
        try (Socket socket = served.connect()) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: " + served.host() + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String data = lines.readLine();
            while (!data.startsWith("data: ")) {
                data = lines.readLine();
            }
            URI address = URI.create("http://h/ghl" + path).resolve(data.substring(6));
            assertTrue(address.toString().startsWith(resolved + "?sessionId="), address.toString());
        }
    }

    @Test
    void bothLoopbackAddressesAnswerAtOnePort() throws IOException {
        for (String address : new String[] {"127.0.0.1", "::1"}) {
            try (Socket socket = new Socket(address, served.server.port())) {
                socket.getOutputStream()
                        .write("GET /nothing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                assertEquals(404, Served.read(socket).status());
            }
        }
    }

    @ParameterizedTest(name = "{1} for {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{n}                  | 200",
                "{n};name=value       | 200",
                "{n} ; a=\"b;c\";d    | 200",
                "0000{n};x            | 200",
                "{n}z                 | 400",
                "-{n}                 | 400",
                "0x{n}                | 400",
                ";a=b                 | 400",
                "''                   | 400",
                "ffffffffffffffff     | 400",
                "7fffffff             | 413",
                "1                    | 400",
            })
    void readsChunksAsTheyAreWritten(String size, int status) throws IOException {
        String line = size.replace("{n}", Integer.toHexString(PING.length()));
        Answer answer = served.send("POST /mcp HTTP/1.1\r\nHost: " + served.host()
                + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
                + (status == 200 ? "Connection: close\r\n" : "") + "\r\n" + line + "\r\n" + PING
                + "\r\n0\r\nX-Trailer: y\r\n\r\n" + (status == 200 ? "" : "GET /nothing HTTP/1.1\r\n\r\n"));
        assertEquals(status, answer.status(), answer.text());
        assertEquals("close", answer.header("Connection"));
        assertEquals(1, answer.text().split("HTTP/1.1 ", -1).length - 1, "nothing of it is another request");
    }

    private Answer post(String version, String head) throws IOException {
        return served.send("POST /mcp " + version + "\r\n" + head + "\r\nContent-Type: application/json\r\n"
                + (version.endsWith("1") ? "Connection: close\r\n" : "") + "Content-Length: " + INITIALIZE.length()
                + "\r\n\r\n" + INITIALIZE);
    }

    private static Answer get(String path, String header) throws IOException {
        return served.send("GET " + path + " HTTP/1.1\r\nHost: " + served.host() + "\r\n" + header
                + "\r\nConnection: close\r\n\r\n");
    }
}
