package dev.ghlmcp.cli.sync;

import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.cli.batch.SendGuard;
import dev.ghlmcp.cli.context.CommandContext;
import dev.ghlmcp.cli.context.SyncParts;
import dev.ghlmcp.cli.output.OutputFormat;
import dev.ghlmcp.cli.output.RowOutput;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.run.Inbox.SyncCounts;
import dev.ghlmcp.sync.run.SyncState;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.node.ObjectNode;

/// `ghl-mcp sync`, whose own commands share the syncs of the settings and the store.
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
public final class SyncCommand implements Callable<Integer> {
    private static final List<String> COLUMNS = Stream.concat(
                    Stream.concat(
                            Stream.of("sync"), Arrays.stream(SyncState.values()).map(SyncState::word)),
                    Stream.of("last", "oldest"))
            .toList();

    /// What a command does with the syncs.
    interface Use {
        /// Does it.
        ///
        /// @return the exit code
        int of(SyncParts parts) throws InterruptedException;
    }

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
            try (RowOutput rows = RowOutput.sentences(format, out(), COLUMNS)) {
                parts.syncs().forEach(sync -> rows.row(row(sync, parts.inbox().counts(sync.name()))));
            }
            if (parts.syncs().isEmpty()) {
                System.err.println("ghl-mcp: the settings have no `syncs:`, see docs/syncs.md");
            }
            return 0;
        });
    }

    private static ObjectNode row(Sync sync, SyncCounts counts) {
        ObjectNode row = Json.MAPPER.createObjectNode().put("sync", sync.name());
        for (SyncState state : SyncState.values()) {
            row.put(state.word(), counts.of(state));
        }
        return row.put("last", MessageRows.time(counts.last())).put("oldest", MessageRows.time(counts.oldest()));
    }

    /// Opens the store and does something. What cannot be done, an [IllegalArgumentException], is said on standard
    /// error.
    ///
    /// @return the exit code: 2 if the settings or a name are wrong, 3 if the store is away
    int with(Use use) {
        return CommandContext.exitCode(() -> {
            Settings settings = root.installedSettings();
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

    /// The syncs of the settings.
    List<Sync> syncs() {
        return root.composition().syncs(root.installedSettings(), root.options().sandbox());
    }

    /// What is wrong with these by the settings, a sentence each.
    List<String> problems(List<Sync> syncs) {
        return root.composition()
                .problems(root.installedSettings(), root.options().sandbox(), syncs);
    }

    /// What these read that no watch posts to them, a sentence each.
    List<String> notes(List<Sync> syncs) {
        return root.composition().notes(root.installedSettings(), root.options().sandbox(), syncs);
    }

    /// The tools of the settings.
    ToolView tools() {
        return root.composition().tools(root.installedSettings());
    }

    /// How many requests HighLevel has left, such as `budget 12 of 100`; empty if that is not known.
    String left() {
        SendGuard guard = budgets.get();
        return guard == null ? "" : guard.left();
    }

    /// Where results go.
    PrintStream out() {
        return root.out();
    }
}
