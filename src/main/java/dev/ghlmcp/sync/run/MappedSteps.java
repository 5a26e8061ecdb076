package dev.ghlmcp.sync.run;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.operation.annotation.Risk;
import dev.ghlmcp.sync.Expression;
import dev.ghlmcp.sync.MappingException;
import dev.ghlmcp.sync.RecordVersion;
import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.SyncInput;
import dev.ghlmcp.sync.SyncMapping;
import dev.ghlmcp.sync.SyncStep;
import dev.ghlmcp.sync.SyncVariables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The steps of a sync for one message.
record MappedSteps(Sync sync, SyncInput input, SyncCalls calls) {
    private static final List<String> IDS = List.of("id", "_id");

    SyncMapping mapping() {
        return new SyncMapping(sync);
    }

    /// By which the ledger knows a step: others may be added before it.
    String name(int index) {
        String tool = sync.steps().get(index).tool();
        long before = sync.steps().subList(0, index).stream()
                .filter(step -> step.tool().equals(tool))
                .count();
        return before == 0 ? tool : tool + "#" + (before + 1);
    }

    /// Whether a step writes.
    boolean writes(int index) {
        ToolDefinition tool = calls.tool(sync.steps().get(index).tool());
        return tool != null && !tool.hints().readOnly();
    }

    SyncVariables variables(String externalId, boolean isNew, ObjectNode linked, ObjectNode saved) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        saved.properties().forEach(value -> values.put(value.getKey(), value.getValue()));
        // Equal arguments are found out afterwards.
        return new SyncVariables(externalId, isNew, linked, true, input.headers(), values);
    }

    /// The arguments that a step's tool is called with; null if it is not.
    ///
    /// @throws MappingException with a sentence
    ObjectNode arguments(SyncStep step, SyncVariables variables) {
        ObjectNode arguments = mapping().arguments(step, input, variables);
        if (arguments == null || calls.tool(step.tool()) == null) {
            return arguments;
        }
        return SyncMapping.completed(
                arguments, mapping().location(input), argument -> calls.takes(step.tool(), argument));
    }

    /// The arguments of a step if the same message came again; null if it would not be called, or nobody can tell.
    ObjectNode again(int index, SyncVariables variables) {
        try {
            return arguments(sync.steps().get(index), variables);
        } catch (MappingException _) {
            return null;
        }
    }

    /// What the checks of steps say: of all once HighLevel has the record, and else of those that have been called.
    /// Empty if nothing.
    String differences(Set<String> called, SyncVariables variables) {
        boolean known = !variables.linked().path("id").asString("").isEmpty();
        List<String> said = new ArrayList<>();
        for (int index = 0; index < sync.steps().size(); index++) {
            Expression check = sync.steps().get(index).check();
            boolean made = called.contains(name(index));
            if (check != null && (made || known)) {
                try {
                    said.add(
                            check.evaluate(input.body(), variables).asString("").strip());
                } catch (MappingException e) {
                    // HighLevel has the record: that is not undone. Without the step's answer it may have nothing to
                    // say.
                    said.add(made ? e.getMessage() : "");
                }
            }
        }
        return said.stream().filter(each -> !each.isEmpty()).collect(Collectors.joining("; "));
    }

    /// Whether HighLevel has something newer of the record: by the version, or if that does not tell by when it came,
    /// so that a replayed message puts nothing back.
    boolean superseded(LedgerRow row, SyncMessage message) {
        String version = mapping().version(input);
        return RecordVersion.older(version, row.version)
                || (!RecordVersion.older(row.version, version) && !sync.keepAll() && message.came() < row.newest);
    }

    /// Notes a message that HighLevel has something of, or that asks nothing of it.
    ///
    /// @return whether that is news
    boolean newest(LedgerRow row, SyncMessage message) {
        String version = mapping().version(input);
        boolean later = message.came() > row.newest;
        boolean newer =
                !version.isEmpty() && !version.equals(row.version) && !RecordVersion.older(version, row.version);
        row.newest = later ? message.came() : row.newest;
        row.version = newer ? version : row.version;
        return later || newer;
    }

    /// Why the sync may not make a call; null if it may.
    String refusal(ToolDefinition tool, ObjectNode arguments) {
        Risk risk = tool.hints().consent().of(arguments);
        return tool.hints().readOnly()
                        || risk == Risk.WRITES
                        || sync.allow().contains(tool.name())
                        || sync.allow().contains(risk.word())
                        || (risk == Risk.IRREVERSIBLE && sync.allow().contains("destructive"))
                ? null
                : "Nothing was sent: this call of " + tool.name() + " is of the class " + risk.word()
                        + ", and nobody is there to ask: `allow:` of the sync " + sync.name()
                        + " has to name it, and confirm.allow (GHL_CONFIRM_ALLOW) as well";
    }

    /// The record that an answer is about, with its id as `id`; null if there is none.
    static ObjectNode record(JsonNode answer) {
        if (answer instanceof ObjectNode object) {
            for (String id : IDS) {
                if (object.hasNonNull(id)) {
                    return object.deepCopy().put("id", object.path(id).asString());
                }
            }
        }
        if (answer.isArray()) {
            return answer.isEmpty() ? null : record(answer.get(0));
        }
        return answer.valueStream()
                .filter(JsonNode::isObject)
                .map(MappedSteps::record)
                .filter(found -> found != null)
                .findFirst()
                .orElseGet(() -> answer.valueStream()
                        .filter(JsonNode::isArray)
                        .filter(list -> !list.isEmpty() && list.get(0).isObject())
                        .map(MappedSteps::record)
                        .filter(found -> found != null)
                        .findFirst()
                        .orElse(null));
    }

    /// A record that the ledger knows, as later steps see it.
    static ObjectNode known(ObjectNode linked) {
        return Json.MAPPER.createObjectNode().setAll(linked).set("_id", linked.path("id"));
    }
}
