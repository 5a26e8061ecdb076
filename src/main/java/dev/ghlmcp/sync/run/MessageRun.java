package dev.ghlmcp.sync.run;

import dev.ghlmcp.catalog.Declaration;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.sync.MappingException;
import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.SyncStep;
import dev.ghlmcp.sync.echo.EchoGuard;
import dev.ghlmcp.sync.run.Inbox.Stored;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Carries one message out. What a call did is stored before the next is made; what was called and not stored is called
/// again if that does no harm, and else left to a person.
final class MessageRun {
    private final SyncRunner all;
    private final Sync sync;
    private final MappedSteps steps;
    private final LedgerRow row;
    private final MessageProgress progress;

    MessageRun(SyncRunner all, Sync sync, LedgerRow row, Stored stored) {
        this.all = all;
        this.sync = sync;
        this.steps = new MappedSteps(sync, stored.message().input(), all.calls);
        this.row = row;
        this.progress = new MessageProgress(all, steps, row, stored);
    }

    MessageProgress progress() {
        return progress;
    }

    /// Whether HighLevel has carried all of it out.
    boolean done() {
        return progress.work != null && progress.work.ended == SyncState.DONE;
    }

    void run() throws InterruptedException {
        try {
            if (progress.work != null && progress.work.begun) {
                progress.die(
                        Inbox.UNCERTAIN,
                        "The program ended while it called "
                                + step(progress.work.next).tool()
                                + ": whether HighLevel carried that out is not known. Look there, then "
                                + remedy());
            } else if (progress.work != null || begins()) {
                steps();
            }
        } catch (MappingException e) {
            progress.die("mapping", e.getMessage());
        }
    }

    /// @return false if it has ended or waits
    private boolean begins() throws InterruptedException {
        progress.work = new LedgerWork(progress.message, row.blank());
        if (progress.uncertain()) {
            return false;
        }
        if (!steps.mapping().wanted(steps.input())) {
            progress.ignored();
            return false;
        }
        if (steps.superseded(row, progress.message)) {
            progress.end(SyncState.SUPERSEDED);
            return false;
        }
        return sync.needs() == null || needed();
    }

    /// @return whether the needed record is there
    private boolean needed() throws InterruptedException {
        NeededRecord needed = new NeededRecord(all.calls, all.ledger, steps);
        JsonNode found = needed.find();
        if (found != null) {
            progress.work.saved.set(sync.needs().as(), found);
            return true;
        }
        switch (needed.missing()) {
            case NOT_NAMED -> progress.die("needs", needed.problem());
            case REFUSED -> progress.die("rejected", needed.problem());
            case AWAY -> progress.retry(needed.problem());
            case NOT_THERE -> progress.await(needed.problem());
        }
        return false;
    }

    private String remedy() {
        return Inbox.remedy(sync.name(), progress.message.id());
    }

    private SyncStep step(int index) {
        return sync.steps().get(index);
    }

    private void steps() throws InterruptedException {
        boolean same = false;
        for (int index = progress.work.next; index < sync.steps().size(); index++) {
            SyncStep step = step(index);
            ObjectNode arguments = steps.arguments(step, progress.variables(progress.work.isNew));
            if (arguments == null) {
                continue;
            }
            ToolDefinition tool = all.calls.tool(step.tool());
            if (tool == null) {
                progress.die("rejected", SyncRunner.noTool(step.tool()));
                return;
            }
            Map<String, String> digests = all.ledger.digests(arguments);
            if (progress.work.carriedOut && steps.name(index).equals(progress.work.step)) {
                done(index, tool, arguments, digests, linked(tool));
                continue;
            }
            boolean known = digests.equals(row.steps.get(steps.name(index)));
            if (!tool.hints().readOnly() && (known || echoed(tool, arguments))) {
                same = true;
                if (!known) {
                    progress.noted(steps.name(index), digests);
                }
                if (step.save() != null) {
                    progress.work.saved.set(step.save(), MappedSteps.known(row.linked()));
                }
            } else if (!called(index, tool, arguments, digests)) {
                return;
            }
        }
        progress.end(!progress.work.called.isEmpty() ? SyncState.DONE : same ? SyncState.UNCHANGED : SyncState.SKIPPED);
    }

