package dev.ghlmcp.server;

import static dev.ghlmcp.server.JsonRpc.INITIALIZE;
import static dev.ghlmcp.server.JsonRpc.PING;
import static dev.ghlmcp.server.JsonRpc.call;
import static dev.ghlmcp.server.JsonRpc.code;
import static dev.ghlmcp.server.JsonRpc.id;
import static dev.ghlmcp.server.JsonRpc.initialized;
import static dev.ghlmcp.server.JsonRpc.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.server.stdio.StdioTransport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The built program on raw lines: what clients and scripts may send, and what must come back.
class StdioIT {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"} {}",
                "[]",
                "[7]",
                "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":123456789012345678901234567890,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}",
                "{\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}",
                "42",
                "{\"jsonrpc\":\"2.0\",\"id\":-9007199251e9994740993,\"method\":\"ping\"}"
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
    void answersEachOfAListWhereItWasAgreed() throws Exception {
        String list = "[" + PING + "," + PING.replace("ping\",\"method", "second\",\"method") + "]";
        try (BuiltProgram program = BuiltProgram.start(Map.of(), "stdio")) {
            program.send(INITIALIZE.replaceAll("2025-\\d\\d-\\d\\d", "2025-03-26"));
            program.next();
            program.send(list);
            JsonNode answers = json(program.next());
            assertEquals(2, answers.size(), answers::toString);
            for (JsonNode answer : answers) {
                assertTrue(answer.has("result"), answers::toString);
            }
            program.send("[" + (PING + ",").repeat(100) + PING + "]");
            JsonNode refused = json(program.next());
            assertEquals(101, refused.size());
            assertTrue(refused.get(0).at("/error/message").asString().contains("100"), refused.get(0)::toString);
            assertEquals("ping", refused.get(0).path("id").asString());
            program.send("[{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}]");
            program.send(PING);
            assertEquals("ping", id(program.next()), "a list without requests has no answer");
        }
        try (BuiltProgram program = initialized(Map.of())) {
            program.send(list);
            for (int i = 0; i < 2; i++) {
                String refused = program.next();
                assertTrue(json(refused).at("/error/message").asString().contains("one by one"), refused);
                assertTrue(Set.of("ping", "second").contains(id(refused)), refused);
            }
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
            program.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + "x".repeat(StdioTransport.MAX_LINE) + "\"}");
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{long}              | {}",
                "tools/list          | {'cursor':'{long}'}",
                "tools/call          | {'name':'{long}'}",
                "prompts/get         | {'name':'{long}'}",
                "resources/read      | {'uri':'{long}'}",
                "resources/read      | {'uri':'ghl://contacts/{long}'}",
                "completion/complete | {'ref':{'type':'ref/prompt','name':'{long}'},'argument':{'name':'a','value':''}}",
                "completion/complete | {'ref':{'type':'{long}'},'argument':{'name':'a','value':''}}",
            })
    void saysNothingBackAtLength(String method, String params) throws Exception {
        String line = ("{'jsonrpc':'2.0','id':1,'method':'" + method + "','params':" + params + "}")
                .replace('\'', '"')
                .replace("{long}", "x".repeat(1 << 20));
        try (BuiltProgram program = initialized(Map.of())) {
            program.send(line);
            String answer = program.next();
            assertTrue(answer.length() < 600, () -> answer.length() + " bytes: " + answer.substring(0, 200));
            assertTrue(json(answer).has("error"), answer);
        }
    }

    @Test
    void ignoresNotificationsItHasNoUseFor() throws Exception {
        try (BuiltProgram program = initialized(Map.of())) {
            program.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/roots/list_changed\"}");
            program.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/nonsense\",\"params\":{}}");
            program.send("{\"jsonrpc\":\"2.0\",\"id\":\"unasked\",\"result\":{}}");
            program.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":null}");
            program.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":\"no object\"}");
            program.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{},\"error\":{}}");
            program.send("{\"jsonrpc\":\"2.0\",\"id\":\"unasked\",\"error\":{\"code\":-32601,\"message\":\"no\"}}");
            program.send(PING);
            assertEquals("ping", id(program.next()));
        }
    }

    private static void assertBadMessage(String line) {
        assertTrue(json(line).path("id").isNull() && json(line).has("id"), line);
        assertTrue(Set.of(-32700, -32600).contains(code(line)), line);
    }
}
