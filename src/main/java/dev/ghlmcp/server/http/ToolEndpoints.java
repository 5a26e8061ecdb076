package dev.ghlmcp.server.http;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.Nearest;
import dev.ghlmcp.catalog.Tool;
import dev.ghlmcp.catalog.ToolList;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.server.ToolServer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Serves tools, on narrower paths fewer of them.
///
/// @param tools      those that the configuration selects
/// @param dispatcher one for all
/// @param version    told to clients
public record ToolEndpoints(Catalog catalog, ToolList tools, Dispatcher dispatcher, String version)
        implements Endpoints {
    @Override
    public Endpoint at(Narrowing path) {
        Set<String> known =
                catalog.tools().stream().map(Tool::toolset).collect(Collectors.toCollection(TreeSet::new));
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
        ToolList selected = path.equals(Narrowing.NONE)
                ? tools
                : tools.select(catalog.tools().stream()
                        .filter(tool -> path.toolsets().isEmpty()
                                || path.toolsets().contains(tool.toolset()))
                        .filter(tool -> !path.readOnly() || tool.hints().readOnly())
                        .map(Tool::name)
                        .collect(Collectors.toSet()));
        return new Endpoint(new ToolServer(selected, () -> dispatcher, version), List.of());
    }
}
