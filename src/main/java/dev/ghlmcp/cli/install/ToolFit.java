package dev.ghlmcp.cli.install;

import dev.ghlmcp.cli.install.file.InstallException;
import dev.ghlmcp.config.Setting;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/// Chooses tools that fit into a client, unless the person or the entry has chosen.
///
/// @param listed how many tools there are by these settings, over those in force
record ToolFit(Installation installation, ToIntFunction<Map<Setting, String>> listed) {
    private static final List<Setting> CHOOSING =
            List.of(Setting.TOOLS_SURFACE, Setting.TOOLS_PRESET, Setting.TOOLS_TOOLSETS, Setting.TOOLS_INCLUDE);

    /// The tools that a client gets.
    enum Choice {
        all,
        search,
        sales,
        scheduling,
        support
    }

    /// Adds the variables that choose.
    ///
    /// @param choice null for what fits
    void add(Choice choice, Map<String, String> variables) throws InstallException {
        Map<Setting, String> chosen = new EnumMap<>(Setting.class);
        for (Setting setting : CHOOSING) {
            String before = installation.variable(setting.variable());
            if (!before.isEmpty()) {
                chosen.put(setting, before);
            }
        }
        if (choice != null) {
            boolean preset = choice != Choice.all && choice != Choice.search;
            chosen.put(Setting.TOOLS_SURFACE, choice == Choice.search ? "search" : "list");
            chosen.put(Setting.TOOLS_PRESET, preset ? choice.name() : "all");
        }
        int limit = installation.client().maxTools();
        int size = limit == 0 ? 0 : listed.applyAsInt(chosen);
        String fits = installation.client().title() + " takes " + limit + " tools of all servers together";
        if (size > limit && chosen.isEmpty()) {
            chosen.put(Setting.TOOLS_SURFACE, "search");
            installation
                    .out()
                    .println(
                            fits + ", and there are " + size
                                    + ": it gets ten, and three that find, describe and call the others. --tools chooses otherwise.");
        } else if (size > 0 && size > limit * 9 / 10) {
            installation
                    .out()
                    .println(fits + ", and these are " + size
                            + (size > limit
                                    ? ": choose fewer with --tools."
                                    : ": beside other servers, use --tools search."));
        }
        chosen.forEach((setting, value) -> variables.put(setting.variable(), value));
    }
}
