package dev.ghlmcp.cli.sync;

import dev.ghlmcp.cli.output.OutputFormat;
import dev.ghlmcp.cli.output.RowOutput;
import dev.ghlmcp.json.Json;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// What became of the lines of a file. A table shows the counts and the lines that a person has to look at; the other
/// formats show every line. Standard error gets numbers alone. Thread-safe.
final class ImportReport {
    static final String BROKEN = "broken";

    private static final List<String> ORDER = List.of(
            "new",
            "changed",
            "done",
            "unchanged",
            "before",
            "skipped",
            "again",
            "superseded",
            "waiting",
            "retry",
            "left",
            "dead",
            BROKEN);
    private static final Set<String> BAD = Set.of("dead", BROKEN, "waiting", "retry", "left");
    private static final int MAX_ROWS = 1000;

    private final OutputFormat format;
    private final PrintStream out;
    private final RowOutput rows;
    private final Map<String, Long> counts = new LinkedHashMap<>();

    /// Lines that are begun, in their order, with their rows once those are known. CSV gets rows in the order of lines.
    private final Map<Long, Optional<ObjectNode>> begun = new LinkedHashMap<>();

    private long uncertain;
    private long shown;
    private long hidden;

    ImportReport(OutputFormat format, PrintStream out, List<String> columns) {
        this.format = format;
        this.out = out;
        this.rows = RowOutput.sentences(format, out, columns);
        ORDER.forEach(state -> counts.put(state, 0L));
    }

    /// A line that is begun: it is left, if it gets no row.
    synchronized void begin(long line) {
        begun.put(line, Optional.empty());
    }

    /// One line, whose row has `line` and `state`.
    synchronized void line(ObjectNode row) {
        counts.merge(row.path("state").asString(), 1L, Long::sum);
        uncertain += row.path("reason").asString("").equals("uncertain") ? 1 : 0;
        long line = row.path("line").asLong();
        if (format != OutputFormat.csv || !begun.containsKey(line)) {
            begun.remove(line);
            print(row);
            return;
        }
        begun.put(line, Optional.of(row));
        Iterator<Optional<ObjectNode>> first = begun.values().iterator();
        for (Optional<ObjectNode> next = row(first); next.isPresent(); next = row(first)) {
            first.remove();
            print(next.get());
        }
    }

    private static Optional<ObjectNode> row(Iterator<Optional<ObjectNode>> rows) {
        return rows.hasNext() ? rows.next() : Optional.empty();
    }

    /// A line that was not begun before the import stopped. A table only counts it.
    synchronized void unread(long line) {
        if (format == OutputFormat.table) {
            counts.merge("left", 1L, Long::sum);
        } else {
            begin(line);
            line(row(line, "left", ""));
        }
    }

    private void print(ObjectNode row) {
        String state = row.path("state").asString();
        if (format == OutputFormat.table && (!BAD.contains(state) || shown == MAX_ROWS)) {
            hidden += BAD.contains(state) ? 1 : 0;
            return;
        }
        shown++;
        rows.row(row);
        // A row says that a line is done: it must not be lost with the program.
        out.flush();
    }

    /// A line that is no record.
    void broken(long line, String problem) {
        line(row(line, BROKEN, "").put("reason", "line").put("problem", "The line " + problem));
    }

    static ObjectNode row(long line, String state, String id) {
        return Json.MAPPER
                .createObjectNode()
                .put("line", line)
                .put("state", state)
                .put("id", id);
    }

    /// How many lines there were.
    synchronized long lines() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    synchronized long of(String state) {
        return counts.get(state);
    }

    /// What a person can do about dead lines, a sentence each.
    synchronized List<String> remedies(String sync) {
        List<String> said = new ArrayList<>();
        if (counts.get("dead") > uncertain) {
            said.add("`ghl-mcp sync replay " + sync + " --all` works on dead lines again, `sync dead` shows them");
        }
        if (uncertain > 0) {
            said.add(uncertain + (uncertain == 1 ? " line" : " lines")
                    + " may have been carried out: look in HighLevel, then `ghl-mcp sync replay " + sync
                    + " MESSAGE --uncertain done` or `--uncertain repeat`");
        }
        return said;
    }

    /// Whether nobody reads the rows any more.
    boolean lost() {
        return rows.lost();
    }

    /// Whether no line has to be looked at.
    synchronized boolean clean() {
        return BAD.stream().allMatch(state -> counts.get(state) == 0);
    }

    /// Such as `new 41, changed 7, dead 3`.
    synchronized String summary() {
        String text = counts.entrySet().stream()
                .filter(each -> each.getValue() > 0)
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining(", "));
        return text.isEmpty() ? "no lines" : text;
    }

    /// Prints what is to be printed at the end.
    synchronized void close() {
        Map<Long, Optional<ObjectNode>> rest = new LinkedHashMap<>(begun);
        begun.clear();
        rest.forEach((line, row) -> row.ifPresentOrElse(this::print, () -> {
            counts.merge("left", 1L, Long::sum);
            print(row(line, "left", ""));
        }));
        if (format == OutputFormat.table) {
            RowOutput table = RowOutput.sentences(format, out, List.of("state", "lines"));
            counts.forEach((state, count) -> {
                if (count > 0) {
                    table.row(Json.MAPPER.createObjectNode().put("state", state).put("lines", count));
                }
            });
            table.close();
            if (shown > 0) {
                out.println();
            }
        }
        if (format != OutputFormat.table || shown > 0) {
            rows.close();
        }
        if (hidden > 0) {
            out.println("and " + hidden + " more: --format jsonl shows every line");
        }
    }
}
