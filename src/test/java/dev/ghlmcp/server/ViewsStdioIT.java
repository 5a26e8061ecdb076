package dev.ghlmcp.server;

import static dev.ghlmcp.server.JsonRpc.INITIALIZE;
import static dev.ghlmcp.server.JsonRpc.code;
import static dev.ghlmcp.server.JsonRpc.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Which clients learn of the views in the chat, in both eras on raw lines.
class ViewsStdioIT {
    private static final String SHOWS =
            "{\"extensions\":{\"io.modelcontextprotocol/ui\":{\"mimeTypes\":[\"text/html;profile=mcp-app\"]}}}";
    private static final String OTHER =
            "{\"extensions\":{\"io.modelcontextprotocol/ui\":{\"mimeTypes\":[\"text/uri-list\"]},\"x/y\":{}}}";
    private static final String HTML = "text/html;profile=mcp-app";

    @Test
    void aClientThatDeclaresTheExtensionSeesThem() throws Exception {
        try (BuiltProgram program = opened(Map.of(), SHOWS)) {
            JsonNode tools = answer(program, plain("tools/list", ""));
            assertViews(tools);
            assertEquals(
                    without(tools),
                    json("{\"tools\":" + new String(ToolView.load().json(), StandardCharsets.UTF_8) + "}"));
            JsonNode resources = answer(program, plain("resources/list", "")).path("resources");
            int views = 0;
            for (JsonNode resource : resources) {
                if (resource.path("uri").asString().startsWith("ui://ghl-mcp/")) {
                    views++;
                    assertPage(resource);
                    JsonNode page = answer(
                                    program,
                                    plain(
                                            "resources/read",
                                            "\"uri\":\"" + resource.path("uri").asString() + "\""))
                            .at("/contents/0");
                    assertPage(page);
                    assertEquals(resource.path("uri"), page.path("uri"));
                    String html = page.path("text").asString();
                    assertTrue(html.startsWith("<!doctype html>"), html);
                    assertFalse(html.contains("innerHTML") || html.contains("://"), "it names no other place");
                }
            }
            assertEquals(4, views);
        }
    }

    @Test
    void theNextRequestWithoutTheExtensionSeesNone() throws Exception {
        try (BuiltProgram program = BuiltProgram.start(Map.of(), "stdio")) {
            JsonNode shown = answer(program, modern("tools/list", "", SHOWS));
            assertViews(shown);
            assertEquals("private", shown.path("cacheScope").asString());
            assertEquals(
                    HTML,
                    answer(program, modern("resources/read", "\"uri\":\"ui://ghl-mcp/free-slots\"", SHOWS))
                            .at("/contents/0/mimeType")
                            .asString());
            for (String capabilities : new String[] {"{}", OTHER}) {
                program.send(modern("tools/list", "", capabilities));
                assertTrue(
                        program.next().contains(new String(ToolView.load().json(), StandardCharsets.UTF_8)),
                        "the bytes of always");
                program.send(modern("resources/list", "", capabilities));
                assertFalse(program.next().contains("ui://"));
                program.send(modern("resources/read", "\"uri\":\"ui://ghl-mcp/free-slots\"", capabilities));
                assertEquals(-32602, code(program.next()));
            }
        }
    }

    @Test
    void aClientWithoutTheExtensionSeesNone() throws Exception {
        try (BuiltProgram program = opened(Map.of(), OTHER)) {
            program.send(plain("tools/list", ""));
            assertTrue(
                    program.next().contains(new String(ToolView.load().json(), StandardCharsets.UTF_8)),
                    "the bytes of always");
            program.send(plain("resources/list", ""));
            assertFalse(program.next().contains("ui://"));
            program.send(plain("resources/read", "\"uri\":\"ui://ghl-mcp/free-slots\""));
            assertEquals(-32002, code(program.next()));
        }
    }

    @Test
    void aViewCallsOnlyWhatIsOffered() throws Exception {
        assertEquals(
                "{\"get_free_slots\":\"get_free_slots\",\"get_calendar\":\"get_calendar\","
                        + "\"search_contacts\":\"search_contacts\"}",
                routes(Map.of("GHL_TOOLS_READ_ONLY", "true"), "free-slots"));
        String few = routes(Map.of("GHL_TOOLS_SURFACE", "search"), "contact-card");
        assertTrue(few.contains("\"list_custom_fields\":\"call_tool\""), few);
    }

    private static String routes(Map<String, String> environment, String view) throws Exception {
        try (BuiltProgram program = opened(environment, SHOWS)) {
            String html = answer(program, plain("resources/read", "\"uri\":\"ui://ghl-mcp/" + view + "\""))
                    .at("/contents/0/text")
                    .asString();
            return html.lines()
                    .filter(line -> line.startsWith("const ROUTES = "))
                    .findFirst()
                    .orElseThrow()
                    .replaceAll("const ROUTES = |;", "");
        }
    }

    private static void assertPage(JsonNode page) {
        assertEquals(HTML, page.path("mimeType").asString());
        JsonNode csp = page.at("/_meta/ui/csp");
        assertTrue(csp.isObject(), page.toString());
        csp.forEach(domains -> assertEquals("[]", domains.toString()));
    }

    private static void assertViews(JsonNode list) {
        assertEquals(
                Set.of(
                        "get_contact",
                        "get_contact_overview",
                        "get_free_slots",
                        "get_pipeline_summary",
                        "list_calendar_events",
                        "search_opportunities"),
                list.path("tools")
                        .valueStream()
                        .filter(tool ->
                                tool.at("/_meta/ui/resourceUri").asString("").startsWith("ui://ghl-mcp/"))
                        .map(tool -> tool.path("name").asString())
                        .collect(Collectors.toSet()));
    }

    private static JsonNode without(JsonNode list) {
        list.path("tools").forEach(tool -> ((ObjectNode) tool).remove("_meta"));
        return list;
    }

    private static BuiltProgram opened(Map<String, String> environment, String capabilities) throws Exception {
        BuiltProgram program = BuiltProgram.start(environment, "stdio");
        ObjectNode initialize = (ObjectNode) json(INITIALIZE);
        initialize.withObject("params").set("capabilities", json(capabilities));
        program.send(Json.MAPPER.writeValueAsString(initialize));
        program.next();
        program.send(JsonRpc.INITIALIZED);
        return program;
    }

    private static JsonNode answer(BuiltProgram program, String line) throws Exception {
        program.send(line);
        return json(program.next()).path("result");
    }

    private static String plain(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":{" + params + "}}";
    }

    private static String modern(String method, String params, String capabilities) {
        return plain(
                method,
                params + (params.isEmpty() ? "" : ",")
                        + "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                        + "\"io.modelcontextprotocol/clientCapabilities\":" + capabilities + "}");
    }
}
