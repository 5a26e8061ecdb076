package dev.ghlmcp.mcp;

import dev.ghlmcp.catalog.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What the argument `fields` keeps of a result: dot paths, lists walked through. Ids and paging stay in any case. A
/// path that is not found at the root is looked for one level below, because who asks for contacts thinks of their
/// `email`.
public final class Kept {
    private static final Set<String> OWN = Set.of("id", "_id");
    private static final Set<String> ALWAYS = Set.of("paging", "total", "count");

    private final Set<String> missing = new LinkedHashSet<>();

    private Kept() {}

    /// The part of a result that the paths lead to.
    ///
    /// @param fields paths such as `contacts.email`
    public static ObjectNode of(ObjectNode result, JsonNode fields) {
        Kept kept = new Kept();
        List<List<String>> paths = new ArrayList<>();
        for (JsonNode field : fields) {
            List<String> path = List.of(field.asString().replace("[]", "").split("\\."));
            if (found(result, path)) {
                paths.add(path);
                continue;
            }
            boolean below = false;
            for (String name : result.propertyNames()) {
                if (found(result.get(name), path)) {
                    List<String> longer = new ArrayList<>(List.of(name));
                    longer.addAll(path);
                    paths.add(longer);
                    below = true;
                }
            }
            if (!below) {
                kept.missing.add(field.asString());
            }
        }
        ObjectNode selected = (ObjectNode) select(result, paths);
        for (String name : ALWAYS) {
            if (result.has(name)) {
                selected.set(name, result.get(name));
            }
        }
        if (!kept.missing.isEmpty()) {
            ArrayNode names = selected.putArray("fieldsNotFound");
            kept.missing.forEach(names::add);
        }
        return selected;
    }

    private static boolean found(JsonNode node, List<String> path) {
        if (node.isArray()) {
            return node.valueStream().anyMatch(item -> found(item, path));
        }
        return path.isEmpty()
                || (node.has(path.getFirst()) && found(node.get(path.getFirst()), path.subList(1, path.size())));
    }

    private static JsonNode select(JsonNode node, List<List<String>> paths) {
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
