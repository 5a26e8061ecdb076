package dev.ghlmcp.sync.check;

import dev.ghlmcp.catalog.RareArguments;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.confirm.ConfirmationRules.Consent;
import dev.ghlmcp.mcp.input.ArgumentValidator;
import dev.ghlmcp.operation.annotation.Risk;
import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.SyncMapping;
import dev.ghlmcp.sync.SyncStep;
import dev.ghlmcp.sync.check.MappingMembers.Member;
import dev.ghlmcp.text.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Holds the steps of syncs against the tools that they call.
final class StepCheck {
    private final CheckedTools tools;
    private final ArgumentValidator validator;

    StepCheck(CheckedTools tools) {
        this.tools = tools;
        this.validator = new ArgumentValidator(tools::entry);
    }

    /// What is wrong with a step whatever comes in: its tool, the members that it writes by name, and the consent.
    void step(Sync sync, SyncStep step, Collection<String> problems) {
        String refusal = tools.refusal(step.tool());
        if (refusal != null) {
            problems.add(step.where() + ", tool: " + refusal);
            return;
        }
        ToolDefinition tool = tools.tool(step.tool());
        JsonNode schema = RareArguments.full(
                tool.name(), tool.hints().readOnly(), tools.entry(tool.name()).path("inputSchema"));
        List<Member> members = MappingMembers.of(step.with().toString());
        members(members, schema, tool, "", step.with().where(), problems);
        for (String name : step.clear()) {
            named(name, tool.traits().clear().keySet(), step.where() + ", clear: ", problems);
        }
        ObjectNode literals = Json.MAPPER.createObjectNode();
        ObjectNode written = Json.MAPPER.createObjectNode();
        members.forEach(member -> {
            written.set(member.name(), member.literal() == null ? Json.MAPPER.createObjectNode() : member.literal());
            if (member.literal() != null) {
                literals.set(member.name(), member.literal());
            }
        });
        validator.read(tool, tools.locations(), literals).complaints().sentences().stream()
                .filter(sentence ->
                        literals.propertyNames().stream().anyMatch(name -> sentence.startsWith(name + " must ")))
                .forEach(sentence -> problems.add(step.with().where() + ": " + sentence));
        consent(sync, step, tool, written, problems);
    }

    /// What is wrong with the arguments that a message leads to.
    ///
    /// @param unknown the names of variables whose values the test does not say
    void arguments(
            Sync sync,
            SyncStep step,
            ObjectNode arguments,
            String location,
            Set<String> unknown,
            String where,
            Collection<String> problems) {
        ToolDefinition tool = tools.tool(step.tool());
        if (tool == null || tools.refusal(step.tool()) != null) {
            return;
        }
        ObjectNode complete = SyncMapping.completed(
                arguments,
                location,
                argument ->
                        tools.entry(tool.name()).at("/inputSchema/properties").has(argument));
        boolean guessed =
                unknown.stream().anyMatch(name -> step.with().toString().contains("$" + name));
        validator.read(tool, tools.locations(), complete).complaints().sentences().stream()
                .filter(sentence -> !guessed || !sentence.contains(" is missing"))
                .forEach(sentence -> problems.add(where + ": " + sentence));
        consent(sync, step, tool, complete, problems);
    }

    private static void members(
            List<Member> members,
            JsonNode schema,
            ToolDefinition tool,
            String at,
            String where,
            Collection<String> problems) {
        JsonNode properties = schema.path("properties");
        if (properties.isEmpty() || tool.traits().of(at).open()) {
            return;
        }
        for (Member member : members) {
            String path = at.isEmpty() ? member.name() : at + "." + member.name();
            JsonNode inner = properties.path(member.name());
            boolean listed = inner.path("type").asString("").equals("array");
            String below = listed ? path + "[]" : path;
            if (inner.isMissingNode()) {
                named(
                        member.name(),
                        properties.propertyNames(),
                        where + ": " + (at.isEmpty() ? "" : at + "."),
                        problems);
            } else if (tool.traits().of(below).values() == null
                    && tool.traits().of(below).mixed() == null
                    && !tool.traits().of(below).recursive()) {
                members(member.within(), listed ? inner.path("items") : inner, tool, below, where, problems);
            }
        }
    }

    private static void named(String name, Collection<String> known, String where, Collection<String> problems) {
        if (!known.contains(name)) {
            String nearest = Nearest.to(name, known);
            problems.add(where + name + " is not known; "
                    + (nearest == null ? "there are " + String.join(", ", known) : "did you mean " + nearest + "?"));
        }
    }

    /// Nobody is there to ask while a sync runs: both the settings and the sync have to allow what needs a yes.
    private void consent(
            Sync sync, SyncStep step, ToolDefinition tool, ObjectNode arguments, Collection<String> problems) {
        if (tool.hints().readOnly()) {
            return;
        }
        Risk risk = tool.hints().consent().of(arguments);
        List<String> places = new ArrayList<>();
        if (tools.rules().consent(tool, arguments) != Consent.ALLOW) {
            places.add("confirm.allow (GHL_CONFIRM_ALLOW)");
        }
        if (risk != Risk.WRITES
                && !sync.allow().contains(tool.name())
                && !sync.allow().contains(risk.word())
                && !(risk == Risk.IRREVERSIBLE && sync.allow().contains("destructive"))) {
            places.add("allow of the sync");
        }
        if (!places.isEmpty()) {
            problems.add(step.where() + ": " + tool.name() + " is of the class " + risk.word()
                    + ", and nobody is there to ask: " + String.join(" and ", places)
                    + (places.size() == 1 ? " has" : " have")
                    + " to name " + tool.name() + " or " + risk.word());
        }
    }
}
