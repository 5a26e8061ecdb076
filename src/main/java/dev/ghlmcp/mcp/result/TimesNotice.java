package dev.ghlmcp.mcp.result;

import dev.ghlmcp.highlevel.reply.Reply;
import dev.ghlmcp.mcp.call.ToolResult;
import tools.jackson.databind.node.ObjectNode;

/// Says in a result how the times in the arguments were read: as the member `times` of its JSON, or in the sentence of
/// an error that HighLevel answered. HighLevel's own answers have no member of this name.
///
/// @param times by argument, and the zone; null if no time was changed
public record TimesNotice(ObjectNode times) {
    public ToolResult in(ToolResult result, Reply reply) {
        if (times == null) {
            return result;
        }
        if (!result.error()) {
            return result.and("\"times\":" + times);
        }
        return TargetStamp.answered(reply)
                ? ToolResult.failed(
                        result.outcome(),
                        result.text() + (result.text().endsWith(".") ? "" : ".") + " Times were read as " + times + ".")
                : result;
    }
}
