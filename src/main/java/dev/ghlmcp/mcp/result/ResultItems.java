package dev.ghlmcp.mcp.result;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.reading.AnswerLookups;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The list in the answer of a tool that lists things.
public final class ResultItems {
    /// Members about the result, not about the requested records. A name alone does not mean what is in them.
    public static final Set<String> ASIDE = Set.of(
            "touched",
            "times",
            "notRead",
            ResultNotices.NAMED,
            "notice",
            "paging",
            "dataNotInstructions",
            "cut",
            "fieldsNotFound",
            "traceId",
            LeanListing.NOTE,
            SentArguments.NAME,
            AnswerLookups.ASSUMED,
            AnswerLookups.UNRESOLVED);

    private static final Set<String> WRAPPERS = Set.of("results", "data");

    private ResultItems() {}

    /// What is listed; an empty list if there is none.
    public static ArrayNode of(ToolDefinition tool, ObjectNode answer) {
        List<String> path = path(tool, answer);
        return path.isEmpty() ? Json.MAPPER.createArrayNode() : (ArrayNode) at(answer, path);
    }

    /// Where it stands: where the catalogue says; else, because HighLevel's documents err, in the only list of things
    /// that the answer has. Of several none is taken. Empty if there is no list.
    public static List<String> path(ToolDefinition tool, ObjectNode answer) {
        if (tool.listing() == null) {
            return List.of();
        }
        for (List<String> path = tool.listing().items(); !path.isEmpty(); path = path.subList(0, path.size() - 1)) {
            if (at(answer, path).isArray()) {
                return path;
            }
        }
        List<String> lists = lists(answer);
        if (!lists.isEmpty()) {
            return lists.size() == 1 ? lists : List.of();
        }
        // HighLevel wraps some lists up once more.
        List<List<String>> wrapped = answer.properties().stream()
                .filter(member ->
                        WRAPPERS.contains(member.getKey()) && member.getValue().isObject())
                .flatMap(member ->
                        lists((ObjectNode) member.getValue()).stream().map(list -> List.of(member.getKey(), list)))
                .toList();
        return wrapped.size() == 1 ? wrapped.getFirst() : List.of();
    }

    private static List<String> lists(ObjectNode object) {
        return object.properties().stream()
                .filter(member -> !ASIDE.contains(member.getKey()) && things(member.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean things(JsonNode node) {
        return node.isArray() && node.valueStream().allMatch(JsonNode::isObject);
    }

    static JsonNode at(JsonNode answer, List<String> path) {
        JsonNode node = answer;
        for (String step : path) {
            node = node.path(step);
        }
        return node;
    }
}
