package dev.ghlmcp.sync.run;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.result.DryRun;
import dev.ghlmcp.sync.MappingException;
import dev.ghlmcp.sync.RecordVersion;
import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.SyncInput;
import dev.ghlmcp.sync.SyncStep;
import dev.ghlmcp.sync.run.SyncPreview.Action;
import dev.ghlmcp.sync.run.SyncPreview.PreviewedStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Finds out what would become of a message. HighLevel is only read from.
record SyncPreviews(SyncCalls calls, Ledger ledger) {
    /// In the place of an id that HighLevel has not made yet.
    private static final String NEW = "(new)";

    SyncPreview of(Sync sync, SyncInput input) throws InterruptedException {
        MappedSteps steps = new MappedSteps(sync, input, calls);
        String id = "";
        String problem;
        try {
            id = steps.mapping().externalId(input);
            if (!id.isEmpty()) {
                return new Preview(steps, ledger.row(sync.name(), id)).made();
            }
            problem = SyncRunner.NO_ID;
        } catch (MappingException e) {
            problem = e.getMessage();
        }
        boolean ignored = steps.mapping().ignores(input);
        return ended(id, "", "", ignored ? SyncState.SKIPPED : SyncState.DEAD, ignored ? "" : problem);
    }

    private static SyncPreview ended(String id, String highLevelId, String version, SyncState state, String problem) {
        return new SyncPreview(id, highLevelId, version, state, problem, List.of());
    }

    private final class Preview {
        private final MappedSteps steps;
        private final Sync sync;
        private final SyncInput input;
        private final LedgerRow row;
        private final ObjectNode saved = Json.MAPPER.createObjectNode();

        private Preview(MappedSteps steps, LedgerRow row) {
            this.steps = steps;
            this.sync = steps.sync();
            this.input = steps.input();
            this.row = row;
        }

        private SyncPreview made() throws InterruptedException {
            if (!steps.mapping().wanted(input)) {
                return SyncPreviews.ended(row.externalId, row.highLevelId, "", SyncState.SKIPPED, "");
            }
            String version = steps.mapping().version(input);
            if (RecordVersion.older(version, row.version)) {
                return ended(SyncState.SUPERSEDED, "The ledger has version " + row.version + ", which is newer");
            }
            SyncPreview missing = sync.needs() == null ? null : missing();
            if (missing != null) {
                return missing;
            }
            List<PreviewedStep> made = new ArrayList<>();
            for (int index = 0; index < sync.steps().size(); index++) {
                made.add(step(index));
            }
            String problem = made.stream()
                    .map(PreviewedStep::problem)
                    .filter(sentence -> !sentence.isEmpty())
                    .findFirst()
                    .orElse("");
            return new SyncPreview(row.externalId, row.highLevelId, version, state(made, problem), problem, made);
        }

        private SyncPreview ended(SyncState state, String problem) {
            return SyncPreviews.ended(
                    row.externalId, row.highLevelId, steps.mapping().version(input), state, problem);
        }

        private static SyncState state(List<PreviewedStep> made, String problem) {
            if (!problem.isEmpty()) {
                return SyncState.DEAD;
            }
            if (made.stream().anyMatch(step -> step.action() == Action.CREATE || step.action() == Action.UPDATE)) {
                return SyncState.DONE;
            }
            return made.stream().anyMatch(step -> step.action() == Action.UNCHANGED)
                    ? SyncState.UNCHANGED
                    : SyncState.SKIPPED;
        }

        /// What becomes of it if the record that it needs is not there; null if that is.
        private SyncPreview missing() throws InterruptedException {
            NeededRecord needed = new NeededRecord(calls, ledger, steps);
            JsonNode record = needed.find();
            if (record != null) {
                saved.set(sync.needs().as(), record);
                return null;
            }
            return switch (needed.missing()) {
                case NOT_THERE, AWAY -> ended(SyncState.WAITING, needed.problem());
                case REFUSED, NOT_NAMED -> ended(SyncState.DEAD, needed.problem());
            };
        }

        private PreviewedStep step(int index) throws InterruptedException {
            SyncStep step = sync.steps().get(index);
            ObjectNode arguments =
                    steps.arguments(step, steps.variables(row.externalId, row.blank(), row.linked(), saved));
            if (arguments == null) {
                return new PreviewedStep(step.tool(), Action.SKIPPED, null, null, List.of(), "");
            }
            ToolDefinition tool = calls.tool(step.tool());
            if (tool == null) {
                return new PreviewedStep(
                        step.tool(), Action.CREATE, arguments, null, List.of(), SyncRunner.noTool(step.tool()));
            }
            if (tool.hints().readOnly()) {
                return read(step, arguments);
            }
            if (step.save() != null) {
                ObjectNode known = row.highLevelId.isEmpty()
                        ? Json.MAPPER.createObjectNode().put("id", NEW)
                        : row.linked();
                saved.set(step.save(), MappedSteps.known(known));
            }
            Map<String, String> now = ledger.digests(arguments);
            Map<String, String> before = row.steps.getOrDefault(steps.name(index), Map.of());
            List<String> differ = Stream.concat(before.keySet().stream(), now.keySet().stream())
                    .distinct()
                    .filter(name -> !Objects.equals(before.get(name), now.get(name)))
                    .toList();
            return differ.isEmpty()
                    ? new PreviewedStep(step.tool(), Action.UNCHANGED, arguments, null, differ, "")
                    : write(tool, arguments, differ);
        }

        private PreviewedStep read(SyncStep step, ObjectNode arguments) throws InterruptedException {
            ToolResult result = calls.call(sync.name(), step.tool(), arguments);
            if (step.save() != null && !result.error()) {
                ObjectNode record = MappedSteps.record(result.json());
                saved.set(step.save(), record == null ? result.json() : record);
            }
            return new PreviewedStep(
                    step.tool(), Action.UNCHANGED, arguments, null, List.of(), result.error() ? result.text() : "");
        }

        private PreviewedStep write(ToolDefinition tool, ObjectNode arguments, List<String> differ)
                throws InterruptedException {
            Action action = row.blank() ? Action.CREATE : Action.UPDATE;
            String refusal = steps.refusal(tool, arguments);
            boolean ahead = Json.MAPPER.writeValueAsString(arguments).contains('"' + NEW + '"');
            if (refusal != null || ahead) {
                return new PreviewedStep(tool.name(), action, arguments, null, differ, refusal == null ? "" : refusal);
            }
            ToolResult result =
                    calls.call(sync.name(), tool.name(), arguments.deepCopy().put(DryRun.ARGUMENT, true));
            return new PreviewedStep(
                    tool.name(),
                    action,
                    arguments,
                    result.error() ? null : result.json().path("request"),
                    differ,
                    result.error() ? result.text() : "");
        }
    }
}
