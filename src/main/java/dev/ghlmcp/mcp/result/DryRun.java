package dev.ghlmcp.mcp.result;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.reply.Reply;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.secret.SecretMembers;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/// The request that a writing tool would send, shown instead of sent, without credentials.
///
/// @param limits what becomes of a long one
public record DryRun(ResultLimits limits) {
    /// The argument of every tool that writes.
    public static final String ARGUMENT = "dryRun";

    /// How such a call ends, for logs and metrics.
    public static final String OUTCOME = "dry_run";

    /// Takes the argument out of those that are sent.
    ///
    /// @return whether it was true
    public static boolean taken(ToolDefinition tool, ObjectNode arguments) {
        return !tool.hints().readOnly()
                && arguments.has(ARGUMENT)
                && arguments.remove(ARGUMENT).asBoolean(false);
    }

    ToolResult of(Reply.Draft draft) {
        ObjectNode result = Json.MAPPER.createObjectNode();
        result.put(ARGUMENT, "Nothing was sent. Without dryRun this request goes to HighLevel.");
        ObjectNode request = result.putObject("request");
        request.put("method", draft.method()).put("url", draft.url().toString());
        request.put("token", draft.token().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        ObjectNode headers = request.putObject("headers").put("Version", draft.version());
        if (draft.body() != null) {
            headers.put("Content-Type", draft.type());
            request.set("body", SecretMembers.masked(Json.MAPPER.readTree(draft.body())));
        }
        return ToolResult.answer(OUTCOME, limits.whole(result, "All of it would be sent"));
    }
}
