package dev.ghlmcp.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.server.http.Served.Answer;
import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is long is told its limit, and not sent back whole.
class LongInputTest {
    private static final String LONG = "x".repeat(3000);

    @AutoClose
    private static final Served served = Served.start();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | /{long}                     | X: y",
                "{long} | /nothing                    | X: y",
                "GET    | /mcp/x/{long}               | X: y",
                "POST   | /mcp/x/{short}              | X: y",
                "GET    | /mcp                        | Host: {long}",
                "GET    | /mcp                        | Origin: http://{long}",
                "GET    | /mcp                        | Accept: {long}",
                "POST   | /mcp                        | Content-Type: {long}",
                "POST   | /mcp                        | MCP-Protocol-Version: {long}",
                "POST   | /mcp                        | Mcp-Session-Id: {long}",
                "POST   | /messages?sessionId={long}  | X: y",
                "POST   | /mcp                        | Mcp-Method: {long}",
                "POST   | /mcp                        | Transfer-Encoding: {long}",
                "POST   | /mcp                        | Content-Encoding: {long}",
            })
    void isNotSentBack(String method, String path, String header) throws IOException {
        for (String body : new String[] {Served.PING, "[" + Served.PING + "]"}) {
            Answer answer = served.send(filled(method + " " + path + " HTTP/1.1\r\n")
                    + (header.startsWith("Host") ? "" : "Host: localhost\r\n")
                    + (header.startsWith("Content-Type") ? "" : "Content-Type: application/json\r\n")
                    + filled(header) + "\r\nContent-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body);
            assertTrue(answer.status() >= 200, answer.text());
            assertFalse(answer.text().contains("x".repeat(150)), answer.text());
        }
    }

    @Test
    void isToldItsLimit() throws IOException {
        refused(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"n\":" + "1".repeat(100_000) + "}}",
                "1,000 digits");
        refused("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"n\":1e99999999999}}", "exponent");
        refused(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"" + "n".repeat(3_800_000) + "\":1}}",
                "50,000 characters");
    }

    private static void refused(String body, String limit) throws IOException {
        Answer answer = served.post(body);
        assertEquals(400, answer.status(), answer.text());
        assertTrue(answer.body().contains(limit) && !answer.body().contains("not valid JSON"), answer.text());
        assertTrue(answer.text().length() < 1000, answer.text());
    }

    private static String filled(String text) {
        return text.replace("{long}", LONG).replace("{short}", "x".repeat(400));
    }
}
