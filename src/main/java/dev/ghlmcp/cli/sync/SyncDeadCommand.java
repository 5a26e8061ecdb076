package dev.ghlmcp.cli.sync;

import dev.ghlmcp.cli.context.SyncParts;
import dev.ghlmcp.cli.output.OutputFormat;
import dev.ghlmcp.cli.output.RowOutput;
import dev.ghlmcp.sync.run.SyncMessage;
import dev.ghlmcp.sync.run.SyncState;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "dead",
        mixinStandardHelpOptions = true,
        description = "List the messages of a sync that were given up, with the reason; or show one with what came in.")
final class SyncDeadCommand implements Callable<Integer> {
    private static final List<String> COLUMNS =
            List.of("message", "line", "received", "ended", "id", "record", "reason", "problem");

    @ParentCommand
    SyncCommand parent;

    @Parameters(index = "0", paramLabel = "NAME", description = "Of the sync in the settings.")
    String name;

    @Parameters(index = "1", arity = "0..1", paramLabel = "MESSAGE", description = "Its id, as the list shows it.")
    String id;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}; table unless set, and json for one message.")
    OutputFormat format;

    @Override
    public Integer call() {
        return parent.with(this::run);
    }

    private int run(SyncParts parts) {
        String sync = parts.named(name).name();
        List<SyncMessage> dead =
                id == null ? parts.inbox().dead(sync, "", Integer.MAX_VALUE) : List.of(dead(parts, sync, id));
        OutputFormat used = format != null ? format : id == null ? OutputFormat.table : OutputFormat.json;
        try (RowOutput out = RowOutput.sentences(used, parent.out(), COLUMNS)) {
            for (SyncMessage message : dead) {
                ObjectNode row = MessageRows.row(message);
                if (id != null) {
                    row.set("input", message.input().body());
                }
                out.row(row);
            }
        }
        if (dead.isEmpty()) {
            System.err.println("ghl-mcp: there are no dead letters");
        }
        return 0;
    }

    /// A dead letter.
    ///
    /// @throws IllegalArgumentException with a sentence if it is none
    static SyncMessage dead(SyncParts parts, String sync, String id) {
        SyncMessage message = parts.inbox().find(sync, id);
        if (message == null || message.state() != SyncState.DEAD) {
            throw new IllegalArgumentException(
                    "'" + id + "' is no dead letter of " + sync + ": `ghl-mcp sync dead " + sync + "` lists them");
        }
        return message;
    }
}
