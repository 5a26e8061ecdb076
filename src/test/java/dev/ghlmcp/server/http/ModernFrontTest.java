package dev.ghlmcp.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.server.http.Served.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// MCP 2026-07-28 over HTTP, for what the conformance suite does not ask.
class ModernFrontTest {
    private static final int PATIENCE_S = 20;
    private static final String ASK = "{'name':'test_elicitation','arguments':{'message':'Sure?'}";
    private static final String ACCEPT = "{'action':'accept','content':{'username':'ann','email':'a@example.com'}}";

    private final Served served = Served.start();

    @AfterEach
    void stop() {
        served.close();
    }

    @Test
    void aQuestionIsAskedAndItsAnswerReachesTheHandler() throws Exception {
        JsonNode asked = ask();
        assertEquals("input_required", asked.path("resultType").asString(), asked.toString());
        String key = asked.path("inputRequests").propertyNames().iterator().next();
        JsonNode request = asked.path("inputRequests").path(key);
        assertEquals("elicitation/create", request.path("method").asString());
        assertEquals("Sure?", request.at("/params/message").asString());
        assertFalse(asked.has("ttlMs"), "a question is not for caches");
        JsonNode result = result(call(retry(asked, ACCEPT)));
        assertEquals("complete", result.path("resultType").asString());
        String text = result.at("/content/0/text").asString();
        assertTrue(text.contains("action=ACCEPT") && text.contains("username=ann"), text);
        JsonNode declined = result(call(retry(ask(), "{'action':'decline'}")));
        assertTrue(declined.at("/content/0/text").asString().contains("action=DECLINE"));
    }

    @Test
    void aStateCountsOnceForItsRequestAndItsPrincipal() throws Exception {
        String retry = retry(ask(), ACCEPT);
        assertRefused(call(retry, "X-Name: bob"));
        assertRefused(call(retry.replace("'Sure?'", "'Really?'")));
        assertRefused(call(retry.replace("'requestState':'", "'requestState':'A")));
        assertEquals(200, call(retry).status());
        assertRefused(call(retry));
    }

    @Test
    void answersWithoutTheStateOfTheirQuestionCountForNothing() throws Exception {
        JsonNode asked = ask();
        String retry = retry(asked, ACCEPT);
        String stateless = retry.substring(0, retry.indexOf(",'requestState'")) + "}";
        assertEquals(
                "input_required", result(call(stateless)).path("resultType").asString());
        String elsewhere = retry.replaceFirst("'inputResponses':\\{'[^']+'", "'inputResponses':{'another'");
        assertEquals(
                "input_required", result(call(elsewhere)).path("resultType").asString(), "asks again");
    }

    @Test
    void anAnswerOfTheWrongShapeIsRefused() throws Exception {
        for (String answer : List.of("7", "{}", "{'action':'maybe'}")) {
            assertRefused(call(retry(ask(), answer)));
        }
    }

    @Test
    void whoCannotBeAskedIsToldWhatToDeclare() throws Exception {
        Answer answer = post("tools/call", "test_elicitation", ASK + "}", "{}");
        assertEquals(400, answer.status());
        JsonNode error = json(answer).path("error");
        assertEquals(-32021, error.path("code").asInt());
        assertEquals(
                "{\"elicitation\":{}}", error.at("/data/requiredCapabilities").toString());
    }

    @Test
    void sessionsAndPositionsOfOlderErasAreIgnored() throws Exception {
        Answer answer = call("{'name':'test_simple_text'}", "Mcp-Session-Id: none", "Last-Event-ID: 7");
        assertEquals(200, answer.status(), answer.text());
        assertEquals(null, answer.header("Mcp-Session-Id"));
    }

    @Test
    void aClientThatLeavesCancelsItsCall() throws Exception {
        try (Socket socket = send("tools/call", "test_waiting", "{'name':'test_waiting'}")) {
            assertTrue(served.fixtures.waiting.tryAcquire(PATIENCE_S, TimeUnit.SECONDS));
            BufferedReader lines = lines(socket);
            assertEquals("text/event-stream", until(lines, "Content-Type:"));
            assertEquals("", until(lines, ":"), "a comment keeps it alive");
        }
        assertTrue(served.fixtures.cancelled.tryAcquire(PATIENCE_S, TimeUnit.SECONDS), "the handler is interrupted");
    }

    @Test
    void whoListensHearsOfChangesUntilTheServerEnds() throws Exception {
        try (Socket socket = send(
                "subscriptions/listen",
                null,
                "{'notifications':{'toolsListChanged':true,'resourcesListChanged':true}}")) {
            BufferedReader lines = lines(socket);
            JsonNode acknowledged = event(lines);
            assertEquals(
                    "notifications/subscriptions/acknowledged",
                    acknowledged.path("method").asString());
            assertEquals(
                    "{\"toolsListChanged\":true}",
                    acknowledged.at("/params/notifications").toString(),
                    "resources' lists never change here");
            call("{'name':'test_trigger_prompt_change'}");
            call("{'name':'test_trigger_tool_change'}");
            JsonNode changed = event(lines);
            assertEquals(
                    "notifications/tools/list_changed", changed.path("method").asString());
            assertEquals(
                    "1",
                    changed.at("/params/_meta/io.modelcontextprotocol~1subscriptionId")
                            .asString());
            served.fixtures.subscriptions.close();
            JsonNode end = event(lines);
            assertEquals("complete", end.at("/result/resultType").asString());
            assertEquals(
                    "1",
                    end.at("/result/_meta/io.modelcontextprotocol~1subscriptionId")
                            .asString());
        }
    }

