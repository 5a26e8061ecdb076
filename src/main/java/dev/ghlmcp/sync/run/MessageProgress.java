package dev.ghlmcp.sync.run;

import dev.ghlmcp.sync.SyncVariables;
import dev.ghlmcp.sync.run.Inbox.Stored;
import dev.ghlmcp.watch.delivery.RetrySchedule;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// What becomes of one message, as the inbox and the ledger say.
final class MessageProgress {
    private static final RetrySchedule RETRIES =
            RetrySchedule.of("PT0S PT10S PT1M10S PT6M10S PT21M10S PT1H21M10S PT4H21M10S PT10H21M10S PT22H21M10S PT24H");

    private static final Duration MAX_WAIT = Duration.ofHours(1);
    private static final Duration LOOK = Duration.ofMinutes(5);

    final LedgerRow row;
    final SyncMessage message;
    final MappedSteps steps;

    /// How far its steps are; null before they begin.
    LedgerWork work;

    private final SyncRunner all;
    private final Stored stored;
    private boolean held;
    private boolean noted;
    private boolean matters = true;

    MessageProgress(SyncRunner all, MappedSteps steps, LedgerRow row, Stored stored) {
        this.all = all;
        this.steps = steps;
        this.row = row;
        this.stored = stored;
        this.message = stored.message().of(row.externalId);
        this.work = row.work;
    }

    SyncVariables variables(boolean isNew) {
        return steps.variables(row.externalId, isNew, row.linked(), work.saved);
    }

    /// The record that it needs is looked for again later, for an hour.
    void await(String problem) {
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

    /// HighLevel has already what a step would write.
    void noted(String step, Map<String, String> digests) {
        row.steps.put(step, digests);
        noted = true;
    }

    /// It is none of the sync's: no version of its record either.
    void ignored() {
        matters = false;
        end(SyncState.SKIPPED);
    }

    /// A step has read.
    ///
    /// @param remembers whether later messages are to see something of that
    void asked(String step, boolean remembers) {
        work.asked.add(step);
        noted |= remembers;
    }

    void end(SyncState state) {
        boolean wrote = !work.called.isEmpty();
        boolean newer = state != SyncState.SUPERSEDED && matters && steps.newest(row, message);
        if (wrote) {
            next(work.isNew);
            work.ended = state;
        }
        String said = state == SyncState.SUPERSEDED || !matters ? "" : differences();
        // Customers' data is not kept longer than it is needed.
        work.saved.removeAll();
        row.work = wrote ? work : null;
        row.open.remove(message.id());
        if ((wrote || newer || noted || held) && !saved()) {
            return;
        }
        all.inbox.replace(stored, message.ended(state, row.highLevelId, said, all.clock.millis()));
    }

    /// Notes what the same message would write if it came again: an expression may ask whether the record is new.
    ///
    /// @param every also of steps that were not called, because the record was new
    private void next(boolean every) {
        Map<String, Map<String, String>> written = new HashMap<>();
        for (int index = 0; index < steps.sync().steps().size(); index++) {
            String name = steps.name(index);
            boolean called = work.called.contains(name);
            if ((called || every) && steps.writes(index)) {
                ObjectNode arguments = steps.again(index, variables(false));
                written.put(name, arguments == null ? null : all.ledger.digests(arguments));
            }
        }
        written.forEach((name, digests) -> {
            row.steps.remove(name);
            if (digests != null) {
                row.steps.put(name, digests);
            }
        });
    }

    private String differences() {
        Set<String> made = new HashSet<>(work.called);
        made.addAll(work.asked);
        return steps.differences(made, variables(work.isNew));
    }

    /// It is tried again later, for a day.
    void retry(String problem) {
        SyncMessage next = retried(all, message, problem);
        if (next.state() == SyncState.DEAD) {
            die(next.reason(), next.problem());
        } else {
            all.failing(steps.sync());
            later(next);
        }
    }

    static SyncMessage retried(SyncRunner all, SyncMessage message, String problem) {
        boolean anew = message.first() == 0 || message.state() == SyncState.WAITING;
        long now = all.clock.millis();
        long first = anew ? now : message.first();
        if (RETRIES.over(first, now)) {
            return message.dead("retries", "It was tried for a day. " + problem, "", now);
        }
        long next = RETRIES.next(anew ? 1 : message.attempts() + 1, first, now, all.random);
        return message.later(SyncState.RETRY, problem, 1, now, next);
    }

    private void later(SyncMessage next) {
        row.work = work.called.isEmpty() ? null : work;
        if (saved()) {
            all.inbox.replace(stored, next);
        }
    }

    /// The message is noted first: a call that may have been carried out is not made again.
    void die(String reason, String problem) {
        // Where HighLevel refuses, what differs may be why.
        String said = work != null && reason.equals("rejected") ? differences() : "";
        String sentence = said.isEmpty() ? problem : problem.replaceFirst("[.]$", "") + ". " + said;
        all.inbox.replace(stored, message.dead(reason, sentence, row.highLevelId, all.clock.millis()));
        if (work != null && !work.called.isEmpty()) {
            next(false);
        }
        if (reason.equals(Inbox.UNCERTAIN) && row.uncertain.isEmpty()) {
            row.uncertain = message.id();
            row.doubt = work;
        }
        row.work = null;
        row.open.remove(message.id());
        if (row.stored()) {
            saved();
        }
    }

    /// Whether a call that must not be made twice may have been carried out: until a person has looked, nothing is done
    /// for the record.
    boolean uncertain() {
        if (row.uncertain.isEmpty()) {
            return false;
        }
        SyncMessage earlier =
                row.uncertain.equals(message.id()) ? message : all.inbox.find(message.sync(), row.uncertain);
        if (earlier != null && earlier.state() != SyncState.DEAD) {
            // It is replayed.
            row.uncertain = "";
            row.doubt = null;
            return false;
        }
        die(
                "held",
                "Whether an earlier message (" + row.uncertain
                        + ") was carried out is not known. Look in HighLevel, then "
                        + Inbox.remedy(message.sync(), row.uncertain));
        return true;
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
