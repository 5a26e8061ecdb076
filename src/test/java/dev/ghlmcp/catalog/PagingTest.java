package dev.ghlmcp.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.operation.annotation.Paging;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Whatever HighLevel's way to page a list, following `paging.next` one item at a time yields the whole list.
class PagingTest {
    private static final ObjectNode KNOWN = (ObjectNode) Json.MAPPER.readTree("""
            {"emails": ["nora@harbordental.example.com", "sam@harbordental.example.com"]}""");

    static Stream<Arguments> lists() {
        return Stream.of(Generation.values()).flatMap(generation -> {
            Catalog catalog = Catalog.load(generation);
            return catalog.tools().stream()
                    .filter(tool -> tool.listing() != null && tool.listing().by() != Paging.NOT)
                    .map(tool -> Arguments.of(generation, tool.name(), catalog));
        });
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("lists")
    void theNextPagesAreTheWholeList(Generation generation, String tool, Catalog catalog) {
        try (Trial trial = new Trial(catalog)) {
            ObjectNode arguments = new Caller(trial, catalog)
                    .arguments(
                            tool, KNOWN, result -> paging(result).path("count").asInt() > 1);
            assertNotNull(arguments, "The sandbox has no list of two for " + tool);
            JsonNode whole = json(trial.call(tool, arguments));
            assertTrue(
                    whole.path("paging").path("next").isMissingNode(),
                    () -> "More than one page: " + whole.path("paging"));
            List<String> pages = new ArrayList<>();
            String limit = tool.equals("search_contacts") ? "pageLimit" : "limit";
            ObjectNode next = arguments.deepCopy().put(limit, 1);
            while (next != null && pages.size() < 50) {
                JsonNode page = json(trial.call(tool, next));
                assertEquals(
                        page.path("paging").path("total"), whole.path("paging").path("total"));
                if (page.path("paging").path("count").asInt() > 0) {
                    assertEquals(1, page.path("paging").path("count").asInt());
                    pages.add(id(items(page).get(0)));
                }
                next = page.path("paging").path("next") instanceof ObjectNode more ? more : null;
            }
            assertEquals(items(whole).valueStream().map(PagingTest::id).toList(), pages);
        }
    }

    private static JsonNode paging(ToolResult result) {
        return json(result).path("paging");
    }

    private static JsonNode json(ToolResult result) {
        assertFalse(result.error(), result::text);
        return Json.MAPPER.readTree(result.json().toString());
    }

    /// The deepest list that there is at the top.
    private static JsonNode items(JsonNode answer) {
        JsonNode nested = answer.path("messages").path("messages");
        return nested.isArray()
                ? nested
                : answer.valueStream().filter(JsonNode::isArray).findFirst().orElseThrow();
    }

    private static String id(JsonNode item) {
        return item.path("id").asString(item.path("_id").asString());
    }
}
