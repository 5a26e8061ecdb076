package dev.ghlmcp.sync.run;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.sync.MappingException;
import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.SyncInput;
import dev.ghlmcp.sync.SyncStep;
import dev.ghlmcp.sync.SyncVariables;
import dev.ghlmcp.sync.run.Inbox.Stored;
import dev.ghlmcp.watch.delivery.RetrySchedule;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Carries one message out. What a call did is stored before the next is made; what was called and not stored is called
/// again if that does no harm, and else left to a person.
final class MessageRun {
    private static final RetrySchedule RETRIES =
            RetrySchedule.of("PT0S PT10S PT1M10S PT6M10S PT21M10S PT1H21M10S PT4H21M10S PT10H21M10S PT22H21M10S PT24H");
    private static final Duration MAX_WAIT = Duration.ofHours(1);
    private static final Duration LOOK = Duration.ofMinutes(5);

    private final SyncRunner all;
    private final Sync sync;
    private final LedgerRow row;
    private final Stored stored;
    private final SyncMessage message;
    private final SyncInput input;
    private final MappedSteps steps;
    private boolean held;
    private LedgerRow.Work work;

    MessageRun(SyncRunner all, Sync sync, LedgerRow row, Stored stored) {
        this.all = all;
        this.sync = sync;
        this.row = row;
        this.stored = stored;
        this.message = stored.message().of(row.externalId);
        this.input = message.input();
        this.steps = new MappedSteps(sync, input, all.calls);
        this.work = row.work;
    }

    void run() throws InterruptedException {
        try {
            if (work != null && work.begun) {
                die(
                        "uncertain",
                        "The program ended while it called " + step(work.next).tool()
                                + ": whether HighLevel carried that out is not known. Look there, then link or replay");
            } else if (work != null || begins()) {
                steps();
            }
        } catch (MappingException e) {
            die("mapping", e.getMessage());
        }
    }

    /// @return false if it has ended or waits
    private boolean begins() throws InterruptedException {
        work = new LedgerRow.Work(message, row.blank());
        if (!steps.mapping().wanted(input)) {
            end(SyncState.SKIPPED);
            return false;
        }
        if (MappedSteps.older(steps.mapping().version(input), row.version)) {
            end(SyncState.SUPERSEDED);
            return false;
        }
        return sync.needs() == null || needed();
    }

    /// @return whether the needed record is there
    private boolean needed() throws InterruptedException {
        NeededRecord needed = new NeededRecord(all.calls, all.ledger, steps);
        JsonNode found = needed.find();
        if (found != null) {
            work.saved.set(sync.needs().as(), found);
            return true;
        }
        switch (needed.missing()) {
            case NOT_NAMED -> die("needs", needed.problem());
            case REFUSED -> die("rejected", needed.problem());
            case AWAY -> retry(needed.problem());
            case NOT_THERE -> await(needed.problem());
        }
        return false;
    }

    private void await(String problem) {
        long now = all.clock.millis();
        boolean waits = message.state() == SyncState.WAITING;
        if (waits && now - message.first() >= MAX_WAIT.toMillis()) {
            die("needs", problem + ", and was waited for for an hour");
            return;
        }
        int attempt = waits ? Math.min(message.attempts() + 1, RETRIES.times().size() - 1) : 1;
        long pause = Math.min(RETRIES.pause(attempt, all.random), LOOK.toMillis());
        later(message.later(SyncState.WAITING, problem, 1, now, now + pause));
    }

    private SyncStep step(int index) {
        return sync.steps().get(index);
    }

    private SyncVariables variables(boolean isNew) {
        return steps.variables(row.externalId, isNew, row.linked(), work.saved);
    }

    private void steps() throws InterruptedException {
        boolean same = false;
        for (int index = work.next; index < sync.steps().size(); index++) {
            SyncStep step = step(index);
            ObjectNode arguments = steps.arguments(step, variables(work.isNew));
            if (arguments == null) {
                continue;
            }
            ToolDefinition tool = all.calls.tool(step.tool());
            if (tool == null) {
                die("rejected", SyncRunner.noTool(step.tool()));
                return;
            }
            Map<String, String> digests = all.ledger.digests(arguments);
            if (!tool.hints().readOnly() && digests.equals(row.steps.get(steps.name(index)))) {
                same = true;
                if (step.save() != null) {
                    work.saved.set(step.save(), MappedSteps.known(row.linked()));
                }
            } else if (!called(index, tool, arguments, digests)) {
                return;
            }
        }
        end(!work.called.isEmpty() ? SyncState.DONE : same ? SyncState.UNCHANGED : SyncState.SKIPPED);
    }

