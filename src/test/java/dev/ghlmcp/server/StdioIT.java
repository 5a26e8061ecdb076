package dev.ghlmcp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.catalog.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The built program on raw lines: what clients and scripts may send, and what must come back.
class StdioIT {
    private static final String INITIALIZE = """
            {"jsonrpc":"2.0","id":"init","method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{"roots":{"listChanged":true}},"clientInfo":{"name":"raw","version":"1"}}}""";
    private static final String INITIALIZED = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":\"ping\",\"method\":\"ping\"}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"} {}",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]",
                "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":123456789012345678901234567890,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}",
                "{\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}",
                "42"
            })
    void answersABadLineWithAnErrorAndGoesOn(String line) throws Exception {
        try (BuiltProgram program = initialized(Map.of())) {
            program.send(line);
            assertBadMessage(program.next());
            program.send(PING);
            assertEquals("ping", id(program.next()));
        }
    }

    @Test
    void answersALineThatIsNotUtf8() throws Exception {
        try (BuiltProgram program = initialized(Map.of())) {
            byte[] line =
                    "{\"jsonrpc\":\"2.0\",\"id\":\"?\",\"method\":\"ping\"}\n".getBytes(StandardCharsets.US_ASCII);
            line[23] = (byte) 0xff;
            program.send(line);
            assertBadMessage(program.next());
            program.send(PING);
            assertEquals("ping", id(program.next()));
        }
    }

    @Test
    void skipsALineThatIsTooLong() throws Exception {
        try (BuiltProgram program = initialized(Map.of())) {
            program.send(
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + "x".repeat(StdioTransport.LONGEST_LINE) + "\"}");
            assertBadMessage(program.next());
            program.send("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\",\"params\":{\"x\":\"" + "x".repeat(1 << 20)
                    + "\"}}");
            assertEquals("2", id(program.next()));
        }
    }

    @Test
    void answersAtOnceWhatComesBeforeInitialize() throws Exception {
        try (BuiltProgram program = BuiltProgram.start(Map.of(), "stdio")) {
            program.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");
            assertEquals(-32602, code(program.next()));
            program.send(call(2, "get_contact", "{\"contactId\":\"a\"}"));
            assertEquals(-32602, code(program.next()));
            program.send(PING);
            assertEquals("ping", id(program.next()));
            program.send(INITIALIZE);
            assertEquals(
                    "2025-11-25",
                    json(program.next()).at("/result/protocolVersion").asString());
        }
    }

    @Test
    void offersTheNewestVersionItHasForOneItDoesNotKnow() throws Exception {
        try (BuiltProgram program = BuiltProgram.start(Map.of(), "stdio")) {
            program.send(INITIALIZE.replace("2025-11-25", "2099-01-01"));
            assertEquals(
                    "2025-11-25",
                    json(program.next()).at("/result/protocolVersion").asString());
        }
    }

    @Test
    void listsToolsAndNamesTheMissingVariableWithoutAToken() throws Exception {
        try (BuiltProgram program = initialized(Map.of())) {
            program.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");
            assertTrue(json(program.next()).at("/result/tools").size() >= 33);
            program.send(call(2, "get_contact", "{\"contactId\":\"a\"}"));
            JsonNode answer = json(program.next());
            assertTrue(answer.at("/result/isError").asBoolean());
            assertTrue(answer.at("/result/content/0/text").asString().contains("GHL_TOKEN"));
        }
    }

    @Test
    void servesAClientThatCallsWithoutSayingInitialized() throws Exception {
        try (BuiltProgram program = BuiltProgram.start(Map.of(), "stdio", "--sandbox")) {
            program.send(INITIALIZE);
            program.next();
            program.send(call(1, "search_contacts", "{}"));
            assertFalse(json(program.next()).at("/result/isError").asBoolean());
        }
    }

    @Test
    void refusesCallsThatNameNoTool() throws Exception {
        try (BuiltProgram program = initialized(Map.of())) {
            for (String params : List.of(
                    "",
                    ",\"params\":{}",
                    ",\"params\":{\"name\":7}",
                    ",\"params\":{\"name\":\"get_contract\"}",
                    ",\"params\":{\"name\":\"get_contact\",\"arguments\":[]}",
                    ",\"params\":[]")) {
                program.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\"" + params + "}");
                assertEquals(-32602, code(program.next()), params);
            }
            program.send(call(2, "get_contract", "{}"));
            assertTrue(json(program.next()).at("/error/message").asString().contains("Did you mean get_contact?"));
            program.send("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/list\",\"params\":{\"cursor\":\"zzz\"}}");
            assertEquals(-32602, code(program.next()));
            program.send("{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"no/such\"}");
            assertEquals(-32601, code(program.next()));
        }
    }

    @Test
    void runsCallsSideBySide() throws Exception {
        try (HoldingUpstream upstream = new HoldingUpstream();
                BuiltProgram program = initialized(upstream.environment())) {
            Set<String> ids = new HashSet<>();
            for (int i = 0; i < 100; i++) {
                program.send(call(i, "get_contact", "{\"contactId\":\"c" + i + "\"}"));
                ids.add(Integer.toString(i));
            }
            assertTrue(upstream.awaitWaiting(100), "100 requests wait at the upstream at once");
            program.send(PING);
            assertEquals("ping", id(program.next()), "the server still listens");
            upstream.release();
            for (int i = 0; i < 100; i++) {
                assertTrue(ids.remove(id(program.next())));
            }
        }
    }

    @Test
    void cancellingDropsTheRequestAndSendsNothingMore() throws Exception {
        try (HoldingUpstream upstream = new HoldingUpstream();
                BuiltProgram program = initialized(upstream.environment())) {
            program.send(call(7, "get_contact", "{\"contactId\":\"a\"}"));
            assertTrue(upstream.awaitWaiting(1));
            program.send(cancel("99"));
            program.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\"}");
            program.send(cancel("7.0"));
            assertTrue(upstream.awaitDropped(1), "the upstream sees the connection close");
            upstream.release();
            program.send(PING);
            assertEquals("ping", id(program.next()));
            program.endInput();
            assertEquals(List.of(), program.rest());
            assertEquals(0, program.exitCode());
        }
    }

    @Test
    void answersWhatItReadBeforeTheEndOfInput() throws Exception {
        try (HoldingUpstream upstream = new HoldingUpstream();
                BuiltProgram program = initialized(upstream.environment())) {
            for (int i = 0; i < 20; i++) {
                program.send(call(i, "get_contact", "{\"contactId\":\"c\"}"));
            }
            program.endInput();
            assertTrue(upstream.awaitWaiting(20));
            upstream.release();
            List<String> answers = program.rest();
            assertEquals(20, answers.size());
            answers.forEach(answer -> assertEquals(
                    "{\"held\":true}", json(answer).at("/result/content/0/text").asString()));
            assertEquals(0, program.exitCode());
        }
    }

    @Test
    void cancelsEverythingWhenToldToStop() throws Exception {
        try (HoldingUpstream upstream = new HoldingUpstream();
                BuiltProgram program = initialized(upstream.environment())) {
            program.send(call(1, "get_contact", "{\"contactId\":\"a\"}"));
            assertTrue(upstream.awaitWaiting(1));
            program.terminate();
            assertTrue(upstream.awaitDropped(1));
            assertEquals(143, program.exitCode());
            assertEquals(List.of(), program.rest());
        }
    }

    @Test
    void refusesASecondRequestWithAnIdInFlight() throws Exception {
        try (HoldingUpstream upstream = new HoldingUpstream();
                BuiltProgram program = initialized(upstream.environment())) {
            program.send(call(1, "get_contact", "{\"contactId\":\"a\"}"));
            assertTrue(upstream.awaitWaiting(1));
            program.send(call(1, "get_contact", "{\"contactId\":\"b\"}"));
            assertEquals(-32600, code(program.next()));
            upstream.release();
            assertFalse(json(program.next()).at("/result/isError").asBoolean());
        }
    }

    @Test
    void ignoresNotificationsItHasNoUseFor() throws Exception {
        try (BuiltProgram program = initialized(Map.of())) {
            program.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/roots/list_changed\"}");
            program.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/nonsense\",\"params\":{}}");
            program.send("{\"jsonrpc\":\"2.0\",\"id\":\"unasked\",\"result\":{}}");
            program.send("{\"jsonrpc\":\"2.0\",\"id\":\"unasked\",\"error\":{\"code\":-32601,\"message\":\"no\"}}");
            program.send(PING);
            assertEquals("ping", id(program.next()));
        }
    }

    @Test
    void neverPrintsTheToken() throws Exception {
        try (HoldingUpstream upstream = new HoldingUpstream();
                BuiltProgram program = initialized(upstream.environment())) {
            upstream.release();
            program.send(call(1, "get_contact", "{\"contactId\":\"a\"}"));
            program.send(call(2, "get_contact", "{\"contactId\":\"a/b\"}"));
            program.send(call(3, "create_contact", "{\"email\":\"ada@example.com\"}"));
            program.endInput();
            String printed = String.join("\n", program.rest()) + program.stderr();
            assertFalse(printed.contains("pit-secret"), printed);
            assertFalse(program.stderr().contains("ada@example.com"), "arguments are not logged");
            assertEquals(
                    3,
                    program.stderr()
                            .lines()
                            .filter(line -> line.contains("status="))
                            .count());
        }
    }

    private static BuiltProgram initialized(Map<String, String> environment) throws IOException, InterruptedException {
        BuiltProgram program = BuiltProgram.start(environment, "stdio");
        program.send(INITIALIZE);
        assertEquals("init", id(program.next()));
        program.send(INITIALIZED);
        return program;
    }

    private static String call(int id, String tool, String arguments) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":" + arguments + "}}";
    }

    private static String cancel(String id) {
        return "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":" + id + "}}";
    }

    private static void assertBadMessage(String line) {
        assertTrue(json(line).path("id").isNull() && json(line).has("id"), line);
        assertTrue(Set.of(-32700, -32600).contains(code(line)), line);
    }

    private static JsonNode json(String line) {
        return Json.MAPPER.readTree(line);
    }

    private static String id(String line) {
        return json(line).path("id").asString();
    }

    private static int code(String line) {
        return json(line).at("/error/code").asInt();
    }
}
