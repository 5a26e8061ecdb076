package dev.ghlmcp.server.host;

import dev.ghlmcp.catalog.Discovery;
import dev.ghlmcp.catalog.OnDemand;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.catalog.api.ApiTools;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.IndexedTools;
import dev.ghlmcp.server.event.EventSupport;
import dev.ghlmcp.server.feature.ToolServer;
import dev.ghlmcp.server.http.HttpError;
import dev.ghlmcp.server.http.McpEndpoints;
import dev.ghlmcp.server.http.ToolPath;
import dev.ghlmcp.server.protocol.ServerFeatures;
import dev.ghlmcp.text.Excerpt;
import dev.ghlmcp.text.Nearest;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Serves tools, on narrower paths fewer of them.
///
/// @param tools      those that the configuration selects
/// @param listed     what `/mcp` lists of them; the narrower paths list all that they have
/// @param indexed    the operations that no list has by itself
/// @param dispatcher one for all
/// @param events     what their methods share; null if there are none
/// @param version    told to clients
public record ToolEndpoints(
        ToolView tools,
        ToolView listed,
        IndexedTools indexed,
        Dispatcher dispatcher,
        EventSupport events,
        String version)
        implements McpEndpoints {
    @Override
    public ToolPath shared(ToolPath path) {
        check(path);
        if (path.equals(ToolPath.NONE)) {
            return path;
        }
        List<ToolDefinition> all = all(path);
        List<ToolDefinition> kept =
                all.stream().filter(tool -> !path.hides(tool)).toList();
        Set<String> toolsets =
                kept.stream().map(ToolDefinition::toolset).collect(Collectors.toCollection(TreeSet::new));
        boolean every = named(path).isEmpty()
                && all.stream().allMatch(tool -> !path.toolsets().isEmpty() && toolsets.contains(tool.toolset()));
        boolean writes = all.stream()
                .anyMatch(tool ->
                        toolsets.contains(tool.toolset()) && !tool.hints().readOnly());
        ToolPath shared = new ToolPath(
                path.toolsets().isEmpty() || every ? Set.of() : toolsets.isEmpty() ? path.toolsets() : toolsets,
                path.readOnly() && (writes || path.toolsets().isEmpty()));
        // That path lists fewer than it has.
        return shared.equals(ToolPath.NONE) && !listed.listed().equals(tools.listed()) ? path : shared;
    }

    /// The tools that are offered, and those that no list has by itself and the path names.
    private List<ToolDefinition> all(ToolPath path) {
        return Stream.concat(tools.callable().stream(), named(path).stream())
                .map(dispatcher::tool)
                .filter(Objects::nonNull)
                .toList();
    }

    /// The operations of the index that the path names by their toolsets and that are not offered already.
    private List<String> named(ToolPath path) {
        List<String> toolsets = path.toolsets().stream()
                .filter(toolset -> toolset.startsWith(ApiTools.TOOLSET))
                .toList();
        return indexed.tools().meant(toolsets, List.of()).stream()
                .filter(tools.onDemand()::callable)
                .filter(name -> !tools.callable().contains(name))
                .toList();
    }

    private void check(ToolPath path) {
        Set<String> known =
                dispatcher.tools().stream().map(ToolDefinition::toolset).collect(Collectors.toCollection(TreeSet::new));
        all(path).forEach(tool -> known.add(tool.toolset()));
        for (String toolset : path.toolsets()) {
            if (!known.contains(toolset)) {
                if (indexed.tools().has(toolset)) {
                    throw new HttpError(404, toolset + " has no operation that the settings of this server switch on");
                }
                indexed.access()
                        .names()
                        .forEach(name -> known.add(indexed.tools().tool(name).toolset()));
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
        return ToolServer.features(view(path), () -> dispatcher, events, version);
    }

    /// The tools as clients of a path see them. Who chose toolsets reaches no others.
    public ToolView view(ToolPath path) {
        if (path.equals(ToolPath.NONE)) {
            return listed;
        }
        ToolView view = tools.followedBy(
                        named(path).stream().map(dispatcher::entry).toList())
                .without(all(path).stream()
                        .filter(path::hides)
                        .collect(Collectors.toMap(
                                ToolDefinition::name,
                                tool -> tool.name() + " is not served at " + path + ", but at /mcp it may be.")));
        return path.toolsets().isEmpty() && listed.listed().contains(Discovery.CALL)
                ? view.reaching(tools.onDemand().reading()).ledBy(Discovery.reading())
                : view.reaching(OnDemand.NONE);
    }
}
