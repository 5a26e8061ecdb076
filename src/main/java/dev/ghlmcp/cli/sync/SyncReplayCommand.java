package dev.ghlmcp.cli.sync;

import dev.ghlmcp.cli.context.SyncParts;
import dev.ghlmcp.cli.output.OutputFormat;
import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.SyncInput;
import dev.ghlmcp.sync.run.SyncMessage;
import dev.ghlmcp.sync.run.SyncState;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Work on dead letters again, with the mapping of now. One whose reason is `uncertain` may have"
                + " been carried out: look in HighLevel first, then say so with --uncertain.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all have ended well",
            "1:some are dead again, wait or are tried again",
            "2:the command line or the settings are wrong: nothing is worked on",
            "3:the store is away"
        },
        footer = {
            "",
            "Examples:",
            "  ghl-mcp sync dead customers",
            "  ghl-mcp sync replay customers --all",
            "  ghl-mcp sync replay customers ID --uncertain done",
            "  ghl-mcp sync replay customers ID --edit    # opens what came in in $VISUAL or $EDITOR"
        })
final class SyncReplayCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration LOOK = Duration.ofMillis(200);

    /// What a person says of calls of which nobody else knows.
    enum Uncertain {
        /// HighLevel carried them out: the message goes on after them.
        done,
        /// It did not: they are made again.
        repeat
    }

    @ParentCommand
    SyncCommand parent;

    @Parameters(index = "0", paramLabel = "NAME", description = "Of the sync in the settings.")
    String name;

    @Parameters(index = "1..*", paramLabel = "MESSAGE", description = "Ids, as `sync dead` shows them.")
    List<String> ids = List.of();

    @Option(names = "--all", description = "All dead letters of the sync but those that may have been carried out.")
    boolean all;

    @Option(
            names = "--uncertain",
            paramLabel = "WHAT",
            description = "Of those that may have been carried out: done goes on after the call that was, repeat makes"
                    + " it again.")
    Uncertain uncertain;

    @Option(names = "--edit", description = "Edit what came in first.")
    boolean edit;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES}. table shows counts and what needs a person.")
    OutputFormat format;

    @Override
    public Integer call() {
        return parent.with(this::run);
    }

    private int run(SyncParts parts) throws InterruptedException {
        Sync sync = parts.named(name);
        if (all != ids.isEmpty()) {
            throw new IllegalArgumentException(
                    "Name the messages to replay, or --all; `ghl-mcp sync dead " + name + "` lists them");
        }
        List<SyncMessage> known = all
                ? parts.inbox().dead(sync.name(), "", Integer.MAX_VALUE)
                : ids.stream()
                        .map(id -> SyncDeadCommand.dead(parts, sync.name(), id))
                        .toList();
        List<SyncMessage> dead = known.stream()
                .filter(message -> !all || uncertain != null || !message.uncertain())
                .sorted(Comparator.comparingLong(message -> all ? message.came() : 0))
                .toList();
        settle(parts, dead);
        List<SyncInput> edits = edit ? dead.stream().map(MessageEditor::edited).toList() : List.of();
        ImportReport report = new ImportReport(format, parent.out(), SyncImport.COLUMNS);
        for (int i = 0; i < dead.size(); i++) {
            String id = dead.get(i).id();
            if (edit
                    ? parts.inbox().replay(sync.name(), id, edits.get(i))
                    : parts.inbox().replay(dead.get(i))) {
                report.line(MessageRows.settled(MessageRows.line(dead.get(i)), settled(parts, sync, id)));
            }
        }
        report.close();
        long left = (long) known.size() - dead.size();
        if (left > 0) {
            System.err.println("ghl-mcp: left out: " + left
                    + " that HighLevel may have carried out. Look there, then replay them by their ids with --uncertain"
                    + " done or --uncertain repeat");
        }
        System.err.println("ghl-mcp: " + (dead.isEmpty() ? "there are no dead letters" : report.summary()));
        return report.clean() ? 0 : 1;
    }

    /// Notes what the person says before anything is replayed.
    private void settle(SyncParts parts, List<SyncMessage> dead) {
        if (edit && uncertain == Uncertain.done) {
            throw new IllegalArgumentException("--edit goes with --uncertain repeat: what was carried out stays");
        }
        for (SyncMessage message : dead) {
            if (message.uncertain() && uncertain == null) {
                throw new IllegalArgumentException("HighLevel may have carried " + message.id()
                        + " out. Look there, then add --uncertain done if it did, or --uncertain repeat");
            }
        }
        dead.stream()
                .filter(SyncMessage::uncertain)
                .forEach(message -> parts.ledger().settle(message, uncertain == Uncertain.done));
    }

    /// A message as it has ended, or as it is after a while: a server that runs may have it in hand.
    static SyncMessage settled(SyncParts parts, Sync sync, String id) throws InterruptedException {
        long begun = System.nanoTime();
        SyncMessage message = parts.inbox().find(sync.name(), id);
        if (message.state().open()) {
            message = parts.runner().run(message);
        }
        while (message.state().open()
                && message.state() != SyncState.WAITING
                && message.state() != SyncState.RETRY
                && System.nanoTime() - begun < PATIENCE.toNanos()) {
            Thread.sleep(LOOK);
            message = parts.runner().run(message);
        }
        return message;
    }
}
