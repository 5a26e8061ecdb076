package dev.ghlmcp.cli.output;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.call.ToolResult.Attachment;
import dev.ghlmcp.mcp.result.DryRun;
import dev.ghlmcp.mcp.result.Projection;
import dev.ghlmcp.mcp.result.ResultItems;
import dev.ghlmcp.text.Nearest;
import java.util.ArrayList;
import java.util.HashSet;
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

    /// The JSON of a result; audio is in it as base64.
    public static ObjectNode json(ToolResult result) {
        ObjectNode json = result.json();
        if (result.attachment() instanceof Attachment.Audio(String _, byte[] bytes)) {
            json.put("base64", bytes);
        }
        return json;
    }

    /// The selected part of a whole result. The answer of a dry run is not filtered.
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

    /// The rows of a result: the listed items, or the one record, or else the whole result.
    ///
    /// @param cells as texts by the names
    public List<ObjectNode> rows(ObjectNode result, String outcome, boolean cells) {
        List<String> list = ResultItems.path(tool, result);
        if (!list.isEmpty()) {
            List<ObjectNode> rows = new ArrayList<>();
            ResultItems.of(tool, result)
                    .forEach(item -> rows.add(row(
                            item instanceof ObjectNode object
                                    ? object
                                    : Json.MAPPER.createObjectNode().set("value", item),
                            list,
                            cells)));
            return rows;
        }
        String name = TableCells.record(result);
        if (name != null && !outcome.equals(DryRun.OUTCOME)) {
            return List.of(row((ObjectNode) result.get(name), List.of(name), cells));
        }
        return List.of(cells ? cells(result, outcome) : whole(result, outcome));
    }

    /// Whether a result is neither a list nor a record, and has more than texts: cells of it would hold JSON.
    public boolean shapeless(ObjectNode result) {
        return names.isEmpty()
                && ResultItems.path(tool, result).isEmpty()
                && TableCells.record(result) == null
                && result.properties().stream()
                        .filter(member -> !ResultItems.ASIDE.contains(member.getKey()))
                        .anyMatch(member -> member.getValue().isObject()
                                || member.getValue().valueStream().anyMatch(JsonNode::isContainer));
    }

    private ObjectNode row(ObjectNode item, List<String> place, boolean cells) {
        if (names.isEmpty()) {
            return item;
        }
        ObjectNode row = Json.MAPPER.createObjectNode();
        List<List<String>> paths = new ArrayList<>();
        Set<String> missing = new HashSet<>();
        for (String name : names) {
            List<String> path = path(item, name, place);
            if (path == null) {
                missing.add(name);
            } else {
                paths.add(path);
            }
            if (cells) {
                row.put(name, path == null ? "" : TableCells.text(item, path));
            }
        }
        note(item, missing);
        return cells ? row : paths.contains(List.<String>of()) ? item : (ObjectNode) Projection.select(item, paths);
    }

    /// The texts of a whole result by the names, or all of it.
    private ObjectNode cells(ObjectNode result, String outcome) {
        if (names.isEmpty() || outcome.equals(DryRun.OUTCOME)) {
            return result.deepCopy().without(ResultItems.ASIDE);
        }
        whole(result, outcome);
        ObjectNode cells = Json.MAPPER.createObjectNode();
        for (String name : names) {
            cells.put(
                    name,
                    Projection.paths(tool, result, List.of(Projection.steps(name))).values().stream()
                            .flatMap(List::stream)
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

    private synchronized void note(JsonNode thing, Set<String> missing) {
        looked = true;
        names.stream().filter(name -> !missing.contains(name)).forEach(found::add);
        if (known.size() < MAX_NAMES) {
            known.addAll(thing.propertyNames());
        }
    }

    /// Whether there were results and none of the names was found.
    public synchronized boolean none() {
        return looked && !names.isEmpty() && found.isEmpty();
    }

    /// A sentence about names that were not found; null if there are none.
    public synchronized String complaint() {
        List<String> unknown =
                looked ? names.stream().filter(name -> !found.contains(name)).toList() : List.of();
        if (unknown.isEmpty()) {
            return null;
        }
        known.removeAll(ResultItems.ASIDE);
        String nearest = Nearest.to(unknown.getFirst(), known);
        return "--select: nothing in the results is called " + String.join(" or ", unknown)
                + (nearest == null || unknown.size() > 1 ? "." : "; did you mean " + nearest + "?")
                + " There are " + known.stream().limit(MAX_NAMES).collect(Collectors.joining(", "));
    }
}
