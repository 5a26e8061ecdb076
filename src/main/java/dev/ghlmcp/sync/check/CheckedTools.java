package dev.ghlmcp.sync.check;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.highlevel.account.AccountLocations;
import dev.ghlmcp.mcp.ToolSource;
import dev.ghlmcp.mcp.confirm.ConfirmationRules;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The tools that steps may call, by the settings.
///
/// @param sources   where they come from
/// @param view      what is not hidden
/// @param locations that calls may touch
/// @param rules     what the settings say of calls that write
public record CheckedTools(
        List<ToolSource> sources, ToolView view, AccountLocations locations, ConfirmationRules rules) {
    /// Why no step can call one; null if it can.
    String refusal(String name) {
        String refusal = view.indirectRefusal(name);
        return refusal != null || tool(name) != null ? refusal : name + " is no operation of HighLevel";
    }

    ToolDefinition tool(String name) {
        return ToolSource.first(sources, source -> source.tool(name));
    }

    JsonNode entry(String name) {
        return ToolSource.first(sources, source -> source.tool(name) == null ? null : source.entry(name));
    }
}
