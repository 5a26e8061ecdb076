package dev.ghlmcp.mcp;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.ToolResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Tools that are found and called by other tools.
class DiscoveryTest {
    private final Scripted scripted = Scripted.both(Generation.DATED);

    @AfterEach
    void close() {
        scripted.close();
    }

    @Test
    void findsDefinitionsAsTheListHasThem() {
        ToolResult result = scripted.call("search_tools", "{'query':'free times for a booking','limit':'2'}");
        assertFalse(result.error(), result::text);
        JsonNode found = Json.MAPPER.readTree(result.json().toString());
        assertEquals(2, found.path("tools").size());
        for (JsonNode tool : found.path("tools")) {
            assertEquals(ToolView.load().entries().get(tool.path("name").asString()), tool);
        }
        assertTrue(found.path("tools").toString().contains("\"get_free_slots\""), found::toString);
        assertTrue(
                found.at("/others/0").asString().matches("[a-z_]+: [A-Z].*"),
                () -> found.path("others").toString());
        assertEquals(
                "get_company",
                Json.MAPPER
                        .readTree(scripted.call("search_tools", "{'query':'get_company'}")
                                .json()
                                .toString())
                        .at("/tools/0/name")
                        .asString());
        assertTrue(scripted.call("search_tools", "{'query':'xyzzy'}").text().contains("Try what it is about"));
        assertTrue(scripted.call("search_tools", "{}").text().contains("query is missing"));
        assertEquals(List.of(), scripted.sent());
    }

    @Test
    void anAnswerKeepsToFourKilobytes() throws IOException {
        List<String> over = new ArrayList<>();
        List<String> asked = new ArrayList<>(ToolView.load().listed());
        Files.readAllLines(Path.of("src/test/resources/questions.txt"))
                .forEach(line -> asked.add(line.substring(0, line.indexOf(" | "))));
        for (String query : asked) {
            for (int limit : new int[] {1, 10}) {
                ObjectNode arguments =
                        Json.MAPPER.createObjectNode().put("query", query).put("limit", limit);
                int bytes = scripted.call("search_tools", arguments).text().getBytes(StandardCharsets.UTF_8).length;
                if (bytes > 4000) {
                    over.add(query + ": " + bytes);
                }
            }
        }
        assertEquals(List.of(), over);
    }

    @Test
    void callsAToolAsIfItWereCalledDirectly() {
        scripted.answer(get(urlPathEqualTo("/contacts/a")), "{\"contact\":{\"id\":\"a\"}}");
        ToolResult direct = scripted.call("get_contact", "{'contactId':'a'}");
        assertEquals(
                direct.text(),
                scripted.call("call_tool", "{'name':'get_contact','arguments':{'contactId':'a'}}")
                        .text());
        assertEquals(
                direct.text(),
                scripted.call("call_tool", "{'name':'get_contact','arguments':'{\\'contactId\\':\\'a\\'}'}")
                        .text(),
                "arguments as a string are repaired");
        assertEquals(
                scripted.call("get_contact", "{}"), scripted.call("call_tool", "{'name':'get_contact'}"), "validated");
    }

    @Test
    void refusesWhatIsNoToolAndItself() {
        for (String name : List.of("call_tool", "search_tools", "get_contract")) {
            ToolResult result = scripted.call("call_tool", "{'name':'" + name + "'}");
            assertEquals("unknown", result.outcome());
            assertTrue(result.text().startsWith("Unknown tool: " + name), result.text());
        }
        assertTrue(scripted.call("call_tool", "{}").text().contains("name is missing"));
    }
}
