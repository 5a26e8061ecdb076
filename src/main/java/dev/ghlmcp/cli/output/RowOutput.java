package dev.ghlmcp.cli.output;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;
import tools.jackson.dataformat.csv.CsvWriteFeature;

/// Writes the rows of results. Not thread-safe.
public abstract sealed class RowOutput implements AutoCloseable {
    private static final int WIDEST = 40;

    /// No sentence is so long; what HighLevel answers may be.
    private static final int WHOLE = 1000;

    public final PrintStream out;

    private RowOutput(PrintStream out) {
        this.out = out;
    }

    /// Begins the output of a command.
    ///
    /// @param columns the members that become cells; empty for all there are, which is known in the end only
    /// @param header  whether CSV begins with a line of names
    public static RowOutput of(OutputFormat format, PrintStream out, List<String> columns, boolean header) {
        return switch (format) {
            case json -> new Array(out);
            case jsonl -> new Lines(out);
            case csv -> new Csv(out, columns, header);
            case table -> new Table(out, columns, WIDEST);
        };
    }

    /// Begins the output of a command whose rows end with a sentence, which a table does not cut.
    public static RowOutput sentences(OutputFormat format, PrintStream out, List<String> columns) {
        return format == OutputFormat.table
                ? new Table(out, columns, WHOLE)
                : of(format, out, format.cells() ? columns : List.of(), true);
    }

    public abstract void row(ObjectNode row);

    /// Whether the reader has closed the output.
    public final boolean lost() {
        return out.checkError();
    }

    @Override
    public void close() {
        out.flush();
    }

    private static final class Lines extends RowOutput {
        Lines(PrintStream out) {
            super(out);
        }

        @Override
        public void row(ObjectNode row) {
            out.println(row);
        }
    }

    private static final class Array extends RowOutput {
        private String before = "[";

        Array(PrintStream out) {
            super(out);
        }

        @Override
        public void row(ObjectNode row) {
            out.print(before + row);
            before = ",\n";
        }

        @Override
        public void close() {
            out.println(before.equals("[") ? "[]" : "]");
            super.close();
        }
    }

    private static final class Csv extends RowOutput {
        private static final ObjectWriter WRITER = CsvMapper.builder()
                .enable(CsvWriteFeature.STRICT_CHECK_FOR_QUOTING)
                .build()
                .writer(CsvSchema.emptySchema());

        private final List<String> columns;
        private final List<ObjectNode> held = new ArrayList<>();
        private boolean header;

        Csv(PrintStream out, List<String> columns, boolean header) {
            super(out);
            this.columns = columns;
            this.header = header;
        }

        @Override
        public void row(ObjectNode row) {
            if (columns.isEmpty()) {
                held.add(row);
            } else {
                print(row, columns);
            }
        }

        private void print(ObjectNode row, List<String> names) {
            if (header) {
                line(names);
                header = false;
            }
            line(names.stream().map(name -> TableCells.text(row.path(name))).toList());
        }

        private void line(List<String> cells) {
            out.print(WRITER.writeValueAsString(
                    cells.stream().map(TableCells::harmless).toList()));
        }

        @Override
        public void close() {
            List<String> names = TableCells.columns(held);
            held.forEach(row -> print(row, names));
            if (header && !columns.isEmpty()) {
                line(columns);
            }
            super.close();
        }
    }

    private static final class Table extends RowOutput {
        private final List<String> columns;
        private final List<ObjectNode> held = new ArrayList<>();
        private final int last;

        /// @param last how wide the last column may be
        Table(PrintStream out, List<String> columns, int last) {
            super(out);
            this.columns = columns;
            this.last = last;
        }

        @Override
        public void row(ObjectNode row) {
            held.add(row);
        }

        @Override
        public void close() {
            List<String> names = columns.isEmpty() ? TableCells.columns(held) : columns;
            List<List<String>> lines = new ArrayList<>(List.of(names));
            for (ObjectNode row : held) {
                List<String> cells = new ArrayList<>();
                for (String name : names) {
                    int width = cells.size() == names.size() - 1 ? last : WIDEST;
                    cells.add(TableCells.plain(TableCells.text(row.path(name)), width));
                }
                lines.add(cells);
            }
            if (names.isEmpty()) {
                super.close();
                return;
            }
            int[] widths = new int[names.size()];
            for (List<String> line : lines) {
                for (int i = 0; i < widths.length; i++) {
                    widths[i] = Math.max(widths[i], line.get(i).length());
                }
            }
            for (List<String> line : lines) {
                StringBuilder text = new StringBuilder();
                for (int i = 0; i < widths.length; i++) {
                    text.append(line.get(i))
                            .append(" ".repeat(widths[i] - line.get(i).length() + 2));
                }
                out.println(text.toString().stripTrailing());
            }
            super.close();
        }
    }
}
