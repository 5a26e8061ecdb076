package dev.ghlmcp.catalog.selection;

import dev.ghlmcp.catalog.EventTool;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.text.Nearest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which tools are offered. What stands first here wins:
///
/// 1. `exclude` hides a tool or toolset, whatever else names it.
/// 2. `readOnly` hides every tool that changes something, even one that `include` names.
/// 3. `include` shows single tools, whatever their toolset.
/// 4. `toolsets` and `preset` show whole groups. With the default preset `all`, naming a toolset or tool means only
///    those; with another preset they are added to it. Tools for events are in no preset, and added whatever it is.
///
/// A hidden tool is not listed, and a call to it is refused.
///
/// @param toolsets names of categories
/// @param include  names of tools
/// @param exclude  names of tools or categories
/// @param readOnly only what changes nothing
public record Selection(
        Preset preset, List<String> toolsets, List<String> include, List<String> exclude, boolean readOnly) {

    /// Whether nothing is hidden: then nobody needs to look into the catalogue.
    public boolean everything() {
        return preset == Preset.ALL && toolsets.isEmpty() && include.isEmpty() && exclude.isEmpty() && !readOnly;
    }

    /// Whether it means some tools and no others, but for those that are off unless they are named.
    public boolean narrows() {
        return preset != Preset.ALL || named();
    }

    private boolean named() {
        return !EventTool.NAMES.containsAll(include)
                || toolsets.stream().anyMatch(toolset -> !toolset.equals(EventTool.TOOLSET));
    }

    /// The tools that are hidden, each with the part of the selection that hides it, as settings name it: `exclude`,
    /// `read-only`, `include`, `toolsets` or `preset`.
    ///
    /// @throws IllegalArgumentException with a sentence if a name is not known, or nothing is left
    public Map<String, String> hidden(List<ToolDefinition> tools) {
        return hidden(tools, List::of);
    }

    /// The same, with more names to guess from.
    ///
    /// @param more names that may have been meant
    public Map<String, String> hidden(List<ToolDefinition> tools, Supplier<? extends Collection<String>> more) {
        Set<String> names = tools.stream().map(ToolDefinition::name).collect(Collectors.toCollection(TreeSet::new));
        Set<String> categories =
                tools.stream().map(ToolDefinition::toolset).collect(Collectors.toCollection(LinkedHashSet::new));
        check("toolsets", toolsets, categories, "toolset", names, more);
        check("include", include, names, "tool", categories, more);
        Set<String> either = new LinkedHashSet<>(categories);
        either.addAll(names);
        check("exclude", exclude, either, "tool or toolset", Set.of(), more);
        Map<String, String> hidden = new LinkedHashMap<>();
        for (ToolDefinition tool : tools) {
            String by = hiddenBy(tool);
            if (by != null) {
                hidden.put(tool.name(), by);
            }
        }
        if (hidden.size() == names.size()) {
            throw new IllegalArgumentException("exclude, read-only, include, toolsets and preset leave no tool at all");
        }
        return hidden;
    }

    private String hiddenBy(ToolDefinition tool) {
        if (exclude.contains(tool.name()) || exclude.contains(tool.toolset())) {
            return "exclude";
        }
        if (readOnly && !tool.hints().readOnly()) {
            return "read-only";
        }
        if (include.contains(tool.name())
                || toolsets.contains(tool.toolset())
                || (preset.has(tool) && !(preset == Preset.ALL && named()))) {
            return null;
        }
        if (tool.toolset().equals(EventTool.TOOLSET)) {
            return "toolsets";
        }
        return preset != Preset.ALL ? "preset" : toolsets.isEmpty() ? "include" : "toolsets";
    }

    private static void check(
            String part,
            List<String> wanted,
            Collection<String> known,
            String kind,
            Collection<String> others,
            Supplier<? extends Collection<String>> more) {
        for (String name : wanted) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(part + ": there is no " + kind + " '" + name + "'"
                        + meant(name, known, kind, others, more.get()));
            }
        }
    }

    /// The nearest names, or all there are if these are few.
    private static String meant(
            String name, Collection<String> known, String kind, Collection<String> others, Collection<String> more) {
        if (others.contains(name)) {
            return ", only a " + (kind.equals("tool") ? "toolset: name it in toolsets" : "tool: name it in include");
        }
        // Toolsets of the API have a colon.
        Stream<String> fitting = more.stream()
                .filter(each -> kind.startsWith("tool or") || each.contains(":") == kind.equals("toolset"));
        List<String> nearest =
                Nearest.of(name, Stream.concat(known.stream(), fitting).toList());
        if (!nearest.isEmpty()) {
            return "; did you mean " + String.join(" or ", nearest) + "?";
        }
        return known.size() <= 20 ? "; there are " + String.join(", ", known) : "; `ghl-mcp tools` lists them";
    }
}