    /// Whether a watch has just posted the record, and it has what would be written: the message is what came of that.
    private boolean echoed(ToolDefinition tool, ObjectNode arguments) throws InterruptedException {
        EchoGuard echo = all.echo(sync);
        if (echo == null || progress.work.isNew || !echo.posted(row.highLevelId)) {
            return false;
        }
        ObjectNode record = all.calls.current(sync.name(), tool, row.highLevelId);
        return record != null
                && EchoGuard.has(record, arguments, Set.of(SyncCalls.idArgument(tool), Declaration.LOCATION_ID));
    }

    /// @return false if the message has ended or is tried again
    private boolean called(int index, ToolDefinition tool, ObjectNode arguments, Map<String, String> digests)
            throws InterruptedException {
        String refusal = steps.refusal(tool, arguments);
        if (refusal != null) {
            progress.die("not_allowed", refusal);
            return false;
        }
        boolean repeatable = SyncCalls.repeatable(tool);
        // A call is noted as begun when hardly anything keeps it back any more.
        all.calls.giveWay(sync.name(), tool.name(), arguments);
        progress.work.next = index;
        progress.work.begun = !repeatable;
        progress.work.step = steps.name(index);
        progress.work.gives = step(index).save() != null && firstSaved(index);
        row.work = progress.work;
        if (!tool.hints().readOnly() && !progress.hold()) {
            return false;
        }
        ToolResult result = all.calls.call(sync.name(), tool.name(), arguments);
        SyncCalls.Fate fate = SyncCalls.fate(result);
        switch (fate) {
            case DONE -> {
                done(index, tool, arguments, digests, result.json());
                return true;
            }
            case REFUSED -> progress.die("rejected", result.text() + deleted(result));
            case UNKNOWN, AGAIN -> {
                if (fate == SyncCalls.Fate.AGAIN || repeatable) {
                    progress.work.begun = false;
                    progress.retry(result.text());
                } else {
                    progress.die(
                            Inbox.UNCERTAIN,
                            result.text() + (result.text().endsWith(".") ? "" : ".") + " Look in HighLevel, then "
                                    + remedy());
                }
            }
        }
        return false;
    }

    private String deleted(ToolResult result) {
        return row.highLevelId.isEmpty() || !SyncCalls.absent(result)
                ? ""
                : ". If somebody has deleted the record in HighLevel: `ghl-mcp sync link " + sync.name()
                        + " ID --forget`, then a replay";
    }

    private boolean firstSaved(int index) {
        return IntStream.range(0, index).noneMatch(before -> step(before).save() != null && steps.writes(before));
    }

    /// What HighLevel has of the record, in the place of an answer that nobody has seen; null if nobody knows.
    private ObjectNode linked(ToolDefinition tool) throws InterruptedException {
        if (!progress.work.gives || row.highLevelId.isEmpty()) {
            return null;
        }
        ObjectNode record = all.calls.current(sync.name(), tool, row.highLevelId);
        return record != null ? record : MappedSteps.known(row.linked());
    }

    private void done(
            int index, ToolDefinition tool, ObjectNode arguments, Map<String, String> digests, ObjectNode answer) {
        SyncStep step = step(index);
        progress.work.begun = false;
        progress.work.carriedOut = false;
        progress.work.next = index + 1;
        ObjectNode record = answer == null ? null : MappedSteps.record(answer);
        if (step.save() != null) {
            JsonNode saved = record != null ? record : answer != null ? answer : Json.MAPPER.createObjectNode();
            progress.work.saved.set(step.save(), saved);
        }
        if (!tool.hints().readOnly()) {
            progress.work.called.add(steps.name(index));
            row.steps.put(steps.name(index), digests);
            row.at = all.clock.millis();
            // What is carried out in part is not undone by an older one either.
            steps.newest(row, progress.message);
            if (step.save() != null && record != null && firstSaved(index)) {
                row.highLevelId = record.path("id").asString();
            }
            EchoGuard echo = all.echo(sync);
            if (echo != null) {
                echo.wrote(row.highLevelId, arguments, record, answer);
            }
        } else {
            progress.asked(steps.name(index), !step.remember().isEmpty());
        }
        steps.mapping()
                .remembered(step, steps.input(), progress.variables(progress.work.isNew))
                .forEach((name, value) -> row.remembered.set(name, value));
    }
}
