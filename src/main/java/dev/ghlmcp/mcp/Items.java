package dev.ghlmcp.mcp;

import dev.ghlmcp.catalog.Json;
import dev.ghlmcp.catalog.Tool;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The list in the answer of a tool that lists things.
public final class Items {
    private Items() {}

    /// What is listed; an empty list if there is none.
    public static ArrayNode of(Tool tool, ObjectNode answer) {
        List<String> path = path(tool, answer);
        return path.isEmpty() ? Json.MAPPER.createArrayNode() : (ArrayNode) at(answer, path);
    }

    /// Where it stands: where the catalogue says; else, because HighLevel's documents err, in the first list there is.
    /// Empty if there is no list.
    public static List<String> path(Tool tool, ObjectNode answer) {
        if (tool.listing() == null) {
            return List.of();
        }
        for (List<String> path = tool.listing().items(); !path.isEmpty(); path = path.subList(0, path.size() - 1)) {
            if (at(answer, path).isArray()) {
                return path;
            }
        }
        return answer.properties().stream()
                .filter(member -> member.getValue().isArray())
                .findFirst()
                .map(Map.Entry::getKey)
                .map(List::of)
                .orElse(List.of());
    }

    private static JsonNode at(JsonNode answer, List<String> path) {
        JsonNode node = answer;
        for (String step : path) {
            node = node.path(step);
        }
        return node;
    }
}
