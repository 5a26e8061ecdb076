package dev.ghlmcp.server.http;

import static dev.ghlmcp.server.http.Served.INITIALIZE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.server.http.Served.Answer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What a browser is told, over the wire.
class CrossOriginTest {
    private static final String PAGE = "https://app.example.com";

    @AutoClose
    private static final Served served = Served.start(Served.limits(50, Duration.ofMinutes(5), Duration.ofSeconds(5)));

    @Test
    void aPageThatIsAllowedLearnsWhatItMaySend() throws IOException {
        Answer answer = preflight(
                PAGE,
                "POST",
                "authorization, content-type, mcp-protocol-version, Mcp-Param-Region, x-ghl-token, cookie");
        assertEquals(204, answer.status());
        assertEquals(PAGE, answer.header("Access-Control-Allow-Origin"));
        assertEquals("Origin", answer.header("Vary"));
        assertTrue(answer.header("Access-Control-Allow-Methods").contains("DELETE"));
        String allowed = answer.header("Access-Control-Allow-Headers");
        for (String name : List.of(
                "Authorization",
                "Content-Type",
                "Accept",
                "Mcp-Session-Id",
                "MCP-Protocol-Version",
                "Last-Event-ID",
                "Mcp-Method",
                "Mcp-Name",
                "mcp-param-region")) {
            assertTrue(List.of(allowed.split(", ")).contains(name), name + " in " + allowed);
        }
        assertTrue(!allowed.contains("x-ghl-token") && !allowed.contains("cookie"), allowed);
        assertNull(answer.header("Access-Control-Allow-Credentials"), "no cookies");
    }

    @Test
    void tenantHeadersAreAmongThemWhereTheyCount() throws IOException {
        Answer answer = preflight(PAGE, "POST", "x-ghl-location");
        assertTrue(answer.header("Access-Control-Allow-Headers").contains("X-Heeded"), answer.text());
    }

    @Test
    void itMayReadTheSessionAndTheChallenge() throws IOException {
        Answer begun = served.post(INITIALIZE, "Origin: " + PAGE);
        assertEquals(200, begun.status());
        assertEquals(PAGE, begun.header("Access-Control-Allow-Origin"));
        assertTrue(begun.header("Access-Control-Expose-Headers").contains("Mcp-Session-Id"));
        assertNotNull(begun.header("Mcp-Session-Id"));
        Answer refused = served.post(INITIALIZE, "Origin: " + PAGE, "X-Name: nobody");
        assertEquals(401, refused.status());
        assertEquals(PAGE, refused.header("Access-Control-Allow-Origin"));
        assertTrue(refused.header("Access-Control-Expose-Headers").contains("WWW-Authenticate"));
    }

    @Test
    void anotherPageLearnsNothing() throws IOException {
        Answer answer = preflight("https://evil.example", "POST", "content-type");
        assertEquals(403, answer.status());
        assertNull(answer.header("Access-Control-Allow-Origin"));
        assertNull(served.post(INITIALIZE).header("Access-Control-Allow-Origin"), "no page, no word of pages");
    }

    private static Answer preflight(String origin, String method, String headers) throws IOException {
        try (Socket socket = served.connect()) {
            socket.getOutputStream()
                    .write("""
                            OPTIONS /mcp HTTP/1.1\r
                            Host: %s\r
                            Origin: %s\r
                            Access-Control-Request-Method: %s\r
                            Access-Control-Request-Headers: %s\r
                            Connection: close\r
                            \r
                            """.formatted(served.host(), origin, method, headers).getBytes(StandardCharsets.US_ASCII));
            return Served.read(socket);
        }
    }
}
