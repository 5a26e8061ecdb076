package dev.ghlmcp.server.host;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.server.feature.ToolServer;
import dev.ghlmcp.server.http.HttpError;
import dev.ghlmcp.server.http.McpEndpoints;
import dev.ghlmcp.server.http.ToolPath;
import dev.ghlmcp.server.protocol.ServerFeatures;
import dev.ghlmcp.text.Excerpt;
import dev.ghlmcp.text.Nearest;
import dev.ghlmcp.watch.service.Watches;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Serves tools, on narrower paths fewer of them.
///
/// @param tools      those that the configuration selects
/// @param listed     what `/mcp` lists of them; the narrower paths list all that they have, as a tool that finds and
///                   calls others would lead out of them
/// @param dispatcher one for all
/// @param watches    gives those of the program; null if there are none
/// @param version    told to clients
public record ToolEndpoints(
        ToolView tools, ToolView listed, Dispatcher dispatcher, Function<Dispatcher, Watches> watches, String version)
        implements McpEndpoints {
    @Override
    public ToolPath shared(ToolPath path) {
        check(path);
        if (path.equals(ToolPath.NONE)) {
            return path;
        }
        Set<String> offered = Set.copyOf(tools.callable());
        List<ToolDefinition> all = dispatcher.tools().stream()
                .filter(tool -> offered.contains(tool.name()))
                .toList();
        List<ToolDefinition> kept =
                all.stream().filter(tool -> !path.hides(tool)).toList();
        Set<String> toolsets =
                kept.stream().map(ToolDefinition::toolset).collect(Collectors.toCollection(TreeSet::new));
        boolean every = all.stream().allMatch(tool -> !path.toolsets().isEmpty() && toolsets.contains(tool.toolset()));
        boolean writes = all.stream()
                .anyMatch(tool ->
                        toolsets.contains(tool.toolset()) && !tool.hints().readOnly());
        ToolPath shared = new ToolPath(
                path.toolsets().isEmpty() || every ? Set.of() : toolsets.isEmpty() ? path.toolsets() : toolsets,
                path.readOnly() && writes);
        // That path lists fewer than it has.
        return shared.equals(ToolPath.NONE) && !listed.listed().equals(tools.listed()) ? path : shared;
    }

    private void check(ToolPath path) {
        Set<String> known =
                dispatcher.tools().stream().map(ToolDefinition::toolset).collect(Collectors.toCollection(TreeSet::new));
        for (String toolset : path.toolsets()) {
            if (!known.contains(toolset)) {
                String nearest = Nearest.to(toolset, known);
                throw new HttpError(
                        404,
                        "There is no toolset " + Excerpt.of(toolset)
                                + (nearest == null
                                        ? "; there are " + String.join(", ", known)
                                        : ". Did you mean " + nearest + "?"));
            }
        }
    }

    @Override
    public ServerFeatures at(ToolPath path) {
        check(path);
        return ToolServer.features(view(path), () -> dispatcher, watches, version);
    }

    /// The tools as clients of a path see them.
    ToolView view(ToolPath path) {
        if (path.equals(ToolPath.NONE)) {
            return listed;
        }
        return tools.without(dispatcher.tools().stream()
                .filter(path::hides)
                .collect(Collectors.toMap(
                        ToolDefinition::name,
                        tool -> tool.name() + " is not served at " + path + ", but at /mcp it may be.")));
    }
}
