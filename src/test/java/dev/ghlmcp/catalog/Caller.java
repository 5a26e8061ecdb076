package dev.ghlmcp.catalog;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Calls tools as an assistant would that knows nothing but the tool list: where a description names a tool, it asks
/// that tool for the value; where it gives an example, it takes that. If HighLevel refuses, it tries the next.
final class Caller {
    private static final Pattern TOOL = Pattern.compile("[a-z]+(?:_[a-z]+)+");
    private static final Pattern NEEDED = Pattern.compile("^Needed|needed to create");
    private static final int MAX_TRIES = 3000;

    private final Trial trial;
    private final Map<String, ToolDefinition> tools;
    private final Map<String, JsonNode> schemas;
    private int tries;
    private ToolResult last;
    private ObjectNode tried;

    Caller(Trial trial, Catalog catalog) {
        this.trial = trial;
        this.tools = catalog.tools().stream().collect(Collectors.toMap(ToolDefinition::name, tool -> tool));
        this.schemas = ToolView.load().entries().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().path("inputSchema")));
    }

    /// The first result that is no error, or else the last error.
    ToolResult call(String tool) {
        tries = 0;
        ToolResult result = search(tool, Json.MAPPER.createObjectNode(), answer -> answer.error() ? null : answer);
        return result == null ? last : result;
    }

    /// The first arguments whose result passes the test, or null.
    ///
    /// @param known arguments that no tool tells
    ObjectNode arguments(String tool, ObjectNode known, Predicate<ToolResult> test) {
        tries = 0;
        return search(tool, known, answer -> !answer.error() && test.test(answer) ? tried : null);
    }

    /// The first arguments whose result is of use.
    private <T> T search(String tool, ObjectNode known, Function<ToolResult, T> use) {
        List<String> choice = choice(tools.get(tool));
        for (String one : choice.isEmpty() ? List.of("") : choice) {
            List<String> names = new ArrayList<>(needed(tool));
            if (!one.isEmpty() && !names.contains(one)) {
                names.add(one);
            }
            T found = fill(tool, names, known, Json.MAPPER.createObjectNode(), use);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /// One of these is needed; of a change that requires none, any.
    private List<String> choice(ToolDefinition tool) {
        return tool.anyOf().isEmpty() && tool.traits().partial()
                ? List.copyOf(tool.traits().clear().keySet())
                : tool.anyOf();
    }

    private <T> T fill(
            String tool, List<String> names, ObjectNode known, ObjectNode arguments, Function<ToolResult, T> use) {
        if (names.isEmpty()) {
            if (++tries > MAX_TRIES) {
                return null;
            }
            ToolResult result = trial.call(tool, arguments);
            tried = arguments;
            if (result.error()) {
                last = result;
            }
            return use.apply(result);
        }
        String name = names.getFirst();
        JsonNode schema = schemas.get(tool).path("properties").path(name);
        List<JsonNode> candidates =
                known.has(name) ? List.of(known.get(name)) : candidates(name, schema, merged(known, arguments));
        for (JsonNode candidate : candidates) {
            arguments.set(name, candidate);
            T found = fill(tool, names.subList(1, names.size()), known, arguments, use);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /// What the schema requires, and what the descriptions call needed.
    private List<String> needed(String tool) {
        JsonNode schema = schemas.get(tool);
        List<String> names = new ArrayList<>();
        schema.path("required").forEach(name -> names.add(name.asString()));
        schema.path("properties").forEachEntry((name, property) -> {
            if (NEEDED.matcher(property.path("description").asString("")).find()) {
                names.add(name);
            }
        });
        return names;
    }

    private List<JsonNode> candidates(String name, JsonNode schema, ObjectNode known) {
        JsonNode items = schema.path("items");
        if (items.isObject() && !items.path("type").asString("").equals("object")) {
            return asked(schema, name, known).stream()
                    .<JsonNode>map(id -> Json.MAPPER.createArrayNode().add(id))
                    .toList();
        }
        if (items.isObject()) {
            return objects(items, known).stream()
                    .<JsonNode>map(object -> Json.MAPPER.createArrayNode().add(object))
                    .toList();
        }
        return schema.path("properties").isObject() ? objects(schema, known) : asked(schema, name, known);
    }

    /// An object with what is required in it, once for each id that it could hold.
    private List<JsonNode> objects(JsonNode schema, ObjectNode known) {
        List<ObjectNode> objects = new ArrayList<>(List.of(Json.MAPPER.createObjectNode()));
        for (JsonNode required : schema.path("required")) {
            String name = required.asString();
            JsonNode value = candidates(name, schema.path("properties").path(name), known)
                    .getFirst();
            objects.forEach(object -> object.set(name, value));
        }
        return List.copyOf(objects);
    }

    private List<JsonNode> asked(JsonNode schema, String name, ObjectNode known) {
        if (schema.has("enum")) {
            return schema.path("enum").valueStream().toList();
        }
        List<JsonNode> values = new ArrayList<>();
        TOOL.matcher(schema.path("description").asString(""))
                .results()
                .map(match -> match.group())
                .filter(tools::containsKey)
                .filter(tool -> tools.get(tool).hints().readOnly())
                .forEach(tool -> search(tool, known, answer -> {
                    values.addAll(Ids.in(answer, name));
                    return null;
                }));
        return values.isEmpty()
                ? List.of(Samples.example(name, schema.path("items").isObject() ? schema.path("items") : schema))
                : values;
    }

    private static ObjectNode merged(ObjectNode known, ObjectNode arguments) {
        return known.deepCopy().setAll(arguments);
    }

    /// What in an answer could be the value of an argument.
    private static final class Ids {
        private static final List<String> RANKS = List.of("_?id", ".*Ids?|key", ".*");

        private final String wanted;
        private final List<List<JsonNode>> ranked = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());

        private Ids(String wanted) {
            this.wanted = wanted;
        }

        static List<JsonNode> in(ToolResult answer, String wanted) {
            if (answer.error() || answer.json() == null) {
                return List.of();
            }
            Ids ids = new Ids(wanted);
            ids.collect("", Json.MAPPER.readTree(answer.json().toString()), false);
            return ids.ranked.stream().flatMap(List::stream).distinct().toList();
        }

        private void collect(String key, JsonNode node, boolean listed) {
            if (key.equals("traceId")) {
                return;
            }
            if (node.isString()) {
                for (int rank = 0; rank < RANKS.size(); rank++) {
                    if (key.equals(wanted) || (key.matches(RANKS.get(rank)) && (rank < 2 || listed))) {
                        ranked.get(key.equals(wanted) ? 0 : rank).add(node);
                        return;
                    }
                }
            }
            node.properties().forEach(entry -> collect(entry.getKey(), entry.getValue(), false));
            if (node.isArray()) {
                node.forEach(item -> collect(key, item, true));
            }
        }
    }
}
