package dev.ghlmcp.mcp.result;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.reply.Failure;
import dev.ghlmcp.highlevel.reply.Reply;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.failure.FailureMessages;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Turns a reply of HighLevel into what the assistant reads.
///
/// @param media   what becomes of answers that are no JSON
/// @param fitting what becomes of those that are
public record ResultBuilder(MediaResults media, ResultLimits fitting) {
    /// Makes the result of a call.
    ///
    /// @param principal who gets it
    public ToolResult of(String principal, ToolDefinition tool, ObjectNode arguments, Reply reply) {
        return switch (reply) {
            case Reply.Answer answer ->
                ToolResult.answer(Integer.toString(answer.status()), shape(tool, arguments, answer));
            case Reply.Media answered -> media.of(principal, arguments, answered);
            case Reply.Draft draft -> new DryRun(fitting).of(draft);
            case Failure failure -> new FailureMessages(tool).of(failure);
        };
    }

    private byte[] shape(ToolDefinition tool, ObjectNode arguments, Reply.Answer answer) {
        boolean spelt = fitting.trim() && AnswerTimes.in(tool);
        if (tool.listing() == null && !spelt && answer.json()[0] == '{') {
            return fitting.of(tool, arguments, answer.json());
        }
        ObjectNode object = object(answer.body());
        ObjectNode shaped = tool.listing() == null ? object : new ResultPage(tool, arguments, object).described();
        if (spelt) {
            AnswerTimes.spell(tool, shaped);
        }
        return fitting.of(tool, arguments, Json.MAPPER.writeValueAsBytes(shaped));
    }

    /// MCP requires an object as structured content.
    private static ObjectNode object(JsonNode body) {
        return body instanceof ObjectNode object
                ? object
                : Json.MAPPER.createObjectNode().set(body.isArray() ? "items" : "value", body);
    }
}
