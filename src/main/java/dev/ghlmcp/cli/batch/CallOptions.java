package dev.ghlmcp.cli.batch;

import dev.ghlmcp.cli.output.OutputFormat;
import dev.ghlmcp.cli.output.RowOutput;
import dev.ghlmcp.cli.output.SelectedFields;
import dev.ghlmcp.cli.output.UsageException;
import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.call.ToolResult.Attachment;
import dev.ghlmcp.mcp.result.Projection;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The options of `ghl-mcp call` for its calls and their results.
///
/// @param each      one call for each line of standard input
/// @param done      the file that notes what is done, or null
/// @param uncertain what becomes of lines whose fate is not known
/// @param allPages  follow the pages to the last
/// @param sandbox   calls go to one that ends with the run
/// @param select    the dot paths to keep; empty for all
/// @param format    null for the usual one
public record CallOptions(
        boolean each,
        Path done,
        UncertainLines uncertain,
        boolean allPages,
        boolean sandbox,
        List<String> select,
        OutputFormat format) {
    /// A script waits for room; an assistant is told to call again.
    private static final Map<Setting, String> TIMEOUT = Map.of(Setting.MAX_WAIT, "60000", Setting.DEADLINE, "120000");

    /// The settings of such a run: no result is cut, and many calls wait without an end.
    public Map<Setting, String> settings() {
        Map<Setting, String> settings = new EnumMap<>(Setting.class);
        // The settings that hide tools from assistants do not matter here.
        settings.put(Setting.TOOLS_SURFACE, "list");
        if (wanted()) {
            settings.put(Setting.RESULTS_MAX_BYTES, "0");
        }
        if (!select.isEmpty()) {
            // A null value exists: only a name that is nowhere is wrong.
            settings.put(Setting.RESULTS_TRIM, "false");
        }
        if (each || allPages) {
            settings.putAll(TIMEOUT);
        }
        return settings;
    }

    /// Whether the options ask for more than one plain call.
    public boolean wanted() {
        return each || allPages || !select.isEmpty() || format != null;
    }

    /// Checks whether the options go together.
    public void check() throws UsageException {
        if (each && allPages) {
            throw new UsageException(
                    "--each and --all-pages do not go together: call each page's items from a second" + " command");
        }
        if (done != null && !each) {
            throw new UsageException("--done goes with --each");
        }
        if (uncertain != UncertainLines.report && done == null) {
            throw new UsageException("--uncertain goes with --done");
        }
        if (!select.isEmpty() && names().isEmpty()) {
            throw new UsageException("--select names nothing: give dot paths with commas, such as id,email");
        }
        if (each && format == OutputFormat.csv && select.isEmpty()) {
            throw new UsageException("--each with --format csv needs --select, so that the columns are known before the"
                    + " first line");
        }
    }

    /// Runs the calls.
    ///
    /// @param schema the arguments that the tool takes
    /// @param err    for what is to be the last on the screen
    /// @return the exit code
    public int run(
            ToolCaller session,
            ObjectNode arguments,
            JsonNode schema,
            Settings settings,
            InputStream in,
            PrintStream out,
            PrintStream err)
            throws UsageException, InterruptedException {
        if (format != null
                && format.cells()
                && arguments.path("dryRun").asString("").equalsIgnoreCase("true")) {
            throw new UsageException("--dry-run shows a request, which has no rows: leave out --format " + format);
        }
        if (!wanted()) {
            return plain(session, session.call(arguments), out, err);
        }
        if (!each) {
            if (allPages && session.tool().listing() == null) {
                throw new UsageException(session.tool().name() + " lists nothing, so it has no pages");
            }
            OutputFormat used = format != null ? format : allPages ? OutputFormat.jsonl : OutputFormat.json;
            return new PagedCall(session, used, names(), allPages).run(arguments, schema, out, err);
        }
        String location = settings.text(Setting.LOCATION_ID);
        OutputFormat used = format == null ? OutputFormat.jsonl : format;
        try (BatchJournal journal = done == null
                ? BatchJournal.NONE
                : BatchJournal.open(
                        done,
                        // The journal of a dry run must not make the real run skip lines.
                        session.tool().name()
                                + (sandbox
                                        ? " on the sandbox of --sandbox"
                                        : " in " + (location == null ? "no location" : location) + " at "
                                                + settings.text(Setting.BASE_URL)))) {
            RowOutput output = RowOutput.of(used, out, columns(used), !journal.resumed());
            BatchReport report = new BatchReport(
                    output,
                    new SelectedFields(session.tool(), names()),
                    used.cells(),
                    LineInput.lines(),
                    session.budgets());
            return new Batch(session, new LineInput(in), arguments, journal, uncertain, report).run(err);
        }
    }

    private static int plain(ToolCaller session, ToolResult result, PrintStream out, PrintStream err) {
        if (result.error()) {
            err.println(session.failure(result));
            return PagedCall.exit(result);
        }
        out.println(result.attachment() instanceof Attachment.Audio ? SelectedFields.json(result) : result.text());
        return 0;
    }

    private List<String> names() {
        return Projection.names(select);
    }

    private List<String> columns(OutputFormat used) {
        if (!used.cells() || select.isEmpty()) {
            return List.of();
        }
        List<String> columns = new ArrayList<>(List.of("line"));
        columns.addAll(names());
        columns.add("error");
        return columns;
    }
}
