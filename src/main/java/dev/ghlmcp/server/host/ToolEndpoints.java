package dev.ghlmcp.server.host;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.Tool;
import dev.ghlmcp.catalog.ToolList;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.server.feature.ToolServer;
import dev.ghlmcp.server.http.Endpoint;
import dev.ghlmcp.server.http.Endpoints;
import dev.ghlmcp.server.http.Narrowing;
import dev.ghlmcp.server.http.Refusal;
import dev.ghlmcp.text.Nearest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Serves tools, on narrower paths fewer of them.
///
/// @param tools      those that the configuration selects
/// @param listed     what `/mcp` lists of them; the narrower paths list all that they have, as a tool that finds and
///                   calls others would lead out of them
/// @param dispatcher one for all
/// @param version    told to clients
public record ToolEndpoints(Catalog catalog, ToolList tools, ToolList listed, Dispatcher dispatcher, String version)
        implements Endpoints {
    @Override
    public Narrowing shared(Narrowing path) {
        check(path);
        if (path.equals(Narrowing.NONE)) {
            return path;
        }
        Set<String> offered = Set.copyOf(tools.names());
        List<Tool> all = catalog.tools().stream()
                .filter(tool -> offered.contains(tool.name()))
                .toList();
        List<Tool> kept = all.stream().filter(tool -> !path.hides(tool)).toList();
        Set<String> toolsets = kept.stream().map(Tool::toolset).collect(Collectors.toCollection(TreeSet::new));
        boolean every = all.stream().allMatch(tool -> !path.toolsets().isEmpty() && toolsets.contains(tool.toolset()));
        boolean writes = all.stream()
                .anyMatch(tool ->
                        toolsets.contains(tool.toolset()) && !tool.hints().readOnly());
        Narrowing shared = new Narrowing(
                path.toolsets().isEmpty() || every ? Set.of() : toolsets.isEmpty() ? path.toolsets() : toolsets,
                path.readOnly() && writes);
        // That path lists fewer than it has.
        return shared.equals(Narrowing.NONE) && !listed.names().equals(tools.names()) ? path : shared;
    }

    private void check(Narrowing path) {
        Set<String> known = catalog.tools().stream().map(Tool::toolset).collect(Collectors.toCollection(TreeSet::new));
        for (String toolset : path.toolsets()) {
            if (!known.contains(toolset)) {
                String nearest = Nearest.to(toolset, known);
                throw new Refusal(
                        404,
                        "There is no toolset " + toolset
                                + (nearest == null
                                        ? "; there are " + String.join(", ", known)
                                        : ". Did you mean " + nearest + "?"));
            }
        }
    }

    @Override
    public Endpoint at(Narrowing path) {
        check(path);
        Map<String, String> hidden = catalog.tools().stream()
                .filter(tool -> path.hides(tool))
                .collect(Collectors.toMap(
                        Tool::name, tool -> tool.name() + " is not served at " + path + ", but at /mcp it may be."));
        ToolList selected = path.equals(Narrowing.NONE) ? listed : tools.without(hidden);
        return new Endpoint(new ToolServer(selected, () -> dispatcher, version), List.of());
    }
}
