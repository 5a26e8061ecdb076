package dev.ghlmcp.cli.batch;

import dev.ghlmcp.cli.output.Format;
import dev.ghlmcp.cli.output.Output;
import dev.ghlmcp.cli.output.Selected;
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

/// What `ghl-mcp call` was told to do with its calls and their results.
///
/// @param each      one call for each line of standard input
/// @param done      the file that notes what is done, or null
/// @param uncertain what becomes of lines whose fate is not known
/// @param allPages  follow the pages to the last
/// @param sandbox   calls go to one that ends with the run
/// @param select    the dot paths to keep; empty for all
/// @param format    null for the usual one
public record Script(
        boolean each,
        Path done,
        Uncertain uncertain,
        boolean allPages,
        boolean sandbox,
        List<String> select,
        Format format) {
    /// A script waits where an assistant would be told to call again.
    private static final Map<Setting, String> PATIENCE =
            Map.of(Setting.LONGEST_WAIT, "60000", Setting.DEADLINE, "120000");

    /// What settings are for this: nothing of a result is cut off, and many calls wait as long as it takes.
    public Map<Setting, String> settings() {
        Map<Setting, String> settings = new EnumMap<>(Setting.class);
        // What an assistant is shown of the tools is no matter here.
        settings.put(Setting.TOOLS_SURFACE, "list");
        if (wanted()) {
            settings.put(Setting.RESULTS_MAX_BYTES, "0");
        }
        if (!select.isEmpty()) {
            // What is null is there: only a name that is nowhere is wrong.
            settings.put(Setting.RESULTS_TRIM, "false");
        }
        if (each || allPages) {
            settings.putAll(PATIENCE);
        }
        return settings;
    }

    /// Whether it is more than one plain call.
    public boolean wanted() {
        return each || allPages || !select.isEmpty() || format != null;
    }

    /// Looks whether the options go together.
    public void check() throws UsageException {
        if (each && allPages) {
            throw new UsageException(
                    "--each and --all-pages do not go together: call each page's items from a second" + " command");
        }
        if (done != null && !each) {
            throw new UsageException("--done goes with --each");
        }
        if (uncertain != Uncertain.report && done == null) {
            throw new UsageException("--uncertain goes with --done");
        }
        if (!select.isEmpty() && names().isEmpty()) {
            throw new UsageException("--select names nothing: give dot paths with commas, such as id,email");
        }
        if (each && format == Format.csv && select.isEmpty()) {
            throw new UsageException("--each with --format csv needs --select, so that the columns are known before the"
                    + " first line");
        }
    }

    /// Does it.
    ///
    /// @param schema the arguments that the tool takes
    /// @param err    for what is to be the last on the screen
    /// @return the exit code
    public int run(
            Session session,
            ObjectNode arguments,
            JsonNode schema,
            Settings settings,
            InputStream in,
            PrintStream out,
            PrintStream err)
            throws UsageException, InterruptedException {
        if (!wanted()) {
            return plain(session, session.call(arguments), out, err);
        }
        if (!each) {
            if (allPages && session.tool().listing() == null) {
                throw new UsageException(session.tool().name() + " lists nothing, so it has no pages");
            }
            Format used = format != null ? format : allPages ? Format.jsonl : Format.json;
            return new Pages(session, used, names(), allPages).run(arguments, schema, out, err);
        }
        String location = settings.text(Setting.LOCATION_ID);
        Format used = format == null ? Format.jsonl : format;
        try (Journal journal = done == null
                ? Journal.NONE
                : Journal.open(
                        done,
                        // A file of a rehearsal must not make the real run leave anything out.
                        session.tool().name()
                                + (sandbox
                                        ? " on the sandbox of --sandbox"
                                        : " in " + (location == null ? "no location" : location) + " at "
                                                + settings.text(Setting.BASE_URL)))) {
            Output output = Output.of(used, out, columns(used), !journal.resumed());
            Report report = new Report(
                    output, new Selected(session.tool(), names()), used.cells(), Input.lines(), session.budgets());
            return new Each(session, new Input(in), arguments, journal, uncertain, report).run(err);
        }
    }

    private static int plain(Session session, ToolResult result, PrintStream out, PrintStream err) {
        if (result.error()) {
            err.println(session.failure(result));
            return Pages.exit(result);
        }
        out.println(result.attachment() instanceof Attachment.Audio ? Selected.json(result) : result.text());
        return 0;
    }

    private List<String> names() {
        return Projection.names(select);
    }

    private List<String> columns(Format used) {
        if (!used.cells() || select.isEmpty()) {
            return List.of();
        }
        List<String> columns = new ArrayList<>(List.of("line"));
        columns.addAll(names());
        columns.add("error");
        return columns;
    }
}
