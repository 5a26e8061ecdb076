package dev.ghlmcp.cli;

import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.cli.batch.SendGuard;
import dev.ghlmcp.cli.context.CommandContext;
import dev.ghlmcp.cli.output.OutputFormat;
import dev.ghlmcp.cli.output.RowOutput;
import dev.ghlmcp.cli.sync.SyncCheckCommand;
import dev.ghlmcp.cli.sync.SyncDeadCommand;
import dev.ghlmcp.cli.sync.SyncHome;
import dev.ghlmcp.cli.sync.SyncImportCommand;
import dev.ghlmcp.cli.sync.SyncLinkCommand;
import dev.ghlmcp.cli.sync.SyncParts;
import dev.ghlmcp.cli.sync.SyncPreviewCommand;
import dev.ghlmcp.cli.sync.SyncReplayCommand;
import dev.ghlmcp.cli.sync.SyncReportCommand;
import dev.ghlmcp.cli.sync.SyncTestCommand;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.store.StoreException;
import dev.ghlmcp.sync.Sync;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "sync",
        mixinStandardHelpOptions = true,
        description =
                "List the syncs of the settings, with how many of their messages are in which state, when the last"
                        + " came, and when the oldest that still waits.",
        subcommands = {
            SyncCheckCommand.class,
            SyncTestCommand.class,
            SyncPreviewCommand.class,
            SyncImportCommand.class,
            SyncReportCommand.class,
            SyncDeadCommand.class,
            SyncReplayCommand.class,
            SyncLinkCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  ghl-mcp sync",
            "  ghl-mcp sync check && ghl-mcp sync test",
            "  ghl-mcp sync preview customers < one.json",
            "  ghl-mcp sync import customers contacts.csv --dry-run",
            "  ghl-mcp sync report customers --since 7d --format csv",
            "  ghl-mcp sync dead customers",
            "  ghl-mcp sync replay customers --all"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "2:the command line or the settings are wrong", "3:the store is away"})
final class SyncCommand implements Callable<Integer>, SyncHome {
    @ParentCommand
    CommandContext root;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES}.")
    OutputFormat format;

    private final AtomicReference<SendGuard> budgets = new AtomicReference<>();

    @Override
    public Integer call() {
        return with(parts -> {
            try (RowOutput rows = RowOutput.sentences(format, out(), SyncParts.COLUMNS)) {
                parts.syncs().forEach(sync -> rows.row(parts.row(sync)));
            }
            if (parts.syncs().isEmpty()) {
                System.err.println("ghl-mcp: the settings have no `syncs:`, see docs/syncs.md");
            }
            return 0;
        });
    }

    @Override
    public int with(Use use) {
        return without(() -> {
            Settings settings = settings();
            try (SyncParts parts = root.composition()
                    .syncs(settings, root.options().sandbox(), made -> {
                        budgets.set(new SendGuard(made));
                        return budgets.get();
                    })) {
                return use.of(parts);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return 1;
            }
        });
    }

    @Override
    public int without(IntSupplier use) {
        try {
            return use.getAsInt();
        } catch (StoreException e) {
            System.err.println("ghl-mcp: " + e.getMessage());
            return e.away() ? 3 : 2;
        } catch (IllegalArgumentException e) {
            System.err.println("ghl-mcp: " + e.getMessage());
            return 2;
        }
    }

    private Settings settings() {
        root.options().useInstalled();
        return root.settings();
    }

    @Override
    public List<Sync> syncs() {
        return root.composition().syncs(settings(), root.options().sandbox());
    }

    @Override
    public List<String> problems(List<Sync> syncs) {
        return root.composition().problems(settings(), root.options().sandbox(), syncs);
    }

    @Override
    public ToolView tools() {
        return root.composition().tools(settings());
    }

    @Override
    public String left() {
        SendGuard guard = budgets.get();
        return guard == null ? "" : guard.left();
    }

    @Override
    public PrintStream out() {
        return root.out();
    }
}
