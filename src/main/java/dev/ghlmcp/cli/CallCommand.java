package dev.ghlmcp.cli;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.Discovery;
import dev.ghlmcp.catalog.RareArguments;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.cli.batch.CallOptions;
import dev.ghlmcp.cli.batch.SendGuard;
import dev.ghlmcp.cli.batch.ToolCaller;
import dev.ghlmcp.cli.batch.UncertainLines;
import dev.ghlmcp.cli.completion.ToolNames;
import dev.ghlmcp.cli.context.CommandContext;
import dev.ghlmcp.cli.output.CallArguments;
import dev.ghlmcp.cli.output.JsonArguments;
import dev.ghlmcp.cli.output.OutputFormat;
import dev.ghlmcp.cli.output.TerminalConfirmer;
import dev.ghlmcp.cli.output.UsageException;
import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.highlevel.limit.RequestLimits;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.IndexedTools;
import dev.ghlmcp.mcp.audit.CallLog;
import dev.ghlmcp.mcp.call.CallListener;
import dev.ghlmcp.mcp.result.LeanListing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "call",
        mixinStandardHelpOptions = true,
        description = "Call one tool and print its result's JSON.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; with --each, every line",
            "1:the tool answered with an error; with --each, some line failed, is uncertain or was left",
            "2:the command line, the settings or the tool's arguments are wrong, or --yes is missing",
            "130, 143:ended by Ctrl-C or SIGTERM, after the calls that were on their way"
        },
        footer = {
            "",
            "Examples:",
            "  ghl-mcp --sandbox call search_contacts query=lighthouse",
            "  ghl-mcp call add_contact_tags --contact-id ID --tags vip,2026",
            "  echo '{\"contactId\":\"ID\"}' | ghl-mcp call get_contact --json -",
            "  ghl-mcp call search_contacts --all-pages --select email,phone --format csv",
            "  ghl-mcp call add_contact_tags --tags vip --each --done vip.done < ids.jsonl"
        })
final class CallCommand implements Callable<Integer> {
    @ParentCommand
    CommandContext root;

    @Spec
    CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "TOOL",
            completionCandidates = ToolNames.class,
            description = "Its name, as `ghl-mcp tools` lists it; `ghl-mcp tools TOOL` shows its arguments.")
    String tool;

    @Parameters(
            index = "1..*",
            paramLabel = "ARGUMENT",
            description =
                    "--name VALUE or name=VALUE. A list's items are separated by commas; where an item holds one, give the"
                            + " argument once per item, or JSON. Objects are written as JSON.")
    List<String> words = List.of();

    @Option(
            names = "--json",
            paramLabel = "JSON",
            description = "Arguments as one JSON object; - reads standard input.")
    String json;

    @Option(names = "--full", description = "Print all that HighLevel answered: no member left out, nothing cut.")
    boolean full;

    @Option(
            names = "--yes",
            description = "Say yes beforehand where a person is asked, as before a contact is deleted.")
    boolean yes;

    @Option(
            names = "--each",
            description =
                    "One call for each line of standard input, a JSON object of arguments that goes before those of"
                            + " the command line. Writes one line for each as it ends: {\"line\":1,\"result\":{...}}, or error"
                            + " and outcome in place of result.")
    boolean each;

    @Option(
            names = "--done",
            paramLabel = "FILE",
            description = "With --each: notes there what is done, and leaves out what it finds there. A write that an"
                    + " earlier run began and did not end is not repeated but reported as uncertain.")
    Path done;

    @Option(
            names = "--uncertain",
            paramLabel = "WHAT",
            defaultValue = "report",
            description = "With --done: what becomes of uncertain lines: ${COMPLETION-CANDIDATES}.")
    UncertainLines uncertain;

    @Option(names = "--all-pages", description = "Follow a list's pages to the last; one JSON line for each item.")
    boolean allPages;

    @Option(
            names = "--select",
            paramLabel = "PATHS",
            split = ",",
            description = "Keep these members only: dot paths with commas, or one each time; JSON keeps ids as well.")
    List<String> select = List.of();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "${COMPLETION-CANDIDATES}. json is the result; the others have one row for each listed item or record.")
    OutputFormat format;

    @Override
    public Integer call() throws IOException, InterruptedException {
        CallOptions script =
                new CallOptions(each, done, uncertain, allPages, root.options().sandbox(), select, format);
        try {
            script.check();
            return run(script);
        } catch (UsageException e) {
            throw wrong(e.getMessage());
        }
    }

    private int run(CallOptions script) throws IOException, UsageException, InterruptedException {
        script.settings().forEach(root.options()::set);
        if (full) {
            root.options().set(Setting.RESULTS_TRIM, "false");
            root.options().set(Setting.RESULTS_NAMES, "false");
            root.options().set(Setting.RESULTS_MAX_BYTES, "0");
        }
        Settings settings = root.installedSettings();
        ToolView tools = root.composition().tools(settings);
        JsonNode entry = tools.ledBy(Discovery.entries()).entries().get(tool);
        ToolDefinition operation = Catalog.load().find(tool);
        if (entry == null) {
            IndexedTools indexed = root.composition().indexed(settings);
            entry = indexed.entry(tool);
            operation = indexed.tool(tool);
            if (entry == null) {
                System.err.println(tools.reaching(indexed.access()).refusal(tool));
                return 2;
            }
        }
        if (operation == null && script.wanted()) {
            System.err.println(
                    tool + " answers one JSON object, once: leave out --each, --all-pages, --select and --format.");
            return 2;
        }
        JsonNode known = RareArguments.full(
                        tool, operation == null || operation.hints().readOnly(), entry.path("inputSchema"))
                .path("properties");
        ObjectNode arguments =
                json == null ? Json.MAPPER.createObjectNode() : new JsonArguments(json, each).read(System.in);
        new CallArguments(tool, known, List.copyOf(spec.optionsMap().keySet())).addTo(arguments, words);
        LeanListing.ask(tool, arguments, select);
        AtomicReference<SendGuard> turnstile = new AtomicReference<>();
        UnaryOperator<RequestLimits> watched = budgets -> {
            turnstile.set(new SendGuard(budgets));
            return turnstile.get();
        };
        boolean many = each || allPages;
        CallListener listener = many ? _ -> {} : new CallLog(System.err);
        // The log line may come after the result, and the error must stand last on the screen.
        ByteArrayOutputStream last = new ByteArrayOutputStream();
        PrintStream err = many ? System.err : new PrintStream(last, true, StandardCharsets.UTF_8);
        int exit;
        try (Dispatcher dispatcher =
                root.composition().dispatcher(settings, root.options().sandbox(), watched, listener)) {
            if (!many) {
                // A run of many calls waits for its own calls in flight.
                Runtime.getRuntime().addShutdownHook(new Thread(dispatcher::close));
            }
            ToolCaller session = new ToolCaller(
                    dispatcher,
                    operation,
                    tool,
                    new TerminalConfirmer(yes, each, System.err, System.in),
                    turnstile.get());
            exit = script.run(session, arguments, known, settings, System.in, root.out(), err);
        }
        System.err.print(last.toString(StandardCharsets.UTF_8));
        System.err.flush();
        return exit;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
