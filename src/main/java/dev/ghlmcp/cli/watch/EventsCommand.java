package dev.ghlmcp.cli.watch;

import dev.ghlmcp.cli.context.CommandContext;
import dev.ghlmcp.cli.output.WholeNumber;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.LoggedEvent;
import dev.ghlmcp.store.WatchRow;
import dev.ghlmcp.watch.EventCursor;
import dev.ghlmcp.watch.Trigger;
import dev.ghlmcp.watch.WatchEvents;
import dev.ghlmcp.watch.WatchSpec;
import dev.ghlmcp.watch.delivery.WatchRecipients;
import dev.ghlmcp.watch.service.PollFailedException;
import dev.ghlmcp.watch.service.WatchTimes;
import dev.ghlmcp.watch.service.Watches;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToIntBiFunction;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `ghl-mcp events`, whose own commands share the store of the settings.
@Command(
        name = "events",
        mixinStandardHelpOptions = true,
        description = "List the watches of this address, or print the events of one again, a line of JSON each.",
        subcommands = {EventsDeadCommand.class, EventsReplayCommand.class},
        footer = {
            "",
            "Examples:",
            "  ghl-mcp events",
            "  ghl-mcp events ID --after CURSOR --max 100   # the cursor is in each event",
            "  ghl-mcp events --triggers",
            "  ghl-mcp events dead           # what receivers never accepted",
            "  ghl-mcp events replay NAME    # sends it again"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "2:the command line or the settings are wrong, or HighLevel refuses the token: nothing is printed or ended",
            "3:HighLevel did not answer, and must before events are printed or a watch is ended; or the store did not"
        })
public final class EventsCommand implements Callable<Integer> {
    private static final int BATCH = 500;

    @ParentCommand
    CommandContext root;

    @Parameters(index = "0", arity = "0..1", paramLabel = "WATCH", description = "Its id, as the list shows it.")
    String watch;

    @Option(
            names = "--after",
            paramLabel = "CURSOR",
            description = "Only events after this one; without it, all that are kept.")
    String after;

    @Option(
            names = "--max",
            paramLabel = "COUNT",
            defaultValue = "1000000000",
            converter = WholeNumber.Count.class,
            description = "No more than so many.")
    int max;

    @Option(
            names = "--stop",
            paramLabel = "WATCH",
            description = "End a watch whose events your token may read: they are deleted.")
    String stop;

    @Option(
            names = "--yes",
            description = "Let --stop end also what the settings watch, or what clients have subscribed to.")
    boolean yes;

    @Option(names = "--triggers", description = "List the operations that can be watched.")
    boolean triggers;

    @Override
    public Integer call() {
        try {
            refuse();
            if (triggers) {
                Trigger.load().values().forEach(trigger -> root.out().println(line(trigger)));
                return 0;
            }
        } catch (IllegalArgumentException e) {
            System.err.println("ghl-mcp: " + e.getMessage());
            return 2;
        }
        return with(this::run);
    }

    private int run(Settings settings, EventStore store) {
        PrintStream out = root.out();
        WatchRow row = watch == null && stop == null ? null : row(store, stop == null ? watch : stop);
        try (Dispatcher dispatcher = root.composition()
                        .dispatcher(settings, root.options().sandbox(), UnaryOperator.identity(), _ -> {});
                Watches watches = new Watches(store, dispatcher, InstantSource.system(), 1)) {
            if (row == null) {
                store.watches().stream()
                        .filter(one -> WatchSpec.of(one.spec()).address().equals(dispatcher.address()))
                        .forEach(one -> out.println(line(one)));
                return 0;
            }
            watches.replayed(row.id());
            if (stop == null) {
                print(store, row, out);
            } else {
                stop(store, row);
            }
        }
        return 0;
    }

    private void stop(EventStore store, WatchRow row) {
        WatchRecipients recipients =
                WatchRecipients.of(store, row.id(), InstantSource.system().millis());
        if (recipients.any() && !yes) {
            throw new IllegalArgumentException("The watch was not ended: " + recipients.text() + ". With --yes it is");
        }
        store.remove(row.id());
        System.err.println("ghl-mcp: the watch has ended, and its events are deleted"
                + (recipients.any() ? "; " + recipients.text() : ""));
    }

    /// Opens the store of the settings; what cannot be done is said on standard error.
    int with(ToIntBiFunction<Settings, EventStore> use) {
        return CommandContext.exitCode(() -> {
            Settings settings = root.installedSettings();
            try (EventStore store =
                    root.composition().store(settings, root.options().sandbox())) {
                return use.applyAsInt(settings, store);
            } catch (PollFailedException e) {
                System.err.println("ghl-mcp: " + (stop == null ? "" : "The watch was not ended. ") + e.getMessage());
                return e.refused() ? 2 : 3;
            }
        });
    }

    private void refuse() {
        if (yes && stop == null) {
            throw new IllegalArgumentException("--yes is for --stop");
        }
        if (after != null && watch == null) {
            throw new IllegalArgumentException("--after is for the events of one watch: name its id too");
        }
        if ((triggers ? 1 : 0) + (stop != null ? 1 : 0) + (watch != null ? 1 : 0) > 1) {
            throw new IllegalArgumentException("Give a watch, --stop or --triggers, one of them");
        }
    }

    private void print(EventStore store, WatchRow row, PrintStream out) {
        WatchSpec spec = WatchSpec.of(row.spec());
        WatchEvents events = new WatchEvents(spec, Trigger.find(spec.operation()));
        long seq = after == null ? 0 : EventCursor.of(after).demand(store, row).seq();
        long forgotten = row.first() == 0 ? row.last() : row.first() - 1;
        if (seq < forgotten) {
            System.err.println("ghl-mcp: the events up to number " + forgotten + " are no longer kept");
        }
        int left = max;
        while (left > 0) {
            List<LoggedEvent> more = store.events(row.id(), seq, Math.min(left, BATCH));
            if (more.isEmpty()) {
                return;
            }
            more.forEach(event -> out.println(events.line(row.made(), event)));
            seq = more.getLast().seq();
            left -= more.size();
        }
    }

    private static WatchRow row(EventStore store, String id) {
        WatchRow row = store.watch(id);
        if (row == null) {
            throw new IllegalArgumentException("'" + id + "' is no watch: `ghl-mcp events` lists them with their ids");
        }
        return row;
    }

    private static String line(Trigger trigger) {
        return "%-33s %-28s every %-4s %s"
                .formatted(
                        trigger.operation(),
                        trigger.event(),
                        WatchTimes.text(trigger.every().toMillis()),
                        String.join(", ", trigger.emits()));
    }

    private static String line(WatchRow row) {
        return row.id() + "  " + WatchSpec.of(row.spec()) + "  every " + WatchTimes.text(row.everyMs()) + ", "
                + row.last() + " events"
                + (row.lastAt() == 0 ? "" : ", last " + WatchTimes.time(row.lastAt()))
                + (row.state().isEmpty() ? "" : ", ended: " + row.state())
                + (row.note().isEmpty() ? "" : ". " + row.note());
    }
}
