package dev.ghlmcp.mcp.discovery;

import dev.ghlmcp.catalog.Discovery;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.api.ToolSignature;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.mcp.IndexedTools;
import dev.ghlmcp.mcp.ToolHandler;
import dev.ghlmcp.mcp.call.ToolResult;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `describe_tool`: the arguments of tools, and what there is to know before a call. Operations of the API are
/// described although they are not switched on; the answer then says why they cannot be called.
///
/// @param indexed the operations that no list has
public record DescribeTool(IndexedTools indexed) implements ToolHandler {
    private static final int MAX_NAMES = 5;

    @Override
    public String name() {
        return Discovery.DESCRIBE;
    }

    @Override
    public JsonNode entry() {
        return Discovery.entry(Discovery.DESCRIBE);
    }

    @Override
    public String toolset() {
        return null;
    }

    @Override
    public ToolResult call(CallerTools tools, ObjectNode arguments) {
        boolean schema = arguments.path("format").asString("").equals("schema");
        ObjectNode result = Json.MAPPER.createObjectNode();
        ArrayNode described = result.putArray("tools");
        for (JsonNode name : arguments.path("names")) {
            if (described.size() == MAX_NAMES) {
                result.put("cut", "Only the first " + MAX_NAMES + " are described");
                break;
            }
            described.add(described(tools, name.asString(), schema));
        }
        if (described.size() == 1 && described.path(0).has("error")) {
            return ToolResult.failed(
                    ToolResult.UNKNOWN, described.path(0).path("error").asString());
        }
        return ToolResult.answer("described", result);
    }

    private ObjectNode described(CallerTools tools, String name, boolean schema) {
        ObjectNode about = Json.MAPPER.createObjectNode();
        String refusal = tools.view().indirectRefusal(name);
        boolean offered = refusal == null || tools.view().onDemand().refusal(name) != null;
        boolean other = offered && tools.dispatcher().tool(name) == null;
        ToolDefinition tool = !offered
                ? null
                : other ? indexed.tools().tool(name) : tools.dispatcher().tool(name);
        if (tool == null) {
            return about.put("name", name).put("error", refusal);
        }
        JsonNode entry =
                other ? indexed.tools().entry(name) : tools.dispatcher().entry(name);
        if (schema) {
            about.put("name", name).set("inputSchema", entry.path("inputSchema"));
        } else {
            about.put("signature", ToolSignature.of(tool, entry));
            String common = ToolSignature.common(entry);
            if (!common.isEmpty()) {
                about.put("also", common);
            }
        }
        about.put("description", tool.text()).put("toolset", tool.toolset());
        if (refusal != null) {
            about.put("notCallable", refusal);
        } else {
            about.put(
                    "class",
                    tool.hints().readOnly() ? "read" : tool.hints().consent().toString());
        }
        if (!tool.endpoints().isEmpty()) {
            about.put(
                    "token",
                    tool.endpoints().getFirst().tokens().stream()
                            .map(token -> token.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                            .collect(Collectors.joining(" or ")));
            about.put(
                    "scopes",
                    tool.scopes().isEmpty() ? "HighLevel's documents do not say" : String.join(" or ", tool.scopes()));
        }
        return about;
    }
}