    @Test
    void aLogHasTheLevelsThatTheRequestWants() throws Exception {
        String call = "{'name':'test_tool_with_logging'";
        assertFalse(call(call + "}").text().contains("notifications/message"));
        assertTrue(
                post("tools/call", "test_tool_with_logging", call + "}", "{},'io.modelcontextprotocol/logLevel':'info'")
                        .text()
                        .contains("notifications/message"));
        assertFalse(post(
                        "tools/call",
                        "test_tool_with_logging",
                        call + "}",
                        "{},'io.modelcontextprotocol/logLevel':'warning'")
                .text()
                .contains("notifications/message"));
        assertRefused(post(
                "tools/call", "test_tool_with_logging", call + "}", "{},'io.modelcontextprotocol/logLevel':'loud'"));
    }

    /// 10,000 with `-Pfaults`.
    @Test
    void clientsLeaveNothingBehind() throws Exception {
        int clients = Integer.getInteger("faults.calls", 600) > 600 ? 10_000 : 2_000;
        long before = 0;
        for (int i = 0; i < clients; i++) {
            if (i == clients / 4) {
                before = instances();
            }
            assertEquals(
                    200,
                    call("{'name':'test_simple_text'}", "X-Name: client" + i).status());
        }
        long kept = instances() - before;
        assertTrue(kept < 100, clients * 3 / 4 + " clients left " + kept + " objects behind");
    }

    /// How many objects of this program are alive.
    private static long instances() throws JMException {
        Object histogram = ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        ObjectName.getInstance("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        return Pattern.compile("^ *\\d+: +(\\d+) +\\d+ +dev\\.ghlmcp\\.", Pattern.MULTILINE)
                .matcher(histogram.toString())
                .results()
                .mapToLong(line -> Long.parseLong(line.group(1)))
                .sum();
    }

    private JsonNode ask() throws IOException {
        return result(call(ASK + "}"));
    }

    private static String retry(JsonNode asked, String answer) {
        String key = asked.path("inputRequests").propertyNames().iterator().next();
        return ASK + ",'inputResponses':{'" + key + "':" + answer + ",'unknown':{}},'requestState':'"
                + asked.path("requestState").asString() + "'}";
    }

    private Answer call(String params, String... headers) throws IOException {
        String name = params.substring(9, params.indexOf('\'', 9));
        return post("tools/call", name, params, "{'elicitation':{}}", headers);
    }

    private Answer post(String method, String name, String params, String capabilities, String... headers)
            throws IOException {
        List<String> all = new ArrayList<>(headers(method, name));
        all.addAll(List.of(headers));
        return served.post(body(method, params, capabilities), all.toArray(String[]::new));
    }

    private static List<String> headers(String method, String name) {
        List<String> headers = new ArrayList<>(List.of("MCP-Protocol-Version: 2026-07-28", "Mcp-Method: " + method));
        if (name != null) {
            headers.add("Mcp-Name: " + name);
        }
        return headers;
    }

    private static String body(String method, String params, String capabilities) {
        String more = params.substring(0, params.length() - 1) + ",'_meta':{'io.modelcontextprotocol/protocolVersion':"
                + "'2026-07-28','io.modelcontextprotocol/clientCapabilities':" + capabilities + "}}";
        return ("{'jsonrpc':'2.0','id':1,'method':'" + method + "','params':" + more + "}").replace('\'', '"');
    }

    /// Sends a request whose answer comes bit by bit.
    private Socket send(String method, String name, String params) throws IOException {
        Socket socket = served.connect();
        String body = body(method, params, "{}");
        socket.getOutputStream()
                .write(("POST /mcp HTTP/1.1\r\nHost: " + served.host() + "\r\nContent-Type: application/json\r\n"
                                + String.join("\r\n", headers(method, name)) + "\r\nContent-Length: " + body.length()
                                + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private static BufferedReader lines(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static JsonNode event(BufferedReader lines) throws IOException {
        return Json.MAPPER.readTree(until(lines, "data:"));
    }

    /// What follows this at the start of a line.
    private static String until(BufferedReader lines, String start) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(start)) {
                return line.substring(start.length()).strip();
            }
        }
        throw new IOException("No more lines");
    }

    private static JsonNode result(Answer answer) {
        assertEquals(200, answer.status(), answer.text());
        return json(answer).path("result");
    }

    private static void assertRefused(Answer answer) {
        assertEquals(400, answer.status(), answer.text());
        assertEquals(-32602, json(answer).at("/error/code").asInt(), answer.text());
    }

    private static JsonNode json(Answer answer) {
        return Json.MAPPER.readTree(answer.body());
    }
}
