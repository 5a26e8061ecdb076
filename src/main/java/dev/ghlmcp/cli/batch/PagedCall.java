package dev.ghlmcp.cli.batch;

import dev.ghlmcp.cli.output.OutputFormat;
import dev.ghlmcp.cli.output.ProgressLine;
import dev.ghlmcp.cli.output.RowOutput;
import dev.ghlmcp.cli.output.SelectedFields;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.result.ResultItems;
import dev.ghlmcp.operation.annotation.Paging;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes one call, or one per page, and prints the result in the chosen format.
///
/// @param session whose tool is called
/// @param format  of what is printed
/// @param select  the dot paths to keep; empty for all
/// @param all     follow the pages to the last
record PagedCall(ToolCaller session, OutputFormat format, List<String> select, boolean all) {
    private static final List<String> SIZES = List.of("pageLimit", "limit");

    /// HighLevel's largest pages are slow; pages of a hundred need few requests as well.
    private static final int MAX = 100;

    /// Calls and prints.
    ///
    /// @param schema the arguments that the tool takes
    /// @return the exit code
    int run(ObjectNode arguments, JsonNode schema, PrintStream out, PrintStream err) {
        SelectedFields selected = new SelectedFields(session.tool(), select);
        AtomicLong count = new AtomicLong();
        AtomicLong total = new AtomicLong(-1);
        Set<ObjectNode> asked = new HashSet<>();
        List<JsonNode> before = List.of();
        ObjectNode next = all ? sized(arguments, schema) : arguments;
        ObjectNode whole = null;
        boolean repeated = false;
        String missing = null;
        RowOutput output = RowOutput.of(format, out, format.cells() ? select : List.of(), true);
        try (ProgressLine progress = all
                ? ProgressLine.start(
                        count::get, total::get, () -> session.budgets().left())
                : ProgressLine.none()) {
            while (next != null && !repeated) {
                ToolResult result = session.call(next);
                if (result.error()) {
                    // Earlier pages are printed, unless that would print incomplete JSON or a header alone.
                    if (format != OutputFormat.json && count.get() > 0) {
                        output.close();
                    }
                    if (all) {
                        err.println("ghl-mcp: stopped after " + count + " items; the page asked for was " + next);
                    }
                    err.println(session.failure(result));
                    return exit(result);
                }
                ObjectNode json = SelectedFields.json(result);
                // What has been written is printed, because an error would look as if it had not.
                if (format.cells() && session.tool().hints().readOnly() && selected.shapeless(json)) {
                    err.println("ghl-mcp: what " + session.tool().name()
                            + " answers is neither a list nor one record, so it" + " has no rows for --format " + format
                            + ": name members with --select, or leave out --format");
                    return 2;
                }
                List<JsonNode> ids = ids(ResultItems.of(session.tool(), json));
                if (!ids.isEmpty() && ids.equals(before)) {
                    repeated = true;
                    continue;
                }
                before = ids;
                count.addAndGet(ids.size());
                total.set(json.at("/paging/total").asLong(-1));
                asked.add(next);
                next = all && json.at("/paging/next") instanceof ObjectNode more ? more : null;
                repeated = next != null && !asked.add(next);
                missing = all && next == null ? missing(json, arguments, count.get()) : null;
                List<ObjectNode> rows = format == OutputFormat.json
                        ? List.of(selected.whole(json, result.outcome()))
                        : selected.rows(json, result.outcome(), format.cells());
                if (selected.none()) {
                    err.println("ghl-mcp: " + selected.complaint());
                    return 2;
                }
                if (format == OutputFormat.json) {
                    whole = whole == null ? rows.getFirst() : joined(whole, rows.getFirst());
                } else {
                    progress.around(() -> rows.forEach(output::row));
                }
                if (output.lost()) {
                    return 1;
                }
            }
        }
        if (format == OutputFormat.json) {
            out.println(all ? closed(whole, count.get(), repeated) : whole);
        } else {
            output.close();
        }
        if (missing != null) {
            err.println("ghl-mcp: " + missing);
        }
        return Math.max(ended(repeated, count.get(), total.get(), selected.complaint(), err), missing == null ? 0 : 1);
    }

    /// A sentence if an answer without a next page may not be the last; null if it is.
    private String missing(ObjectNode json, ObjectNode arguments, long count) {
        if (count == 0 && ResultItems.path(session.tool(), json).isEmpty()) {
            return "no list was found in what " + session.tool().name() + " answered, so its pages cannot be followed";
        }
        if (session.tool().listing().by() != Paging.NOT) {
            return null;
        }
        long total = json.at("/paging/total").asLong(-1);
        boolean more = total > count || json.path("hasMore").asBoolean(false);
        boolean full =
                count > 0 && total < 0 && count == arguments.path("limit").asLong(-1);
        return more || full
                ? "stopped at " + "%,d".formatted(count) + (total < 0 ? "" : " of %,d".formatted(total))
                        + ": HighLevel "
                        + (more ? "has" : "may have") + " more, but ghl-mcp knows no way to the next page of "
                        + session.tool().name()
                : null;
    }

    private static int ended(boolean repeated, long count, long total, String complaint, PrintStream err) {
        if (repeated) {
            err.println("ghl-mcp: stopped at " + "%,d".formatted(count) + (total < 0 ? "" : " of %,d".formatted(total))
                    + ": HighLevel repeated the page");
        }
        if (complaint != null) {
            err.println("ghl-mcp: " + complaint);
        }
        return repeated || complaint != null ? 1 : 0;
    }

    /// Wrong arguments give 2, like a wrong command line.
    static int exit(ToolResult result) {
        return List.of("invalid", "unknown", "denied", "unasked").contains(result.outcome()) ? 2 : 1;
    }

    /// Identifies the items of a page.
    private static List<JsonNode> ids(ArrayNode items) {
        return items.valueStream()
                .map(item -> item.has("id") ? item.get("id") : item.has("_id") ? item.get("_id") : item)
                .toList();
    }

    private ObjectNode joined(ObjectNode whole, ObjectNode page) {
        ResultItems.of(session.tool(), whole).addAll(ResultItems.of(session.tool(), page));
        return whole;
    }

    private static ObjectNode closed(ObjectNode whole, long count, boolean repeated) {
        if (whole.path("paging") instanceof ObjectNode paging) {
            paging.put("count", count);
            if (!repeated) {
                paging.remove("next");
            }
        }
        return whole;
    }

    private static ObjectNode sized(ObjectNode arguments, JsonNode schema) {
        for (String size : SIZES) {
            JsonNode max = schema.path(size).path("maximum");
            if (max.isNumber() && !arguments.has(size)) {
                return arguments.deepCopy().put(size, Math.min(MAX, max.asInt()));
            }
        }
        return arguments;
    }
}
