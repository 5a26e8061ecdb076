package dev.ghlmcp.cli.sync;

import dev.ghlmcp.cli.context.SyncParts;
import dev.ghlmcp.sync.MappingException;
import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.SyncInput;
import dev.ghlmcp.sync.SyncMapping;
import dev.ghlmcp.sync.csv.CsvFile;
import dev.ghlmcp.sync.csv.CsvRecord;
import dev.ghlmcp.sync.csv.RepeatedRecords;
import dev.ghlmcp.sync.run.Inbox;
import dev.ghlmcp.sync.run.SyncMessage;
import dev.ghlmcp.sync.run.SyncPreview;
import dev.ghlmcp.sync.run.SyncState;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// Takes the lines of a file into a sync, through the same inbox, ledger and runner as a hook.
///
/// @param run how the inbox knows the lines of this import again; null to only look what would become of them
record SyncImport(
        SyncParts parts,
        Sync sync,
        CsvFile file,
        ImportRun run,
        ImportReport report,
        ImportWorkers workers,
        RepeatedRecords repeated,
        AtomicBoolean reached,
        Queue<Held> held) {
    static final List<String> COLUMNS = List.of("line", "state", "id", "record", "message", "reason", "problem");
    static final List<String> PREVIEWED = List.of("line", "state", "id", "record", "changes", "problem");

    /// How long HighLevel may be away before the import ends, and how long if it has never answered.
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Duration FIRST_PATIENCE = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(200);

    /// A line whose record another process works on.
    private record Held(long line, String message) {}

    SyncImport(SyncParts parts, Sync sync, CsvFile file, ImportRun run, ImportReport report, ImportWorkers workers) {
        this(
                parts,
                sync,
                file,
                run,
                report,
                workers,
                RepeatedRecords.of(sync, file),
                new AtomicBoolean(),
                new ConcurrentLinkedQueue<>());
    }

    /// Works on all lines, until the workers stop.
    void work() throws InterruptedException {
        try {
            lines();
        } finally {
            workers.finish();
        }
        awaitHeld();
        if (workers.stopping() && !report.lost()) {
            for (CsvRecord record = file.next(); record != null; record = file.next()) {
                report.unread(record.line());
            }
        }
    }

    private void lines() throws InterruptedException {
        SyncMapping mapping = new SyncMapping(sync);
        for (CsvRecord record = next(); record != null; record = next()) {
            long line = record.line();
            report.begin(line);
            if (record.problem() != null) {
                report.broken(line, record.problem());
                continue;
            }
            SyncInput input = new SyncInput(file.object(record), Map.of(MessageRows.LINE, Long.toString(line)));
            String id = id(mapping, input);
            boolean again = !id.isEmpty() && repeated.add(line, id, file.object(record));
            if (run == null) {
                workers.submit(id, () -> report.line(previewed(line, input, again)));
            } else {
                // Stored in the order of the file, which is the order of the messages of one record.
                Inbox.Accepted accepted = parts.inbox()
                        .accept(sync, List.of(input), run.id() + " " + line)
                        .getFirst();
                workers.submit(id, () -> settle(line, accepted));
            }
        }
    }

    private CsvRecord next() {
        if (report.lost()) {
            workers.stop("nobody reads the results any more");
        }
        return workers.stopping() ? null : file.next();
    }

    private static String id(SyncMapping mapping, SyncInput input) {
        try {
            return mapping.externalId(input);
        } catch (MappingException _) {
            // The runner says so.
            return "";
        }
    }

    private ObjectNode previewed(long line, SyncInput input, boolean again) throws InterruptedException {
        SyncPreview preview = parts.runner().preview(sync, input);
        boolean done = preview.state() == SyncState.DONE;
        String state = !done
                ? preview.state().word()
                : again ? "again" : preview.highLevelId().isEmpty() ? "new" : "changed";
        String changes = preview.steps().stream()
                .flatMap(step -> done && !preview.highLevelId().isEmpty() ? step.differ().stream() : Stream.empty())
                .distinct()
                .collect(Collectors.joining(", "));
        return ImportReport.row(line, state, preview.externalId())
                .put("record", preview.highLevelId())
                .put("changes", changes)
                .put("problem", preview.problem());
    }

    private void settle(long line, Inbox.Accepted accepted) throws InterruptedException {
        SyncMessage message = parts.inbox().find(sync.name(), accepted.id());
        if (message == null || (accepted.duplicate() && !message.state().open() && message.state() != SyncState.DEAD)) {
            report.line(MessageRows.settled(line, "before", accepted.id(), message));
            return;
        }
        long begun = System.nanoTime();
        while (message.state().open() && !workers.stopping()) {
            message = parts.runner().run(message);
            if (!message.state().open()) {
                reached.set(true);
            } else if (message.state() == SyncState.WAITING) {
                break;
            } else if (message.state() != SyncState.RETRY) {
                held.add(new Held(line, message.id()));
                return;
            } else if (System.nanoTime() - begun > (reached.get() ? PATIENCE : FIRST_PATIENCE).toNanos()) {
                workers.stop(message.problem());
            } else {
                pause(message);
            }
        }
        report.line(MessageRows.settled(line, message));
    }

    /// Waits for other processes to end their work, or for their time to be over: one may have been killed.
    private void awaitHeld() throws InterruptedException {
        if (!held.isEmpty() && !workers.stopping()) {
            System.err.println("ghl-mcp: waiting for " + held.size() + (held.size() == 1 ? " line" : " lines")
                    + " that another process has begun; if that was killed, 3 minutes");
        }
        long begun = System.nanoTime();
        while (!held.isEmpty()) {
            boolean last = workers.stopping() || System.nanoTime() - begun > PATIENCE.toNanos();
            for (Iterator<Held> each = held.iterator(); each.hasNext(); ) {
                Held line = each.next();
                SyncMessage message = parts.inbox().find(sync.name(), line.message());
                if (!last && message.state().open()) {
                    message = parts.runner().run(message);
                }
                if (last || !message.state().open() || message.state() == SyncState.WAITING) {
                    report.line(MessageRows.settled(line.line(), message));
                    each.remove();
                }
            }
            Thread.sleep(last ? Duration.ZERO : LOOK);
        }
    }

    /// Until the message is due, or the import stops.
    private void pause(SyncMessage message) throws InterruptedException {
        do {
            Thread.sleep(LOOK);
        } while (!workers.stopping() && message.next() > System.currentTimeMillis());
    }
}
