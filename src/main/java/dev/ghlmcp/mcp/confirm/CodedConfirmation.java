package dev.ghlmcp.mcp.confirm;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.operation.annotation.Risk;
import java.io.IOException;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// The way of a call whose client cannot ask: it is answered with a code, and sent when it comes again with that.
record CodedConfirmation(ConfirmationCodes codes) {
    private static final String UNASKED = "unasked";

    /// Voids what was given for a call that a person has declined.
    ///
    /// @return false if that cannot be done now
    boolean decline(PendingCall call) {
        try {
            codes.decline(call.identity());
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /// Whether a code can stand for the person's yes.
    private static boolean takesCode(PendingCall call, ConfirmationRules.Rule rule) {
        return call.person().takesCodes() && (rule.allowsCodes() || !sends(rule.risk()));
    }

    private static boolean sends(Risk risk) {
        return risk == Risk.OUTWARD || risk == Risk.MONEY;
    }

    /// The answer to a code that cannot count, before anything is read; null if there is none or it can.
    ToolResult refusal(PendingCall call, ConfirmationRules.Rule rule) {
        if (call.code() == null || !takesCode(call, rule)) {
            return null;
        }
        try {
            String why = codes.refusal(call.code(), call.identity());
            return why == null ? null : refused(why);
        } catch (IOException _) {
            return noCodes(call.tool());
        }
    }

    private static ToolResult refused(String why) {
        return ToolResult.failed(
                UNASKED,
                Confirmation.NOTHING + why
                        + ". Call again without confirm to be told what would happen, and ask the person anew.");
    }

    /// Takes a code, or answers with one.
    ///
    /// @param absence  why the person is not asked by the client
    /// @param question what the person would be asked
    /// @return null if the call may be sent
    ToolResult answer(
            PendingCall call, ConfirmationRules.Rule rule, TagLoss tags, String absence, Supplier<Question> question) {
        String name = call.tool().name();
        if (!call.person().takesCodes()) {
            return ToolResult.failed(
                    UNASKED, Confirmation.NOTHING + "a person has to say yes to " + name + ", and " + absence + ".");
        }
        if (!takesCode(call, rule)) {
            return ToolResult.failed(
                    UNASKED,
                    Confirmation.NOTHING + name
                            + (rule.risk() == Risk.MONEY ? " changes what somebody owes" : " sends to people")
                            + ", so a person has to say yes to it, and " + absence
                            + ". The operator of ghl-mcp can let it be confirmed with a code (GHL_CONFIRM_ASK=" + name
                            + ") or sent unasked (GHL_CONFIRM_ALLOW=" + name + ").");
        }
        try {
            String before = "";
            if (call.code() != null) {
                if (codes.covers(call.code(), tags.shown())) {
                    return codes.use(call.code()) ? null : refused("the code in confirm was used already");
                }
                before = "what would be lost has changed since the code in confirm was given; ";
            }
            Question asked = question.get();
            return asked.absent() == null
                    ? withCode(call, asked, before + "a person has to agree, and " + absence, tags)
                    : asked.absent();
        } catch (IOException _) {
            return noCodes(call.tool());
        }
    }

    private ToolResult withCode(PendingCall call, Question question, String why, TagLoss tags) throws IOException {
        ObjectNode result = Json.MAPPER.createObjectNode().put("done", false);
        result.put("wouldHappen", question.text());
        result.put(
                "next",
                Confirmation.NOTHING + why
                        + ". Show them wouldHappen. Only if they say yes, make the same call again, with this confirm added to"
                        + " the arguments of " + call.tool().name() + ", once, within "
                        + ConfirmationCodes.LIFE.toMinutes() + " minutes.");
        result.put(Confirmation.ARGUMENT, codes.issue(call.identity(), tags.shown()));
        return ToolResult.answer(UNASKED, result);
    }

    private static ToolResult noCodes(ToolDefinition tool) {
        return ToolResult.failed(
                UNASKED,
                Confirmation.NOTHING + "a person has to agree to " + tool.name()
                        + ", and the codes for that are kept in the fleet's"
                        + " Redis, which does not answer. Try again in a while.");
    }
}
