package dev.ghlmcp.cli.watch;

import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.cli.completion.ToolNames;
import dev.ghlmcp.cli.context.CommandContext;
import dev.ghlmcp.cli.output.CallArguments;
import dev.ghlmcp.cli.output.JsonArguments;
import dev.ghlmcp.cli.output.UsageException;
import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.IndexedTools;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.StoreException;
import dev.ghlmcp.watch.Trigger;
import dev.ghlmcp.watch.service.WatchTimes;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `ghl-mcp watch`: polls the operation that is named, or what the settings watch.
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = "Poll an operation, and print a line of JSON for each thing that is new, changed or removed.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:with --once, the poll worked, with events or without; else the watch has ended by itself",
            "2:the command line, the settings, the arguments or the file are wrong: nothing is watched",
            "3:the store does not answer or is full, standard output cannot be written; or with --once, the poll"
                    + " failed or FILE cannot be written: the next one catches up",
            "130, 143:ended by Ctrl-C or SIGTERM"
        },
        footer = {
            "",
            "Examples:",
            "  ghl-mcp watch search_contacts --out new.jsonl",
            "  ghl-mcp watch search_conversations lastMessageDirection=inbound --every 1m",
            "  ghl-mcp watch list_calendar_events calendarId=ID --once --out appointments.jsonl   # in cron",
            "  ghl-mcp events --triggers",
            "  ghl-mcp watch   # what `watches:` of the settings names, until Ctrl-C"
        })
public final class WatchCommand implements Callable<Integer> {
    private static final int FAILED = 3;

    @ParentCommand
    CommandContext root;

    @Spec
    CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "OPERATION",
            completionCandidates = ToolNames.Watched.class,
            description =
                    "`ghl-mcp events --triggers` lists them. Without it the watches of the settings go on, and post.")
    String operation;

    @Parameters(index = "1..*", paramLabel = "ARGUMENT", description = "--name VALUE or name=VALUE, as for call.")
    List<String> words = List.of();

    @Option(names = "--json", paramLabel = "JSON", description = "Arguments as one JSON object.")
    String json;

    @Option(names = "--once", description = "Poll once and end; for cron.")
    boolean once;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Append there instead, each event exactly once, whatever happens to this program.")
    Path out;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            description = "How often to poll, from 1m to 1h, such as 90s or 15m; unless set, what suits the operation.")
    String every;

    @Override
    public Integer call() throws InterruptedException {
        if (out != null && out.toString().isEmpty()) {
            return wrong("--out is the name of a file, got ''");
        }
        if (operation == null) {
            return ofSettings();
        }
        root.options().set(Setting.RESULTS_MAX_BYTES, "0");
        Settings settings = root.installedSettings();
        ToolView tools = root.composition().tools(settings);
        try {
            Trigger.of(operation);
            JsonNode entry = tools.entries().get(operation);
            if (entry == null) {
                IndexedTools indexed = root.composition().indexed(settings);
                tools = tools.reaching(indexed.access());
                entry = indexed.entry(operation);
                if (entry == null) {
                    return wrong(tools.refusal(operation));
                }
            }
            ObjectNode arguments =
                    json == null ? Json.MAPPER.createObjectNode() : new JsonArguments(json, false).read(System.in);
            new CallArguments(
                            operation,
                            entry.at("/inputSchema/properties"),
                            List.copyOf(spec.optionsMap().keySet()))
                    .addTo(arguments, words);
            Duration interval = every == null ? null : WatchTimes.interval("--every", every);
            try (EventStore store =
                            root.composition().store(settings, root.options().sandbox());
                    Dispatcher dispatcher = root.composition()
                            .dispatcher(settings, root.options().sandbox(), UnaryOperator.identity(), _ -> {})) {
                CallerTools reach = new CallerTools(dispatcher, dispatcher.local(), tools);
                int share = settings.number(Setting.WATCH_SHARE, 1, 100);
                return new WatchRun(store, reach, share, out, once, root.out()).run(operation, arguments, interval);
            }
        } catch (UsageException | IllegalArgumentException e) {
            return wrong(e.getMessage());
        } catch (StoreException e) {
            int code = wrong(e.getMessage());
            return e.away() ? FAILED : code;
        } catch (IOException e) {
            return wrong(out + " cannot be written: " + why(e));
        }
    }

    private int ofSettings() throws InterruptedException {
        if (json != null || once || out != null || every != null) {
            return wrong("--json, --once, --out and --every are for one operation: name it");
        }
        root.composition().watch(root.installedSettings(), root.options().sandbox());
        return 0;
    }

    private static String why(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "its folder is not there";
            case AccessDeniedException _ -> "you may not write there";
            default -> e.getMessage();
        };
    }

    private static int wrong(String sentence) {
        System.err.println("ghl-mcp: " + sentence);
        return 2;
    }
}
