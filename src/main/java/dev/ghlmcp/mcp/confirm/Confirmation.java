package dev.ghlmcp.mcp.confirm;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.operation.annotation.Risk;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// Decides whether a write may be sent, and asks the person where the rules say so: through the client, or by a code
/// that the assistant gives back once the person has agreed.
///
/// @param rules    of the person who runs the program
/// @param codes    for clients that cannot ask
/// @param callable the tools that may be called, also to read what a question about one of them names
public record Confirmation(
        ConfirmationRules rules, ConfirmationCodes codes, Function<ToolDefinition, List<ToolDefinition>> callable) {
    /// The argument that holds a code.
    public static final String ARGUMENT = "confirm";

    static final String NOTHING = "Nothing was sent: ";

    /// What is answered in place of this call.
    ///
    /// @return null if it may be sent
    public ToolResult stop(PendingCall call) {
        ToolDefinition tool = call.tool();
        if (tool.hints().readOnly()) {
            return null;
        }
        ConfirmationRules.Rule rule = rules.of(tool, call.arguments());
        return switch (rule.consent()) {
            case ALLOW -> null;
            case DENY -> denied(tool, rule.name());
            case ASK -> waiting(call, rule);
        };
    }

    private ToolResult waiting(PendingCall call, ConfirmationRules.Rule rule) {
        String absence = call.person().absence();
        CodedConfirmation coded = new CodedConfirmation(codes);
        ToolResult refusal = absence == null ? null : coded.refusal(call, rule);
        if (refusal != null) {
            return refusal;
        }
        TagLoss tags = TagLoss.of(call.client(), callable.apply(call.tool()), call.tool(), call.arguments());
        boolean ordinary = !rule.set() && call.tool().hints().consent().when().contains("tags") && tags.none();
        if (ordinary) {
            return null;
        }
        return absence == null
                ? asked(call, rule, tags, coded)
                : coded.answer(call, rule, tags, absence, () -> question(call, tags));
    }

    /// Asks even if there is a code: a client that can ask needs none, and an assistant could use one that nobody saw.
    private ToolResult asked(PendingCall call, ConfirmationRules.Rule rule, TagLoss tags, CodedConfirmation coded) {
        String subject = call.subject() + tags.shown();
        // An answer that is there was given to a question that was shown, so nothing is read for it again.
        Question question = call.person().answered(subject) ? null : question(call, tags);
        if (question != null && question.absent() != null) {
            return question.absent();
        }
        String name = call.tool().name();
        return switch (call.person().ask(question == null ? name + "?" : question.text(), subject)) {
            case ACCEPTED -> changed(call, tags);
            case DECLINED ->
                ToolResult.failed(
                        "declined",
                        NOTHING + "the person said no to this call of " + name
                                + ". Do not try it again unless they ask for it." + voided(call, coded));
            case CANCELLED ->
                ToolResult.failed(
                        "unanswered",
                        NOTHING + "the person was asked and did not answer. Ask them what they want before you call "
                                + name + " again." + voided(call, coded));
            case TIMED_OUT ->
                ToolResult.failed(
                        "unanswered",
                        NOTHING + "this client gave no answer to the question in time. Ask the person what they want"
                                + " before you call " + name + " again.");
            case NOT_ASKED -> {
                ToolResult refusal = coded.refusal(call, rule);
                yield refusal != null
                        ? refusal
                        : coded.answer(
                                call,
                                rule,
                                tags,
                                "this client answered the question with an error, although it says that it can ask one",
                                () -> question == null ? question(call, tags) : question);
            }
        };
    }

    /// Voids the codes that were given for the call.
    ///
    /// @return a sentence if that cannot be done now
    private static String voided(PendingCall call, CodedConfirmation coded) {
        return coded.decline(call)
                ? ""
                : " A code that was given for it elsewhere may still count, as the fleet's Redis does not answer.";
    }

    /// Somebody may have given the contact a tag while the person was thinking.
    private ToolResult changed(PendingCall call, TagLoss asked) {
        if (asked.none()
                || TagLoss.of(call.client(), callable.apply(call.tool()), call.tool(), call.arguments())
                        .equals(asked)) {
            return null;
        }
        return ToolResult.failed(
                "changed",
                NOTHING + "what the contact would lose changed while the person was asked. Read the contact, then call "
                        + call.tool().name() + " again.");
    }

    private Question question(PendingCall call, TagLoss tags) {
        return Question.of(call.client(), callable.apply(call.tool()), call.tool(), call.arguments(), tags);
    }

    /// Says in a result of a dry run what the call takes along, or answers in its place if there is nothing to delete.
    public ToolResult foreseen(HighLevelClient client, ToolDefinition tool, ObjectNode arguments, ToolResult dry) {
        if (tool.hints().consent().of(arguments) != Risk.IRREVERSIBLE) {
            return dry;
        }
        List<ToolDefinition> tools = callable.apply(tool);
        Question question = Question.of(client, tools, tool, arguments, TagLoss.of(client, tools, tool, arguments));
        if (question.absent() != null) {
            return question.absent();
        }
        if (!question.effects().isEmpty()) {
            dry.json().put("impact", question.effects());
        }
        return dry;
    }

    private static ToolResult denied(ToolDefinition tool, String name) {
        return ToolResult.failed(
                "denied",
                NOTHING + "the setting confirm.deny (GHL_CONFIRM_DENY) has " + name
                        + (name.equals(tool.name()) ? "" : ", which includes " + tool.name()) + ".");
    }
}
