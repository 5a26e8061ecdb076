package dev.ghlmcp.mcp.confirm;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.highlevel.account.TargetAccount;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.Caller;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.node.ObjectNode;

/// A call that may have to wait for a person.
///
/// @param arguments valid, as they will be sent
/// @param code      that the caller gave; null for none
public record PendingCall(
        HighLevelClient client,
        Caller caller,
        Confirmer person,
        ToolDefinition tool,
        ObjectNode arguments,
        String code) {
    /// The tool, the account and the arguments, without names: these are read anew each time and may be missing.
    String subject() {
        TargetAccount touched = client.touched(tool.endpoints().getFirst(), arguments);
        return String.join(
                " ",
                tool.name(),
                String.valueOf(touched.locationId()),
                String.valueOf(touched.companyId()),
                Json.MAPPER
                        .writer()
                        .with(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
                        .writeValueAsString(arguments));
    }

    /// What a code stands for, besides what was shown.
    String identity() {
        return caller.principal() + "\n" + subject();
    }
}
