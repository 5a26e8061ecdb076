package dev.ghlmcp.cli.sync;

import dev.ghlmcp.cli.context.CommandContext;
import dev.ghlmcp.cli.context.SyncParts;
import dev.ghlmcp.cli.output.OutputFormat;
import dev.ghlmcp.cli.output.ProgressLine;
import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.SyncCsv;
import dev.ghlmcp.sync.csv.CsvFile;
import dev.ghlmcp.sync.csv.ProposedSync;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.JsonNode;

@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description =
                "Take the lines of a CSV file into a sync: what HighLevel has already is not written again. After a"
                        + " kill the same command goes on; a line is carried out once.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every line has ended well",
            "1:some line is broken, dead or left",
            "2:the command line, the settings or the file are wrong: nothing is written",
            "3:the store is away",
            "130, 143:ended by Ctrl-C or SIGTERM, after the calls that were on their way"
        },
        footer = {
            "",
            "Examples:",
            "  ghl-mcp sync import customers contacts.csv --dry-run",
            "  ghl-mcp sync import customers contacts.csv",
            "  ghl-mcp sync import customers contacts.csv --format csv > lines.csv",
            "  ghl-mcp sync import customers contacts.csv --headings > config/syncs/customers.yaml"
        })
final class SyncImportCommand implements Callable<Integer> {
    private static final int MAX_DRAIN_S = 150;

    @ParentCommand
    SyncCommand parent;

    @Parameters(index = "0", paramLabel = "NAME", description = "Of the sync in the settings.")
    String name;

    @Parameters(index = "1", paramLabel = "FILE", description = "Encoding, delimiter and line ends are found.")
    Path path;

    @Option(names = "--dry-run", description = "Show what would become of the lines; nothing is written.")
    boolean dry;

    @Option(
            names = "--headings",
            description = "Print a mapping to begin with, made of the file's headings by nearest names; nothing is"
                    + " read or written but that.")
    boolean headings;

    @Option(
            names = "--tool",
            paramLabel = "TOOL",
            description = "With --headings: whose arguments they are for; unless set, that of the sync's first step, or"
                    + " upsert_contact.")
    String tool;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description =
                    "${COMPLETION-CANDIDATES}. table shows counts and the lines that need a person; the others have"
                            + " a row for each line.")
    OutputFormat format;

    @Override
    public Integer call() {
        if (headings) {
            return CommandContext.exitCode(this::propose);
        }
        return tool == null
                ? parent.with(this::run)
                : CommandContext.exitCode(() -> {
                    throw new IllegalArgumentException("--tool is for --headings");
                });
    }

    private int propose() {
        List<Sync> known =
                parent.syncs().stream().filter(sync -> sync.name().equals(name)).toList();
        SyncCsv as = known.isEmpty() ? SyncCsv.STANDARD : known.getFirst().csv();
        String wanted = tool != null
                ? tool
                : known.isEmpty()
                        ? "upsert_contact"
                        : known.getFirst().steps().getFirst().tool();
        JsonNode entry = parent.tools().entries().get(wanted);
        if (entry == null) {
            throw new IllegalArgumentException(parent.tools().refusal(wanted));
        }
        try (CsvFile file = new CsvFile(path, as)) {
            parent.out()
                    .print(new ProposedSync(name, wanted, entry.at("/inputSchema/properties"), file.headings()).yaml());
        }
        return 0;
    }

    private int run(SyncParts parts) throws InterruptedException {
        Sync sync = parts.named(name);
        long total = count(sync);
        try (CsvFile file = new CsvFile(path, sync.csv())) {
            ImportRun run = dry ? null : ImportRun.begin(parts.store().documents(), sync, path);
            ImportColumns columns = ImportColumns.of(sync, file);
            columns.note(dry);
            if (run != null && run.resumed()) {
                System.err.println(
                        "ghl-mcp: goes on with an earlier import of the same file: its lines are not repeated");
            }
            ImportReport report =
                    new ImportReport(format, parent.out(), dry ? SyncImport.PREVIEWED : SyncImport.COLUMNS);
            ImportWorkers workers = new ImportWorkers();
            CountDownLatch finished = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupted(workers, finished)));
            try {
                SyncImport work = new SyncImport(parts, sync, file, run, report, workers);
                try (ProgressLine _ = ProgressLine.start(report::lines, () -> total, parent::left)) {
                    work.work();
                }
                if (!work.repeated().sentence().isEmpty()) {
                    System.err.println("ghl-mcp: " + work.repeated().sentence());
                }
                return ended(sync, columns, run, report, workers);
            } finally {
                finished.countDown();
            }
        }
    }

    private int ended(Sync sync, ImportColumns columns, ImportRun run, ImportReport report, ImportWorkers workers) {
        report.close();
        if (format != OutputFormat.table) {
            System.err.println("ghl-mcp: " + report.summary());
        }
        if (dry) {
            columns.print(format == OutputFormat.table ? parent.out() : null);
        }
        if (workers.reason() != null) {
            System.err.println("ghl-mcp: stopped: " + workers.reason());
        }
        if (workers.stopping() && run != null) {
            System.err.println("ghl-mcp: the same command goes on with the lines that are left");
        }
        if (run != null) {
            report.remedies(sync.name()).forEach(remedy -> System.err.println("ghl-mcp: " + remedy));
        }
        if (run != null && report.of("waiting") > 0) {
            System.err.println("ghl-mcp: what waits is worked on by a server that runs, or by the same command later");
        }
        if (!workers.stopping() && report.clean() && run != null) {
            run.end();
        }
        parent.out().flush();
        return report.clean() && !workers.stopping() ? 0 : 1;
    }

    private long count(Sync sync) {
        if (!ProgressLine.wanted()) {
            return -1;
        }
        try (CsvFile file = new CsvFile(path, sync.csv())) {
            long count = 0;
            while (file.next() != null) {
                count++;
            }
            return count;
        }
    }

    /// Stops the run after a signal, or at the end of the program.
    private static void interrupted(ImportWorkers workers, CountDownLatch finished) {
        if (finished.getCount() > 0) {
            workers.stop(null);
            System.err.println("ghl-mcp: stopping when the calls on their way have ended");
        }
        try {
            finished.await(MAX_DRAIN_S, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
