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
import tools.jackson.databind.node.StringNode;

/// `search_tools`: the definition of the best hit, as `tools/list` has it, and a line for each of the next. The answer
/// keeps to a size, because an assistant reads one before each new kind of work.
public final class SearchTools implements ToolHandler {
    private static final int MAX_BYTES = 4000;
    private static final int MAX_OTHERS = 8;

    /// Over all tools of the dispatcher, made at the first search.
    private volatile ToolSearch search;

    @Override
    public String name() {
        return Discovery.SEARCH;
    }

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
            search = new ToolSearch(tools.dispatcher().tools(), tools.dispatcher()::entry, List.of());
        }
        int limit = arguments.path("limit").asInt(1);
        List<String> found = search.find(arguments.path("query").asString()).stream()
                .filter(tools::has)
                .toList();
        ObjectNode result = Json.MAPPER.createObjectNode();
        ArrayNode definitions = result.putArray("tools");
        ArrayNode others = result.putArray("others");
        String absent = search.absent(arguments.path("query").asString(), _ -> true);
        if (absent != null) {
            result.put("hint", absent);
        }
        int bytes = size(result);
        for (String name : found.subList(0, Math.min(found.size(), limit + MAX_OTHERS))) {
            JsonNode entry = tools.dispatcher().entry(name);
            boolean first = definitions.isEmpty();
            if (first || (definitions.size() < limit && others.isEmpty() && bytes + size(entry) < MAX_BYTES)) {
                definitions.add(entry);
                bytes += size(entry);
            } else {
                JsonNode line = StringNode.valueOf(
                        name + ": " + entry.path("description").asString());
                bytes += size(line);
                if (bytes > MAX_BYTES) {
                    break;
                }
                others.add(line);
            }
        }
        if (found.isEmpty()) {
            result.put(
                    "hint",
                    "No tool says any of these words. Try what it is about, such as contact, appointment, calendar,"
                            + " opportunity, conversation, workflow, user, location, invoice or blog.");
        }
        return ToolResult.answer("found", result);
    }

    /// In bytes, with the comma.
    private static int size(JsonNode part) {
        return Json.MAPPER.writeValueAsBytes(part).length + 1;
    }
}
