package dev.ghlmcp.mcp.discovery;

import dev.ghlmcp.catalog.Discovery;
import dev.ghlmcp.catalog.search.ToolSearch;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.mcp.ToolHandler;
import dev.ghlmcp.mcp.call.ToolResult;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `search_tools`: the definitions of the best hits, as `tools/list` has them, and the names of the next.
public final class SearchTools implements ToolHandler {
    private static final int MAX_NAMES = 10;

    /// Over all tools of the dispatcher, made at the first search.
    private volatile ToolSearch search;

    @Override
    public JsonNode entry() {
        return Discovery.entry(Discovery.SEARCH);
    }

    @Override
    public String toolset() {
        return null;
    }

    @Override
    public ToolResult call(CallerTools tools, ObjectNode arguments) {
        if (search == null) {
            // Two at once make the same.
            search = new ToolSearch(tools.dispatcher().tools(), tools.dispatcher()::entry);
        }
        int limit = arguments.path("limit").asInt(3);
        List<String> found = search.find(arguments.path("query").asString()).stream()
                .filter(tools::has)
                .toList();
        ObjectNode result = Json.MAPPER.createObjectNode();
        ArrayNode definitions = result.putArray("tools");
        found.stream().limit(limit).map(tools.dispatcher()::entry).forEach(definitions::add);
        ArrayNode others = result.putArray("others");
        found.stream().skip(limit).limit(MAX_NAMES).forEach(others::add);
        if (found.isEmpty()) {
            result.put(
                    "hint",
                    "No tool says any of these words. Try what it is about, such as contact, appointment, calendar,"
                            + " opportunity, conversation, workflow, user, location, invoice or blog.");
        }
        return ToolResult.answer("found", result);
    }
}
