package dev.ghlmcp.mcp.confirm;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.highlevel.account.TargetAccount;
import dev.ghlmcp.json.Json;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.node.ObjectNode;

/// Decides whether a write may be sent, and asks the person where the rules say so.
///
/// @param rules    of the person who runs the program
/// @param callable the tools that may be called, also to read what a question names
public record Confirmation(ConfirmationRules rules, Supplier<List<ToolDefinition>> callable) {
    /// Why a call is not sent.
    ///
    /// @param outcome  for logs: `denied`, `unasked`, `declined` or `unanswered`
    /// @param sentence for the assistant
    public record Refusal(String outcome, String sentence) {}

    /// Why this call is not sent.
    ///
    /// @param arguments valid, as they will be sent
    /// @return null if it may be sent
    public Refusal refusal(HighLevelClient client, Confirmer person, ToolDefinition tool, ObjectNode arguments) {
        if (tool.hints().readOnly()) {
            return null;
        }
        ConfirmationRules.Rule rule = rules.of(tool);
        return switch (rule.consent()) {
            case ALLOW -> null;
            case DENY -> denied(tool, rule.name());
            case ASK ->
                person.absence() == null ? asked(client, person, tool, arguments) : unasked(tool, person.absence());
        };
    }

    private Refusal asked(HighLevelClient client, Confirmer person, ToolDefinition tool, ObjectNode arguments) {
        String question = question(client, tool, arguments);
        return switch (person.ask(question, subject(client, tool, arguments))) {
            case ACCEPTED -> null;
            case DECLINED ->
                new Refusal(
                        "declined",
                        "Nothing was sent: the person said no to \"" + question
                                + "\" Do not try it again unless they ask for it.");
            case CANCELLED ->
                new Refusal(
                        "unanswered",
                        "Nothing was sent: the person was asked and did not answer. Ask them what they want before"
                                + " you call " + tool.name() + " again.");
            case NOT_ASKED ->
                unasked(tool, "this client answered the question with an error, although it says that it can ask one");
        };
    }

    /// What is asked: the call with its records by name, and what else a deletion takes along.
    private String question(HighLevelClient client, ToolDefinition tool, ObjectNode arguments) {
        List<ToolDefinition> tools = callable.get();
        try (DeletionImpact impact = DeletionImpact.begin(client, tools, tool, arguments)) {
            return (new Question(new RecordNames(client, tools), tool, arguments).text() + " " + impact.text()).strip();
        }
    }

    /// What a deletion takes along, for a call that is only shown; empty for another.
    public String impact(HighLevelClient client, ToolDefinition tool, ObjectNode arguments) {
        try (DeletionImpact impact = DeletionImpact.begin(client, callable.get(), tool, arguments)) {
            return impact.text();
        }
    }

    /// The tool and its ids, without names: these are read anew for each question and may be missing.
    private static String subject(HighLevelClient client, ToolDefinition tool, ObjectNode arguments) {
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

    private static Refusal denied(ToolDefinition tool, String name) {
        return new Refusal(
                "denied",
                "Nothing was sent: the setting confirm.deny (GHL_CONFIRM_DENY) has " + name
                        + (name.equals(tool.name()) ? "" : ", which includes " + tool.name()) + ".");
    }

    private static Refusal unasked(ToolDefinition tool, String absence) {
        return new Refusal(
                "unasked",
                "Nothing was sent: a person has to say yes to " + tool.name() + ", and " + absence
                        + ". The operator of ghl-mcp can allow it without asking: add " + tool.name()
                        + " to the setting confirm.allow, as in GHL_CONFIRM_ALLOW=" + tool.name()
                        + ". With dryRun true it shows the request and sends nothing.");
    }
}
