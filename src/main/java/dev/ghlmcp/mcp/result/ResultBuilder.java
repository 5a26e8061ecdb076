package dev.ghlmcp.mcp.result;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.highlevel.reply.Failure;
import dev.ghlmcp.highlevel.reply.Reply;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.failure.FailureMessages;
import dev.ghlmcp.mcp.reading.AnswerLookups;
import dev.ghlmcp.secret.SecretMembers;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Turns a reply of HighLevel into what the assistant reads: one tree, which the transport writes.
///
/// @param media  what becomes of answers that are no JSON
/// @param limits what becomes of those that are
/// @param lookups what is read beside them
public record ResultBuilder(MediaResults media, ResultLimits limits, AnswerLookups lookups) {
    /// The same, which leaves answers as they came.
    public ResultBuilder raw() {
        return new ResultBuilder(media, new ResultLimits(false, 0), lookups);
    }

    /// Makes the result of a call.
    ///
    /// @param client    that the reply came from
    /// @param principal who gets it
    /// @param notices   what is said of the call
    public ToolResult of(
            HighLevelClient client,
            String principal,
            ToolDefinition tool,
            ObjectNode arguments,
            Reply reply,
            ResultNotices notices) {
        ToolResult result = switch (reply) {
            case Reply.Answer answer ->
                ToolResult.answer(Integer.toString(answer.status()), shaped(client, tool, arguments, answer.body()));
            case Reply.Media answered -> media.of(principal, tool, arguments, answered);
            case Reply.Draft draft -> new DryRun(limits).of(draft);
            case Failure failure -> {
                FailureMessages messages = new FailureMessages(tool);
                ToolResult failed = messages.of(failure);
                String text = failed.text() + messages.missing(arguments, failure, failed.text());
                yield ToolResult.failed(failed.outcome(), notices.sentence(text, failure));
            }
        };
        if (!result.error()) {
            result.json().setAll(notices.members(reply));
        }
        return result;
    }

    /// The result of a tool with code of its own: the fields that are asked for, within the size.
    ///
    /// @param named the records whose names the arguments had; null for none
    public ToolResult fitted(ToolDefinition tool, ObjectNode arguments, ToolResult result, ObjectNode named) {
        if (result.error()) {
            return result;
        }
        ObjectNode aside = Json.MAPPER.createObjectNode();
        for (String name : List.of("notRead", ResultNotices.NAMED, "touched")) {
            JsonNode member =
                    name.equals(ResultNotices.NAMED) ? named : result.json().remove(name);
            if (member != null) {
                aside.set(name, member);
            }
        }
        ObjectNode shown = limits.trimmed(tool, arguments, Projection.selected(tool, arguments, result.json()));
        return ToolResult.answer(result.outcome(), limits.cut(tool, shown.setAll(aside)));
    }

    /// The passes, in their order. Each leaves the answer itself as it is, for those who keep count of calls.
    private ObjectNode shaped(HighLevelClient client, ToolDefinition tool, ObjectNode arguments, JsonNode answer) {
        ObjectNode result = SecretMembers.masked(object(answer));
        result = ResultPage.described(tool, arguments, result);
        result = Projection.selected(tool, arguments, result);
        result = limits.trimmed(tool, arguments, result);
        if (limits.names()) {
            lookups.read(client, tool, arguments, result);
            SentArguments.add(tool, arguments, result);
        }
        return limits.cut(tool, result);
    }

    /// MCP requires an object as structured content.
    private static ObjectNode object(JsonNode body) {
        return body instanceof ObjectNode object
                ? object
                : Json.MAPPER.createObjectNode().set(body.isArray() ? "items" : "value", body);
    }
}
