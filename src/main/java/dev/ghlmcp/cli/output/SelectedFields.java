package dev.ghlmcp.cli.output;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.call.ToolResult.Attachment;
import dev.ghlmcp.mcp.result.DryRun;
import dev.ghlmcp.mcp.result.Projection;
import dev.ghlmcp.mcp.result.ResultItems;
import dev.ghlmcp.text.Nearest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The fields that `--select` keeps of results, and the names that no result has: a misspelt name must not look like
/// a missing value. Thread-safe.
public final class SelectedFields {
    private static final int MAX_NAMES = 40;

    private final ToolDefinition tool;
    private final List<String> names;
    private final Set<String> found = new LinkedHashSet<>();
    private final Set<String> known = new LinkedHashSet<>();
    private boolean looked;

    /// @param tool  whose results they are
    /// @param names dot paths; none for all there is
    public SelectedFields(ToolDefinition tool, List<String> names) {
        this.tool = tool;
        this.names = names;
    }

    List<String> names() {
        return names;
    }

    /// The JSON of a result, with a sound inside it as base64.
    public static ObjectNode json(ToolResult result) {
        ObjectNode json = (ObjectNode) Json.MAPPER.readTree(result.json());
        if (result.attachment() instanceof Attachment.Audio(String _, byte[] bytes)) {
            json.put("base64", bytes);
        }
        return json;
    }

    /// The part of a whole result. What a dry run would send is no result.
    public ObjectNode whole(ObjectNode result, String outcome) {
        if (names.isEmpty() || outcome.equals(DryRun.OUTCOME)) {
            return result;
        }
        Projection projection = Projection.of(tool, result, names);
        List<String> list = ResultItems.path(tool, result);
        if (list.isEmpty()) {
            note(result, projection.missing());
            result.forEach(member -> note(member, projection.missing()));
        } else {
            ResultItems.of(tool, result).forEach(item -> note(item, projection.missing()));
        }
        return projection.kept();
    }

    /// The part of one listed item.
    ///
    /// @param list where the items stand in the result
    public ObjectNode item(ObjectNode item, List<String> list) {
        if (names.isEmpty()) {
            return item;
        }
        List<List<String>> paths = names.stream()
                .map(name -> path(item, name, list))
                .filter(path -> path != null)
                .toList();
        noteItem(item, list);
        return paths.stream().anyMatch(List::isEmpty) ? item : (ObjectNode) Projection.select(item, paths);
    }

    /// The texts of one listed item by the names, or all of it.
    public ObjectNode cells(ObjectNode item, List<String> list) {
        if (names.isEmpty()) {
            return item;
        }
        ObjectNode cells = Json.MAPPER.createObjectNode();
        for (String name : names) {
            List<String> path = path(item, name, list);
            cells.put(name, path == null ? "" : TableCells.text(item, path));
        }
        noteItem(item, list);
        return cells;
    }

    /// The texts of a whole result by the names, or all of it.
    public ObjectNode cells(ObjectNode result, String outcome) {
        if (names.isEmpty() || outcome.equals(DryRun.OUTCOME)) {
            return TableCells.row(result);
        }
        whole(result, outcome);
        ObjectNode cells = Json.MAPPER.createObjectNode();
        for (String name : names) {
            cells.put(
                    name,
                    Projection.paths(tool, result, name).stream()
                            .map(path -> TableCells.text(result, path))
                            .collect(Collectors.joining("; ")));
        }
        return cells;
    }

    private static List<String> path(ObjectNode item, String name, List<String> list) {
        List<String> path = Projection.steps(name);
        if (Projection.leads(item, path)) {
            return path;
        }
        for (int i = 0; i < list.size(); i++) {
            List<String> prefix = list.subList(i, list.size());
            if (path.size() >= prefix.size() && path.subList(0, prefix.size()).equals(prefix)) {
                List<String> rest = path.subList(prefix.size(), path.size());
                return Projection.leads(item, rest) ? rest : null;
            }
        }
        return null;
    }

    private void noteItem(ObjectNode item, List<String> list) {
        note(item, names.stream().filter(name -> path(item, name, list) == null).collect(Collectors.toSet()));
    }

    private synchronized void note(JsonNode thing, Set<String> missing) {
        looked = true;
        names.stream().filter(name -> !missing.contains(name)).forEach(found::add);
        if (known.size() < MAX_NAMES) {
            known.addAll(thing.propertyNames());
        }
    }

    /// Whether there was something to look at, and none of the names was in it.
    public synchronized boolean none() {
        return looked && !names.isEmpty() && found.isEmpty();
    }

    /// What to say of names that were not found; null if there is none.
    public synchronized String complaint() {
        List<String> unknown =
                looked ? names.stream().filter(name -> !found.contains(name)).toList() : List.of();
        if (unknown.isEmpty()) {
            return null;
        }
        known.removeAll(ResultItems.ASIDE);
        String nearest = Nearest.to(unknown.getFirst(), known);
        return "--select: nothing in the results is called " + String.join(" or ", unknown)
                + (nearest == null || unknown.size() > 1 ? "" : "; did you mean " + nearest + "?")
                + " There are " + known.stream().limit(MAX_NAMES).collect(Collectors.joining(", "));
    }
}
