package dev.ghlmcp.cli.batch;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.reply.SecretMask;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.confirm.Confirmer;
import tools.jackson.databind.node.ObjectNode;

/// Calls of one tool from the command line.
///
/// @param dispatcher carries them out
/// @param tool       the one called; null for the two that lead to the others
/// @param name       its name
/// @param person     who is asked
/// @param budgets    that its requests wait for
public record ToolCaller(Dispatcher dispatcher, ToolDefinition tool, String name, Confirmer person, SendGuard budgets) {
    /// Calls the tool. An error may quote arguments, and a terminal's output may be kept.
    public ToolResult call(ObjectNode arguments) {
        ToolResult result = dispatcher.call(dispatcher.local(), person, name, arguments);
        return result.error() ? ToolResult.failed(result.outcome(), SecretMask.ANY.text(result.text())) : result;
    }

    /// The error text for a person at the terminal. The person's own "no" is not repeated.
    String failure(ToolResult result) {
        String nothing = name.startsWith("delete_") ? "Nothing was deleted." : "Nothing was sent.";
        return switch (result.outcome()) {
            case "declined" -> nothing;
            case "unanswered" -> nothing + " The question had no answer; --yes says yes beforehand.";
            case "changed" ->
                nothing + " The contact's tags changed while you were asked; the same command asks again.";
            default -> result.text();
        };
    }
}
