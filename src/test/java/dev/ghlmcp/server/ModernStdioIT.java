package dev.ghlmcp.server;

import static dev.ghlmcp.server.JsonRpc.INITIALIZE;
import static dev.ghlmcp.server.JsonRpc.INITIALIZED;
import static dev.ghlmcp.server.JsonRpc.call;
import static dev.ghlmcp.server.JsonRpc.cancel;
import static dev.ghlmcp.server.JsonRpc.code;
import static dev.ghlmcp.server.JsonRpc.id;
import static dev.ghlmcp.server.JsonRpc.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.catalog.ToolView;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// MCP 2026-07-28 on the built program's standard input, on raw lines, alone and mixed with the older versions.
class ModernStdioIT {
    private static final String META = """
            "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}""";
    private static final String CONTACTS = "\"name\":\"search_contacts\",\"arguments\":{\"pageLimit\":1}";
    private static final String CONTACT = "\"name\":\"get_contact\",\"arguments\":{\"contactId\":\"a\"}";

    @Test
    void servesBothErasInOnePipe() throws Exception {
        try (BuiltProgram program = BuiltProgram.start(Map.of(), "stdio", "--sandbox")) {
            program.send(modern("1", "server/discover", ""));
            JsonNode discovered = json(program.next()).path("result");
            assertEquals(
                    "[\"2026-07-28\"]", discovered.path("supportedVersions").toString());
            assertEquals("complete", discovered.path("resultType").asString());
            assertTrue(discovered.at("/capabilities/tools").isObject(), discovered.toString());
            assertTrue(discovered.path("instructions").asString().startsWith("Tools for one GoHighLevel"));
            assertEquals(
                    "ghl-mcp",
                    discovered
                            .at("/_meta/io.modelcontextprotocol~1serverInfo/name")
                            .asString());
            program.send(modern("2", "tools/call", CONTACTS));
            assertContacts(json(program.next()), "2");
            program.send(call(3, "search_contacts", "{\"pageLimit\":1}"));
            assertEquals(-32602, code(program.next()), "no session yet");
            program.send(INITIALIZE);
            assertEquals(
                    "2025-11-25",
                    json(program.next()).at("/result/protocolVersion").asString());
            program.send(INITIALIZED);
            program.send(call(4, "search_contacts", "{\"pageLimit\":1}"));
            JsonNode older = json(program.next());
            assertContacts(older, "4");
            assertFalse(older.path("result").has("resultType"), older.toString());
            program.send(modern("\"five\"", "tools/call", CONTACTS));
            assertContacts(json(program.next()), "five");
            program.endInput();
            assertEquals(List.of(), program.rest());
            assertEquals(0, program.exitCode());
        }
    }

    @Test
    void listsTheSameTools() throws Exception {
        try (BuiltProgram program = BuiltProgram.start(Map.of(), "stdio")) {
            program.send(modern("1", "tools/list", ""));
            JsonNode result = json(program.next()).path("result");
            assertEquals(
                    ToolView.load().listed(),
                    result.path("tools")
                            .valueStream()
                            .map(tool -> tool.path("name").asString())
                            .toList());
            assertEquals("public", result.path("cacheScope").asString());
            assertTrue(result.path("ttlMs").isIntegralNumber());
            program.send(modern("2", "tools/list", "\"cursor\":\"\""));
            assertTrue(json(program.next()).has("result"), "the empty string stands for the first page");
            program.send(modern("3", "tools/list", "\"cursor\":\"zzz\""));
            assertEquals(-32602, code(program.next()));
        }
    }

    @Test
    void refusesWhatItCannotServe() throws Exception {
        try (BuiltProgram program = BuiltProgram.start(Map.of(), "stdio")) {
            program.send(modern("1", "ping", ""));
            assertEquals(-32601, code(program.next()));
            program.send(modern("2", "initialize", ""));
            assertEquals(-32601, code(program.next()));
            program.send(modern("3", "subscriptions/listen", "\"notifications\":{\"toolsListChanged\":true}"));
            assertEquals(-32601, code(program.next()), "its lists never change");
            program.send(modern("4", "tools/call", "\"name\":\"no_such_tool\""));
            assertEquals(-32602, code(program.next()));
            program.send(modern("5", "resources/read", "\"uri\":\"ghl://nothing\""));
            JsonNode absent = json(program.next());
            assertEquals(-32602, absent.at("/error/code").asInt());
            assertEquals("ghl://nothing", absent.at("/error/data/uri").asString());
            program.send(modern("6", "server/discover", "").replace("2026-07-28", "2027-01-01"));
            JsonNode newer = json(program.next());
            assertEquals(-32022, newer.at("/error/code").asInt());
            assertEquals("[\"2026-07-28\"]", newer.at("/error/data/supported").toString());
            program.send(modern("7", "server/discover", "").replace("clientCapabilities", "other"));
            assertEquals(-32602, code(program.next()));
            program.send("{\"jsonrpc\":\"2.0\",\"id\":8,\"method\":\"server/discover\"}");
            assertEquals(-32602, code(program.next()));
            program.send("garbage");
            assertEquals(-32700, code(program.next()));
            program.send("{\"jsonrpc\":\"2.0\",\"id\":9.5,\"method\":\"server/discover\"}");
            assertEquals(-32600, code(program.next()));
            program.send(modern("10.0", "server/discover", ""));
            assertEquals("10", id(program.next()));
        }
    }

    @Test
    void cancellingDropsTheRequestAndSendsNothingMore() throws Exception {
        try (HoldingUpstream upstream = new HoldingUpstream();
                BuiltProgram program = BuiltProgram.start(upstream.environment(), "stdio")) {
            program.send(modern("7", "tools/call", CONTACT));
            assertTrue(upstream.awaitWaiting(1));
            program.send(cancel("99"));
            program.send(cancel("7.0"));
            assertTrue(upstream.awaitDropped(1), "the upstream sees the connection close");
            upstream.release();
            program.send(modern("8", "server/discover", ""));
            assertEquals("8", id(program.next()));
            program.endInput();
            assertEquals(List.of(), program.rest());
            assertEquals(0, program.exitCode());
        }
    }

    @Test
    void answersWhatItReadBeforeTheEndOfInput() throws Exception {
        try (HoldingUpstream upstream = new HoldingUpstream();
                BuiltProgram program = BuiltProgram.start(upstream.environment(), "stdio")) {
            for (int i = 0; i < 20; i++) {
                program.send(modern(Integer.toString(i), "tools/call", CONTACT));
            }
            program.endInput();
            assertTrue(upstream.awaitWaiting(20));
            upstream.release();
            assertEquals(20, program.rest().size());
            assertEquals(0, program.exitCode());
        }
    }

    private static void assertContacts(JsonNode answer, String id) {
        assertEquals(id, answer.path("id").asString());
        assertEquals(1, answer.at("/result/structuredContent/contacts").size(), answer.toString());
    }

    private static String modern(String id, String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":{" + params
                + (params.isEmpty() ? "" : ",") + META + "}}";
    }
}
