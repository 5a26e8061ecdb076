package dev.ghlmcp.mcp.discovery;

import dev.ghlmcp.catalog.Discovery;
import dev.ghlmcp.catalog.OnDemand;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.catalog.api.ToolSignature;
import dev.ghlmcp.catalog.search.ToolSearch;
import dev.ghlmcp.index.ApiIndex;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.ToolHandler;
import dev.ghlmcp.mcp.call.ToolResult;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// `search_tools`: the definition of the best hit, as `tools/list` has it, and a line for each of the next. An
/// operation of the API is defined by its signature, which is shorter. The answer keeps to a size, because an assistant
/// reads one before each new kind of work.
public final class SearchTools implements ToolHandler {
    private static final int MAX_BYTES = 4000;
    private static final int MAX_OTHERS = 8;

    /// In bytes. A longer one is for `describe_tool`.
    private static final int MAX_SIGNATURE = 1200;

    /// Made at the first search: over all tools of the dispatcher, and with the operations of the API or without.
    private final Map<Boolean, ToolSearch> searches = new ConcurrentHashMap<>();

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

    private ToolSearch search(Dispatcher dispatcher, boolean api) {
        return searches.computeIfAbsent(
                api,
                _ -> new ToolSearch(
                        dispatcher.tools(),
                        dispatcher::entry,
                        api ? ApiIndex.get().operations() : List.of()));
    }

    @Override
    public ToolResult call(CallerTools tools, ObjectNode arguments) {
        ToolView view = tools.view();
        String query = arguments.path("query").asString();
        ToolSearch search = search(tools.dispatcher(), !view.onDemand().equals(OnDemand.NONE));
        int limit = arguments.path("limit").asInt(1);
        List<String> found = search.find(query).stream()
                .filter(name -> tools.has(name)
                        || view.onDemand().callable(name)
                        || view.onDemand().refusal(name) != null)
                .toList();
        ObjectNode result = Json.MAPPER.createObjectNode();
        ArrayNode definitions = result.putArray("tools");
        ArrayNode others = result.putArray("others");
        String absent = search.absent(query, found::contains);
        if (absent != null) {
            result.put("hint", absent);
        }
        int bytes = size(result);
        for (String name : found.subList(0, Math.min(found.size(), limit + MAX_OTHERS))) {
            JsonNode definition = definition(tools, name);
            boolean first = definitions.isEmpty();
            if (definition != null
                    && (first
                            || (definitions.size() < limit
                                    && others.isEmpty()
                                    && bytes + size(definition) < MAX_BYTES))) {
                definitions.add(definition);
                bytes += size(definition);
            } else {
                JsonNode line = StringNode.valueOf(line(tools, name));
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
                            + " opportunity, conversation, workflow, user, location, invoice, payment, product, form, social"
                            + " post, file, phone number, custom object, ad campaign or AI agent.");
        }
        return ToolResult.answer("found", result);
    }

    /// Null for an operation that is not switched on.
    private static JsonNode definition(CallerTools tools, String name) {
        JsonNode entry = tools.dispatcher().entry(name);
        if (tools.has(name)) {
            return entry;
        }
        if (!tools.view().onDemand().callable(name)) {
            return null;
        }
        String signature = ToolSignature.of(tools.dispatcher().tool(name), entry);
        ObjectNode definition = Json.MAPPER.createObjectNode().put("name", name);
        definition.set("description", entry.path("description"));
        return definition.put(
                "signature",
                signature.length() > MAX_SIGNATURE ? "too long for here: describe_tool shows it" : signature);
    }

    private static String line(CallerTools tools, String name) {
        JsonNode entry = tools.has(name) || tools.view().onDemand().callable(name)
                ? tools.dispatcher().entry(name)
                : null;
        return name + ": "
                + (entry == null
                        ? "cannot be called here; describe_tool says why"
                        : entry.path("description").asString());
    }

    /// In bytes, with the comma.
    private static int size(JsonNode part) {
        return Json.MAPPER.writeValueAsBytes(part).length + 1;
    }
}
