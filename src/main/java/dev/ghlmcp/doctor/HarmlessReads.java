package dev.ghlmcp.doctor;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.json.Json;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The tools that can be tried without knowing any id, and without changing anything.
///
/// @param entries what `tools/list` says of the tool of a name
record HarmlessReads(Function<String, JsonNode> entries) {
    /// Those of a toolset, the best first.
    List<ToolDefinition> of(String toolset, List<ToolDefinition> tools) {
        return tools.stream().filter(this::harmless).sorted(plain(toolset)).toList();
    }

    /// The reads of the toolset's own things first: `list_calendars` before `list_calendar_groups`.
    private static Comparator<ToolDefinition> plain(String toolset) {
        return Comparator.comparing(tool -> !tool.name().endsWith("_" + toolset));
    }

    /// The tool only reads, and needs no argument but the sub-account.
    private boolean harmless(ToolDefinition tool) {
        return tool.hints().readOnly()
                && !tool.composite()
                && tool.anyOf().isEmpty()
                && schema(tool).path("required").isEmpty();
    }

    /// The smallest page.
    ObjectNode arguments(ToolDefinition tool) {
        ObjectNode arguments = Json.MAPPER.createObjectNode();
        for (String limit : List.of("limit", "pageLimit")) {
            if (schema(tool).path("properties").has(limit)) {
                arguments.put(limit, 1);
            }
        }
        return arguments;
    }

    private JsonNode schema(ToolDefinition tool) {
        return entries.apply(tool.name()).path("inputSchema");
    }
}
