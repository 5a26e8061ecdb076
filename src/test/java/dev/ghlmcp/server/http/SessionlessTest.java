package dev.ghlmcp.server.http;

import static dev.ghlmcp.server.http.Served.INITIALIZE;
import static dev.ghlmcp.server.http.Served.PING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.server.http.Served.Answer;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What comes without a session, and what comes in lists.
class SessionlessTest {
    private static final String OLD = "MCP-Protocol-Version: 2025-03-26";

    @AutoClose
    private static final Served served = Served.start();

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "ping                | {}",
                "tools/list          | {}",
                "tools/call          | {\"name\":\"test_simple_text\",\"arguments\":{}}",
                "resources/list      | {}",
                "resources/read      | {\"uri\":\"test://static-text\"}",
                "prompts/list        | {}",
                "prompts/get         | {\"name\":\"test_simple_prompt\"}",
                "completion/complete | {\"ref\":{\"type\":\"ref/prompt\",\"name\":\"test_prompt_with_arguments\"},\"argument\":{\"name\":\"arg1\",\"value\":\"p\"}}",
            })
    void answersWhatNeedsNone(String method, String params) throws IOException {
        int before = served.sessions.count();
        for (String header : new String[] {"X: y", "MCP-Protocol-Version: 2025-06-18"}) {
            Answer answer = served.post(request(7, method, params), header);
            assertEquals(200, answer.status(), answer.text());
            JsonNode body = Json.MAPPER.readTree(answer.body());
            assertEquals(7, body.path("id").asInt());
            assertTrue(body.path("result").isObject(), answer.text());
            assertNull(answer.header("Mcp-Session-Id"));
        }
        assertEquals(before, served.sessions.count(), "none is kept");
    }

    @Test
    void acceptsNotificationsAndRefusesWhatLasts() throws IOException {
        String initialized = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";
        assertEquals(202, served.post(initialized).status());
        assertEquals(
                400,
                served.post(request(1, "resources/subscribe", "{\"uri\":\"test://static-text\"}"))
                        .status());
        assertEquals(
                400, served.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}").status());
        assertEquals(400, served.post(PING, "MCP-Protocol-Version: 1999-01-01").status());
        assertEquals(
                404,
                served.post(PING, "Mcp-Session-Id: 00000000-0000-0000-0000-000000000000")
                        .status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Accept: application/json", "Accept: application/json, text/event-stream"})
    void nobodyCanBeAsked(String accept) throws IOException {
        String call = request(3, "tools/call", "{\"name\":\"test_elicitation\",\"arguments\":{\"message\":\"?\"}}");
        Answer answer = served.send("POST /mcp HTTP/1.1\r\nHost: " + served.host() + "\r\n" + accept
                + "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: " + call.length()
                + "\r\n\r\n" + call);
        assertEquals(200, answer.status(), answer.text());
        JsonNode body = Json.MAPPER.readTree(answer.body());
        assertEquals(3, body.path("id").asInt());
        assertTrue(body.has("error") || body.at("/result/isError").asBoolean(), answer.text());
    }

    @Test
    void maySayThatSessionsAreRequired() throws IOException {
        HttpOptions defaults = HttpOptions.defaults();
        try (Served strict = Served.start(
                new HttpOptions(defaults.host(), 0, List.of(), List.of(), true, true, defaults.limits(), null, null))) {
            Answer answer = strict.post(PING);
            assertEquals(400, answer.status());
            assertTrue(answer.body().contains("Mcp-Session-Id"), answer.text());
            assertEquals(200, strict.post(PING, strict.session()).status());
        }
    }

    @Test
    void answersListsWhereTheyWereAgreed() throws IOException {
        String list =
                "[" + request(2, "ping", "{}") + ",{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"},"
                        + request(3, "tools/call", "{\"name\":\"test_simple_text\",\"arguments\":{}}") + ",7,"
                        + request(4, "initialize", "{}") + "]";
        String session = "Mcp-Session-Id: "
                + served.post(INITIALIZE.replace("2025-11-25", "2025-03-26")).header("Mcp-Session-Id");
        for (String header : new String[] {session, OLD, "X: y"}) {
            Answer answer = served.post(list, header);
            assertEquals(200, answer.status(), answer.text());
            JsonNode body = Json.MAPPER.readTree(answer.body());
            assertEquals(List.of("null", "4", "2", "3").stream().sorted().toList(), ids(body), answer.text());
            for (JsonNode each : body) {
                boolean good = List.of("2", "3").contains(each.path("id").asString("null"));
                assertEquals(good, each.has("result"), answer.text());
            }
        }
        assertEquals(
                202,
                served.post("[{\"jsonrpc\":\"2.0\",\"method\":\"x\"}]", session).status());
        assertEquals(400, served.post("[]", session).status());
    }

    @Test
    void aListThatIsFarTooLongIsRefusedInShort() throws IOException {
        for (String item : List.of(request(2, "ping", "{}"), "7")) {
            Answer answer = served.post("[" + (item + ",").repeat(10_000) + item + "]", OLD);
            assertTrue(answer.body().length() < 10_000, () -> answer.body().length() + " bytes");
            assertTrue(Json.MAPPER.readTree(answer.body()).get(0).has("error"), answer.text());
        }
        String list = "[" + (request(2, "ping", "{}") + ",").repeat(100) + request(3, "ping", "{}") + "]";
        Answer answer = served.post(list, OLD);
        assertEquals(400, answer.status());
        assertEquals(101, Json.MAPPER.readTree(answer.body()).size());
    }

    @Test
    void refusesEachOfAListElsewhere() throws IOException {
        String list = "[" + request(2, "ping", "{}") + "," + request(3, "ping", "{}") + "]";
        for (String header : new String[] {served.session(), "MCP-Protocol-Version: 2025-06-18"}) {
            Answer answer = served.post(list, header);
            assertEquals(400, answer.status(), answer.text());
            JsonNode body = Json.MAPPER.readTree(answer.body());
            assertEquals(List.of("2", "3"), ids(body));
            assertTrue(body.get(0).at("/error/message").asString().contains("one by one"));
        }
    }

    private static List<String> ids(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(each -> each.path("id").asString("null"))
                .sorted()
                .toList();
    }

    private static String request(int id, String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + params + "}";
    }
}
