package dev.ghlmcp.mcp.result;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.reading.AnswerReadings;
import dev.ghlmcp.text.Excerpt;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
    /// Of the fields that are not found, so that a result is not made of them.
    private static final int MAX_NAMED = 20;

    private static final List<String> ALWAYS = List.of("total", "count", "paging");

    /// The part of a result that the paths lead to.
    ///
    /// @param tool   whose result it is
    /// @param fields paths such as `contacts.email`, several in one text with commas
    public static Projection of(ToolDefinition tool, ObjectNode result, Collection<String> fields) {
        List<String> names = names(fields);
        Map<List<String>, List<List<String>>> found =
                paths(tool, result, names.stream().map(Projection::steps).toList());
        List<String> list = ResultItems.path(tool, result);
        // An empty list does not show which members its items have.
        boolean nothing = !list.isEmpty() && ResultItems.at(result, list).isEmpty();
        Set<String> missing = new LinkedHashSet<>();
        PathTree kept = new PathTree();
        for (String name : names) {
            List<String> steps = steps(name);
            List<List<String>> paths = found.getOrDefault(steps, List.of());
            paths.forEach(kept::add);
            if (paths.isEmpty() && !list.isEmpty()) {
                kept.add(nothing ? list : below(list, List.of("id")));
            }
            // Most of what this program adds is added later.
            if (paths.isEmpty() && !nothing && (steps.isEmpty() || !ResultItems.ASIDE.contains(steps.getFirst()))) {
                missing.add(name);
            }
        }
        ObjectNode selected = (ObjectNode) kept.select(result);
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
                .distinct()
                .toList();
    }

    /// The steps of a dot path.
    public static List<String> steps(String path) {
        return List.of(path.replace("[]", "").split("\\."));
    }

    /// Whether a path leads to something, a null included.
    public static boolean leads(JsonNode node, List<String> path) {
        return !new PathTree().add(path).reached(node).isEmpty();
    }

    /// The part of a value that the paths lead to, with its ids. No path may be empty.
    public static JsonNode select(JsonNode node, List<List<String>> paths) {
        PathTree tree = new PathTree();
        paths.forEach(tree::add);
        return tree.select(node);
    }

    /// The part of a result that the argument `fields` asks for, which says what was not found; all if it asks for
    /// none.
    static ObjectNode selected(ToolDefinition tool, ObjectNode arguments, ObjectNode result) {
        JsonNode fields = arguments.path(ResultLimits.FIELDS);
        if (fields.isEmpty()) {
            return result;
        }
        Projection projection = withSources(
                tool, result, fields.valueStream().map(JsonNode::asString).toList());
        if (!projection.missing.isEmpty()) {
            ArrayNode named = projection.kept.putArray("fieldsNotFound");
            projection.missing.stream().limit(MAX_NAMED).map(Excerpt::of).forEach(named::add);
            if (projection.missing.size() > MAX_NAMED) {
                named.add("and " + (projection.missing.size() - MAX_NAMED) + " more");
            }
        }
        return projection.kept;
    }

    /// Keeps, too, what names are made from that are added later.
    private static Projection withSources(ToolDefinition tool, ObjectNode result, List<String> fields) {
        Projection projection = of(tool, result, fields);
        List<String> more = new ArrayList<>(fields);
        Set<String> missing = new LinkedHashSet<>(projection.missing);
        for (String name : projection.missing.stream().limit(MAX_NAMED).toList()) {
            List<String> steps = steps(name);
            for (String source : AnswerReadings.sources(steps)) {
                String path = String.join(".", below(steps.subList(0, steps.size() - 1), List.of(source)));
                if (of(tool, result, List.of(path)).missing.isEmpty()) {
                    more.add(path);
                    missing.remove(name);
                }
            }
        }
        return missing.equals(projection.missing) ? projection : new Projection(of(tool, result, more).kept, missing);
    }

    /// The paths from the root that each of these paths means; none for one that leads nowhere.
    public static Map<List<String>, List<List<String>>> paths(
            ToolDefinition tool, ObjectNode result, Collection<List<String>> wanted) {
        PathTree tree = new PathTree();
        wanted.stream().filter(path -> !path.isEmpty()).forEach(tree::add);
        Map<List<String>, List<List<String>>> found = new HashMap<>();
        tree.reached(result)
                .forEach(path ->
                        found.computeIfAbsent(path, _ -> new ArrayList<>()).add(path));
        List<String> list = ResultItems.path(tool, result);
        if (!list.isEmpty()) {
            tree.reached(ResultItems.at(result, list))
                    .forEach(path ->
                            found.computeIfAbsent(path, _ -> new ArrayList<>()).add(below(list, path)));
        }
        PathTree others = new PathTree();
        wanted.stream()
                .filter(path -> !path.isEmpty() && !found.containsKey(path))
                .forEach(others::add);
        result.properties().stream()
                .filter(member -> !ResultItems.ASIDE.contains(member.getKey()))
                .forEach(member -> others.reached(member.getValue())
                        .forEach(path -> found.computeIfAbsent(path, _ -> new ArrayList<>())
                                .add(below(List.of(member.getKey()), path))));
        return found;
    }

    private static List<String> below(List<String> path, List<String> steps) {
        return Stream.concat(path.stream(), steps.stream()).toList();
    }

    /// Dot paths by their first steps, so that any number of them costs one walk through a value. Lists are walked
    /// through.
    private static final class PathTree {
        private static final Set<String> OWN = Set.of("id", "_id");

        private final Map<String, PathTree> next = new HashMap<>();

        /// The path that ends here, or null.
        private List<String> path;

        PathTree add(List<String> steps) {
            PathTree at = this;
            for (String step : steps) {
                at = at.next.computeIfAbsent(step, _ -> new PathTree());
            }
            at.path = steps;
            return this;
        }

        /// The paths that lead to something in a value, a null included.
        Set<List<String>> reached(JsonNode node) {
            Set<List<String>> reached = new LinkedHashSet<>();
            reach(node, reached);
            return reached;
        }

        private void reach(JsonNode node, Set<List<String>> reached) {
            if (node.isArray()) {
                node.forEach(item -> reach(item, reached));
                return;
            }
            if (path != null) {
                reached.add(path);
            }
            if (!next.isEmpty()) {
                node.properties().forEach(member -> {
                    PathTree inner = next.get(member.getKey());
                    if (inner != null) {
                        inner.reach(member.getValue(), reached);
                    }
                });
            }
        }

        /// The part of a value that the paths lead to, with its ids.
        JsonNode select(JsonNode node) {
            if (node.isArray()) {
                ArrayNode items = Json.MAPPER.createArrayNode();
                node.forEach(item -> items.add(select(item)));
                return items;
            }
            if (!node.isObject()) {
                return node;
            }
            ObjectNode selected = Json.MAPPER.createObjectNode();
            node.properties().forEach(member -> {
                PathTree inner = next.get(member.getKey());
                if (OWN.contains(member.getKey()) || (inner != null && inner.path != null)) {
                    selected.set(member.getKey(), member.getValue());
                } else if (inner != null && member.getValue().isContainer()) {
                    selected.set(member.getKey(), inner.select(member.getValue()));
                }
            });
            return selected;
        }
    }
}
