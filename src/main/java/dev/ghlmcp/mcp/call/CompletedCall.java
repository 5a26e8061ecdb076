package dev.ghlmcp.mcp.call;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.account.TargetAccount;
import dev.ghlmcp.highlevel.reply.Reply;
import tools.jackson.databind.node.ObjectNode;

/// A call of a tool that has ended, for those who keep count of calls.
///
/// @param arguments as far as they could be set right
/// @param touched   what it worked on
/// @param reply     of HighLevel; null if it was not asked, or what it did is not known (see [#CRASHED])
/// @param result    what the caller gets
/// @param nanos     that it took, without the time in which a person was asked
public record CompletedCall(
        Caller caller,
        ToolDefinition tool,
        ObjectNode arguments,
        TargetAccount touched,
        Reply reply,
        ToolResult result,
        long nanos) {
    /// The outcome of a call that ended by a fault of this program.
    public static final String CRASHED = "crashed";

    /// Never arguments or answers: they are somebody's customers'.
    @Override
    public String toString() {
        return "Call of " + tool.name() + ", " + result.outcome();
    }
}
