package dev.ghlmcp.mcp.discovery;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.search.ToolSearch;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.ToolResult;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `search_tools`: the definitions of the best hits, as `tools/list` has them, and the names of the next.
public final class SearchTools {
    private static final int MAX_NAMES = 10;

    private final ToolSearch search;
    private final Map<String, JsonNode> entries;

    /// @param entries of the tools that may be called
    public SearchTools(Catalog catalog, Map<String, JsonNode> entries) {
        this.search = new ToolSearch(catalog, entries);
        this.entries = entries;
    }

    public ToolResult find(ObjectNode arguments) {
        int limit = arguments.path("limit").asInt(3);
        List<String> found = search.find(arguments.path("query").asString());
        ObjectNode result = Json.MAPPER.createObjectNode();
        ArrayNode tools = result.putArray("tools");
        found.stream().limit(limit).map(entries::get).forEach(tools::add);
        ArrayNode others = result.putArray("others");
        found.stream().skip(limit).limit(MAX_NAMES).forEach(others::add);
        if (found.isEmpty()) {
            result.put(
                    "hint",
                    "No tool says any of these words. Try what it is about, such as contact, appointment, calendar,"
                            + " opportunity, conversation, workflow, user, location, invoice or blog.");
        }
        return ToolResult.answer("found", Json.MAPPER.writeValueAsBytes(result));
    }
}
