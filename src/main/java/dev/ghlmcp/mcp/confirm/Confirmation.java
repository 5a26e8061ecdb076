package dev.ghlmcp.mcp.confirm;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.highlevel.account.TargetAccount;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.operation.annotation.Risk;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.node.ObjectNode;

/// Decides whether a write may be sent, and asks the person where the rules say so: through the client, or by a code
/// that the assistant gives back once the person has agreed.
///
/// @param rules    of the person who runs the program
/// @param codes    for clients that cannot ask
/// @param callable the tools that may be called, also to read what a question names
public record Confirmation(ConfirmationRules rules, ConfirmationCodes codes, Supplier<List<ToolDefinition>> callable) {
    /// The argument that holds a code.
    public static final String ARGUMENT = "confirm";

    private static final String UNASKED = "unasked";
    private static final String NOTHING = "Nothing was sent: ";

    /// A call that may have to wait.
    ///
    /// @param arguments valid, as they will be sent
    /// @param code      that the caller gave; null for none
    public record Call(
            HighLevelClient client,
            Caller caller,
            Confirmer person,
            ToolDefinition tool,
            ObjectNode arguments,
            String code) {
        /// The tool, the account and the arguments, without names: these are read anew each time and may be missing.
        private String subject() {
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

        /// What a code stands for: the call as well as what it takes away, so that it does not cover more than was
        /// shown.
        private String sealed(TagLoss tags) {
            return caller.principal() + "\n" + subject() + "\n" + tags.lost();
        }
    }

    /// What is answered in place of this call.
    ///
    /// @return null if it may be sent
    public ToolResult stop(Call call) {
        ToolDefinition tool = call.tool();
        if (tool.hints().readOnly()) {
            return null;
        }
        ConfirmationRules.Rule rule = rules.of(tool, call.arguments());
        return switch (rule.consent()) {
            case ALLOW -> null;
            case DENY -> denied(tool, rule.name());
            case ASK -> {
                TagLoss tags = TagLoss.of(call.client(), callable.get(), tool, call.arguments());
                yield !rule.set() && tool.hints().consent().when().contains("tags") && tags.none()
                        ? null
                        : waiting(call, rule, tags);
            }
        };
    }

    private ToolResult waiting(Call call, ConfirmationRules.Rule rule, TagLoss tags) {
        String absence = call.person().absence();
        String refused = null;
        if (call.code() != null && (absence == null || coded(call, rule))) {
            try {
                refused = codes.refusal(call.code(), call.sealed(tags));
            } catch (IOException _) {
                return noCodes(call.tool());
            }
            if (refused == null) {
                return null;
            }
        }
        return absence == null ? asked(call, rule, tags) : unasked(call, rule, tags, absence, refused);
    }

    private ToolResult asked(Call call, ConfirmationRules.Rule rule, TagLoss tags) {
        String question = question(call, tags);
        return switch (call.person().ask(question, call.subject() + tags.lost())) {
            case ACCEPTED -> changed(call, tags);
            case DECLINED ->
                ToolResult.failed(
                        "declined",
                        NOTHING + "the person said no to \"" + question
                                + "\" Do not try it again unless they ask for it.");
            case CANCELLED ->
                ToolResult.failed(
                        "unanswered",
                        NOTHING + "the person was asked and did not answer. Ask them what they want before you call "
                                + call.tool().name() + " again.");
            case NOT_ASKED ->
                unasked(
                        call,
                        rule,
                        tags,
                        "this client answered the question with an error, although it says that it can ask one",
                        null);
            case TIMED_OUT -> unasked(call, rule, tags, "this client gave no answer to the question in time", null);
        };
    }

    /// Somebody may have given the contact a tag while the person was thinking.
    private ToolResult changed(Call call, TagLoss asked) {
        if (asked.none()
                || TagLoss.of(call.client(), callable.get(), call.tool(), call.arguments())
                        .equals(asked)) {
            return null;
        }
        return ToolResult.failed(
                "unanswered",
                NOTHING + "the tags of the contact changed while the person was asked. Read the contact, then call "
                        + call.tool().name() + " again.");
    }

    /// What is asked: the call with its records by name, and what else a deletion takes along.
    private String question(Call call, TagLoss tags) {
        List<ToolDefinition> tools = callable.get();
        String losses = tags.text();
        try (DeletionImpact impact = DeletionImpact.begin(call.client(), tools, call.tool(), call.arguments())) {
            String named = new Question(new RecordNames(call.client(), tools), call.tool(), call.arguments()).text();
            return (named + (losses.isEmpty() ? "" : " " + losses.strip()) + " " + impact.text()).strip();
        }
    }

    /// What a deletion takes along, for a call that is only shown; empty for another.
    public String impact(HighLevelClient client, ToolDefinition tool, ObjectNode arguments) {
        List<ToolDefinition> tools = callable.get();
        String losses = TagLoss.of(client, tools, tool, arguments).text();
        try (DeletionImpact impact = DeletionImpact.begin(client, tools, tool, arguments)) {
            return (losses + " " + impact.text()).strip();
        }
    }

    /// Whether a code can stand for the person's yes.
    private static boolean coded(Call call, ConfirmationRules.Rule rule) {
        return call.person().takesCodes() && (rule.allowsCodes() || !sends(rule.risk()));
    }

    private static boolean sends(Risk risk) {
        return risk == Risk.OUTWARD || risk == Risk.MONEY;
    }

    private ToolResult unasked(
            Call call, ConfirmationRules.Rule rule, TagLoss tags, String absence, String refusedCode) {
        String name = call.tool().name();
        if (!call.person().takesCodes()) {
            return ToolResult.failed(
                    UNASKED, NOTHING + "a person has to say yes to " + name + ", and " + absence + ".");
        }
        if (!coded(call, rule)) {
            return ToolResult.failed(
                    UNASKED,
                    NOTHING + name + (rule.risk() == Risk.MONEY ? " changes what somebody owes" : " sends to people")
                            + ", so a person has to say yes to it, and " + absence
                            + ". The operator of ghl-mcp can let it be confirmed with a code (GHL_CONFIRM_ASK=" + name
                            + ") or sent unasked (GHL_CONFIRM_ALLOW=" + name + ").");
        }
        try {
            String code = codes.issue(call.sealed(tags));
            ObjectNode result = Json.MAPPER.createObjectNode().put("done", false);
            result.put("wouldHappen", question(call, tags));
            result.put(
                    "next",
                    NOTHING + (refusedCode == null ? "" : refusedCode + "; ") + "a person has to agree, and " + absence
                            + ". Show them wouldHappen. Only if they say yes, make the same call again, with this confirm added to"
                            + " the arguments of " + name + ", once, within " + ConfirmationCodes.LIFE.toMinutes()
                            + " minutes.");
            result.put(ARGUMENT, code);
            return ToolResult.answer(UNASKED, result);
        } catch (IOException _) {
            return noCodes(call.tool());
        }
    }

    private static ToolResult noCodes(ToolDefinition tool) {
        return ToolResult.failed(
                UNASKED,
                NOTHING + "a person has to agree to " + tool.name() + ", and the codes for that are kept in the fleet's"
                        + " Redis, which does not answer. Try again in a while.");
    }

    private static ToolResult denied(ToolDefinition tool, String name) {
        return ToolResult.failed(
                "denied",
                NOTHING + "the setting confirm.deny (GHL_CONFIRM_DENY) has " + name
                        + (name.equals(tool.name()) ? "" : ", which includes " + tool.name()) + ".");
    }
}
