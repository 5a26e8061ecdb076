package dev.ghlmcp.cli.sync;

import dev.ghlmcp.cli.context.SyncParts;
import dev.ghlmcp.cli.output.OutputFormat;
import dev.ghlmcp.cli.output.RowOutput;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description =
                "List the messages of a sync that came or ended lately, with what became of them. Those that ended"
                        + " well are kept for 7 days, dead letters for 30.")
final class SyncReportCommand implements Callable<Integer> {
    @ParentCommand
    SyncCommand parent;

    @Parameters(index = "0", paramLabel = "NAME", description = "Of the sync in the settings.")
    String name;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "1d",
            description =
                    "How long ago they came or ended at most, such as 30m, 12h or 7d; ${DEFAULT-VALUE} unless set.")
    String since;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES}.")
    OutputFormat format;

    @Override
    public Integer call() {
        return parent.with(this::run);
    }

    private int run(SyncParts parts) {
        Instant from = Instant.now().minus(MessageRows.span("--since", since));
        String sync = parts.named(name).name();
        try (RowOutput out = RowOutput.sentences(format, parent.out(), MessageRows.COLUMNS)) {
            parts.inbox().report(sync, from).forEach(message -> out.row(MessageRows.row(message)));
        }
        return 0;
    }
}
