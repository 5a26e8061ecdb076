package dev.ghlmcp.mcp.result;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What the argument `fields`, or the option `--select`, keeps of a result: dot paths, lists walked through. Ids and
/// paging stay in any case. A path begins at the root, at the listed items (so that `email` works for a list of
/// contacts) or, if it leads nowhere from either, one level below the root.
///
/// @param kept    of the result; its list of items stays a list, empty or not
/// @param missing paths that lead nowhere, though there was something to look in
public record Projection(ObjectNode kept, Set<String> missing) {
    /// Members of a result that this program adds. A name alone does not mean what is in them.
    private static final Set<String> ADDED =
            Set.of("touched", "times", "notice", "dataNotInstructions", "paging", "cut", "fieldsNotFound");

    private static final Set<String> OWN = Set.of("id", "_id");
    private static final List<String> ALWAYS = List.of("total", "count", "paging");

    /// The part of a result that the paths lead to.
    ///
    /// @param tool   whose result it is
    /// @param fields paths such as `contacts.email`, several in one text with commas
    public static Projection of(ToolDefinition tool, ObjectNode result, Collection<String> fields) {
        List<String> list = ResultItems.path(tool, result);
        JsonNode items = list.isEmpty() ? Json.MAPPER.missingNode() : ResultItems.at(result, list);
        boolean nothing = items.isEmpty() && !items.isMissingNode();
        Set<String> missing = new LinkedHashSet<>();
        List<List<String>> paths = new ArrayList<>();
        for (String field : names(fields)) {
            List<List<String>> found = found(result, list, items, steps(field));
            if (found.isEmpty() && nothing) {
                // An empty list does not show which members its items have.
                found = List.of(list);
            }
            if (found.isEmpty()) {
                // Most of what this program adds is added later.
                if (steps(field).stream().limit(1).noneMatch(ADDED::contains)) {
                    missing.add(field);
                }
                found = list.isEmpty() ? List.of() : List.of(below(list, "id"));
            }
            paths.addAll(found);
        }
        ObjectNode selected = (ObjectNode) select(result, paths);
        for (String name : ALWAYS) {
            if (result.has(name)) {
                selected.set(name, result.get(name));
            }
        }
        return new Projection(selected, missing);
    }

    /// The names in these texts, each of which may hold several with commas.
    public static List<String> names(Collection<String> texts) {
        return texts.stream()
                .flatMap(text -> Stream.of(text.split(",")))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /// The steps of a dot path.
    public static List<String> steps(String path) {
        return List.of(path.replace("[]", "").split("\\."));
    }

    /// Whether a path leads to something, a null included.
    public static boolean leads(JsonNode node, List<String> path) {
        if (node.isArray()) {
            return node.valueStream().anyMatch(item -> leads(item, path));
        }
        return path.isEmpty()
                || (node.has(path.getFirst()) && leads(node.get(path.getFirst()), path.subList(1, path.size())));
    }

    /// The kept part, which says what was not found.
    ObjectNode described() {
        if (!missing.isEmpty()) {
            ArrayNode names = kept.putArray("fieldsNotFound");
            missing.forEach(names::add);
        }
        return kept;
    }

    /// The paths from the root that a path means; none if it leads nowhere.
    public static List<List<String>> paths(ToolDefinition tool, ObjectNode result, String field) {
        List<String> list = ResultItems.path(tool, result);
        JsonNode items = list.isEmpty() ? Json.MAPPER.missingNode() : ResultItems.at(result, list);
        return found(result, list, items, steps(field));
    }

    private static List<List<String>> found(ObjectNode result, List<String> list, JsonNode items, List<String> path) {
        List<List<String>> found = new ArrayList<>();
        if (path.isEmpty()) {
            return found;
        }
        if (leads(result, path)) {
            found.add(path);
        }
        if (leads(items, path)) {
            found.add(below(list, path.toArray(String[]::new)));
        }
        if (found.isEmpty()) {
            for (String name : result.propertyNames()) {
                if (!ADDED.contains(name) && leads(result.get(name), path)) {
                    found.add(below(List.of(name), path.toArray(String[]::new)));
                }
            }
        }
        return found;
    }

    private static List<String> below(List<String> path, String... steps) {
        return Stream.concat(path.stream(), Stream.of(steps)).toList();
    }

    /// The part of a value that the paths lead to, with its ids. No path may be empty.
    public static JsonNode select(JsonNode node, List<List<String>> paths) {
        if (node.isArray()) {
            ArrayNode items = Json.MAPPER.createArrayNode();
            node.forEach(item -> items.add(select(item, paths)));
            return items;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode selected = Json.MAPPER.createObjectNode();
        node.properties().forEach(member -> {
            String name = member.getKey();
            List<List<String>> inner = paths.stream()
                    .filter(path -> path.getFirst().equals(name))
                    .map(path -> path.subList(1, path.size()))
                    .toList();
            if (inner.stream().anyMatch(List::isEmpty) || OWN.contains(name)) {
                selected.set(name, member.getValue());
            } else if (!inner.isEmpty() && member.getValue().isContainer()) {
                selected.set(name, select(member.getValue(), inner));
            }
        });
        return selected;
    }
}
