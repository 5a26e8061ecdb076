package dev.ghlmcp.app;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.Discovery;
import dev.ghlmcp.catalog.EventTool;
import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.catalog.OnDemand;
import dev.ghlmcp.catalog.Overview;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.catalog.api.ApiAccess;
import dev.ghlmcp.catalog.api.ApiTools;
import dev.ghlmcp.catalog.selection.Preset;
import dev.ghlmcp.catalog.selection.Selection;
import dev.ghlmcp.catalog.selection.Surface;
import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.mcp.IndexedTools;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The tools by the settings.
///
/// @param offered those that may be called
/// @param listed  as a client sees them
/// @param indexed those that no list has by itself
public record ToolWiring(ToolView offered, ToolView listed, IndexedTools indexed) {
    /// Checks the settings. What unchanged settings ask for needs neither the catalogue nor the index.
    ///
    /// @param all that are declared, in the generation
    /// @throws SettingsException if a setting names what does not exist, or what is not switched on
    static ToolWiring of(Settings settings, Generation generation, ToolView all) {
        Selection selection = new Selection(
                settings.choice(Setting.TOOLS_PRESET, Preset.class),
                settings.list(Setting.TOOLS_TOOLSETS),
                settings.list(Setting.TOOLS_INCLUDE),
                settings.list(Setting.TOOLS_EXCLUDE),
                settings.flag(Setting.TOOLS_READ_ONLY));
        List<String> classes = settings.list(Setting.API_OPERATIONS);
        IndexedTools indexed = new IndexedTools(new ApiTools(generation), access(classes, selection));
        ToolView offered = selected(selection, all.reaching(indexed.access()), indexed);
        boolean reaching = !classes.isEmpty() && !classes.equals(List.of("off"));
        Surface surface = settings.choice(Setting.TOOLS_SURFACE, Surface.class);
        if (surface == Surface.LIST && !reaching) {
            // The start of stdio parses no entry.
            return new ToolWiring(offered, offered.reaching(OnDemand.NONE), indexed);
        }
        List<JsonNode> discovery = selection.readOnly() ? Discovery.reading() : Discovery.entries();
        return new ToolWiring(
                offered, surface == Surface.LIST ? offered.ledBy(discovery) : surface.of(offered, discovery), indexed);
    }

    /// Who names the tools that there are means no others, unless they say which of the API there are as well.
    private static ApiAccess access(List<String> classes, Selection selection) {
        try {
            List<String> only = classes.isEmpty() && selection.narrows()
                    ? Stream.concat(selection.toolsets().stream(), selection.include().stream())
                            .toList()
                    : null;
            return ApiAccess.of(classes, only, selection.exclude(), selection.readOnly());
        } catch (IllegalArgumentException e) {
            throw new SettingsException(Setting.API_OPERATIONS.key() + " " + e.getMessage());
        }
    }

    private static ToolView selected(Selection selection, ToolView tools, IndexedTools indexed) {
        // The start of stdio with all tools does not load the catalogue.
        if (selection.everything()) {
            return tools;
        }
        List<ToolDefinition> all = new ArrayList<>(Catalog.load().tools());
        all.addAll(Overview.tools(tools.entries()));
        all.addAll(EventTool.tools());
        List<String> named = indexed.tools()
                .meant(
                        Stream.of(selection.toolsets(), selection.include(), selection.exclude())
                                .flatMap(List::stream)
                                .toList(),
                        all);
        named.forEach(name -> all.add(indexed.tools().tool(name)));
        for (String name : selection.include()) {
            String refusal = indexed.access().refusal(name);
            if (named.contains(name) && refusal != null) {
                throw new SettingsException(Setting.TOOLS_INCLUDE.key() + ": " + refusal);
            }
        }
        for (String toolset : selection.toolsets()) {
            if (toolset.startsWith(ApiTools.TOOLSET)
                    && named.stream()
                            .map(indexed::tool)
                            .noneMatch(tool -> tool != null && tool.toolset().equals(toolset))
                    && named.stream()
                            .anyMatch(
                                    name -> indexed.tools().tool(name).toolset().equals(toolset))) {
                throw new SettingsException(Setting.TOOLS_TOOLSETS.key() + ": " + toolset + " has no operation that "
                        + Setting.API_OPERATIONS.key() + " switches on");
            }
        }
        ToolView more = tools.followedBy(EventTool.entries())
                .followedBy(named.stream()
                        .filter(indexed.access()::callable)
                        .map(indexed.tools()::entry)
                        .toList());
        return more.without(hidden(selection, all, indexed.tools()));
    }

    private static Map<String, String> hidden(Selection selection, List<ToolDefinition> all, ApiTools more) {
        try {
            Map<String, String> hidden = selection.hidden(all, more::known);
            hidden.replaceAll((tool, part) -> {
                Setting setting = Setting.of("tools." + part);
                return tool + " is hidden by the setting " + setting.key() + " (" + setting.variable() + ").";
            });
            return hidden;
        } catch (IllegalArgumentException e) {
            throw new SettingsException("tools." + e.getMessage());
        }
    }
}