    /// @return false if the message has ended or is tried again
    private boolean called(int index, ToolDefinition tool, ObjectNode arguments, Map<String, String> digests)
            throws InterruptedException {
        String refusal = steps.refusal(tool, arguments);
        if (refusal != null) {
            die("not_allowed", refusal);
            return false;
        }
        boolean repeatable = SyncCalls.repeatable(tool);
        work.next = index;
        work.begun = !repeatable;
        row.work = work;
        if (!tool.hints().readOnly() && !hold()) {
            return false;
        }
        ToolResult result = all.calls.call(sync.name(), tool.name(), arguments);
        SyncCalls.Fate fate = SyncCalls.fate(result);
        switch (fate) {
            case DONE -> {
                done(index, tool, arguments, digests, result.json());
                return true;
            }
            case REFUSED -> die("rejected", result.text());
            case UNKNOWN, AGAIN -> {
                if (fate == SyncCalls.Fate.AGAIN || repeatable) {
                    work.begun = false;
                    retry(result.text());
                } else {
                    die("uncertain", result.text());
                }
            }
        }
        return false;
    }

    private void done(
            int index, ToolDefinition tool, ObjectNode arguments, Map<String, String> digests, ObjectNode answer) {
        SyncStep step = step(index);
        work.begun = false;
        work.next = index + 1;
        ObjectNode record = answer == null ? null : MappedSteps.record(answer);
        if (step.save() != null) {
            JsonNode saved = record != null ? record : answer != null ? answer : Json.MAPPER.createObjectNode();
            work.saved.set(step.save(), saved);
        }
        if (!tool.hints().readOnly()) {
            work.called.add(steps.name(index));
            row.steps.put(steps.name(index), digests);
            row.at = all.clock.millis();
            boolean first = sync.steps().subList(0, index).stream()
                    .noneMatch(other -> other.save() != null && writes(other.tool()));
            if (step.save() != null && record != null && first) {
                row.highLevelId = record.path("id").asString();
            }
            all.wrote(sync, row.highLevelId, arguments, record, answer);
        }
        steps.mapping()
                .remembered(step, input, variables(work.isNew))
                .forEach((name, value) -> row.remembered.set(name, value));
    }

    private boolean writes(String name) {
        ToolDefinition tool = all.calls.tool(name);
        return tool != null && !tool.hints().readOnly();
    }

    private void end(SyncState state) {
        boolean wrote = !work.called.isEmpty();
        String version = state == SyncState.DONE || state == SyncState.UNCHANGED
                ? steps.mapping().version(input)
                : "";
        boolean newer = MappedSteps.older(row.version, version) || (row.version.isEmpty() && !version.isEmpty());
        if (newer) {
            row.version = version;
        }
        if (wrote) {
            next(work.isNew);
            work.ended = state;
        }
        row.work = wrote ? work : null;
        row.open.remove(message.id());
        if ((wrote || newer || held) && !saved()) {
            return;
        }
        String said = steps.differences(work.called, variables(work.isNew));
        all.ended(stored, message.ended(state, row.highLevelId, said, all.clock.millis()));
    }

    /// Notes what the same message would write if it came again: an expression may ask whether the record is new.
    ///
    /// @param all also of steps that were not called, because the record was new
    private void next(boolean all) {
        Map<String, Map<String, String>> written = new HashMap<>();
        for (int index = 0; index < sync.steps().size(); index++) {
            String name = steps.name(index);
            boolean called = work.called.contains(name);
            if ((called || all) && writes(step(index).tool())) {
                ObjectNode arguments = steps.again(index, variables(false));
                written.put(name, arguments == null ? null : this.all.ledger.digests(arguments));
            }
        }
        written.forEach((name, digests) -> {
            row.steps.remove(name);
            if (digests != null) {
                row.steps.put(name, digests);
            }
        });
    }

    private void retry(String problem) {
        int attempt = message.state() == SyncState.WAITING ? 1 : message.attempts() + 1;
        if (RETRIES.ends(attempt)) {
            die("retries", "It was tried for a day. " + problem);
            return;
        }
        long now = all.clock.millis();
        later(message.later(SyncState.RETRY, problem, 1, now, now + RETRIES.pause(attempt, all.random)));
    }

    private void later(SyncMessage next) {
        row.work = work.called.isEmpty() ? null : work;
        if (saved()) {
            all.inbox.replace(stored, next);
            all.count(next);
        }
    }

    /// The message is noted first: a call that may have been carried out is not made again.
    private void die(String reason, String problem) {
        all.ended(stored, message.dead(reason, problem, row.highLevelId, all.clock.millis()));
        if (work != null && !work.called.isEmpty()) {
            next(false);
        }
        row.work = null;
        row.open.remove(message.id());
        if (row.stored()) {
            saved();
        }
    }

    /// Takes the record for this process, or keeps it.
    ///
    /// @return false if another process has taken it
    boolean hold() {
        row.holder = all.holder;
        row.until = all.clock.millis() + RecordTurn.LEASE.toMillis();
        held = all.ledger.save(row);
        return held;
    }

    /// Gives the record up if it was taken.
    void release() {
        if (held) {
            saved();
        }
    }

    private boolean saved() {
        row.holder = "";
        row.until = 0;
        held = false;
        return all.ledger.save(row);
    }
}
