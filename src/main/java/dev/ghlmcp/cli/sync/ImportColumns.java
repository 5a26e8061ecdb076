package dev.ghlmcp.cli.sync;

import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.csv.CsvColumns;
import dev.ghlmcp.sync.csv.CsvFile;
import dev.ghlmcp.text.Nearest;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/// What a person has to know of the columns of a file. Standard error gets no headings: where a file has none, its
/// first line is about somebody.
///
/// @param unused  by the mapping
/// @param missing that the mapping reads
record ImportColumns(CsvFile file, List<String> unused, List<String> missing) {
    static ImportColumns of(Sync sync, CsvFile file) {
        return new ImportColumns(
                file, CsvColumns.unused(sync, file.headings()), CsvColumns.missing(sync, file.headings()));
    }

    /// What is to be known beforehand.
    void note(boolean dry) {
        if (file.foundEncoding() != null) {
            System.err.println("ghl-mcp: the file is read as " + file.foundEncoding()
                    + "; another encoding is named by csv.encoding of the sync");
        }
        if (!missing.isEmpty() && !dry) {
            System.err.println("ghl-mcp: the mapping reads what the file has no column for: "
                    + String.join(", ", missing) + ". --dry-run shows all columns");
        }
    }

    /// What a dry run shows in the end.
    ///
    /// @param out null if rows are there that a program reads
    void print(PrintStream out) {
        if (out == null) {
            System.err.println("ghl-mcp: columns never used: " + unused.size() + ", columns not found: "
                    + missing.size() + "; --format table names them");
            return;
        }
        out.println();
        if (!unused.isEmpty()) {
            out.println("columns never used: " + String.join(", ", unused));
        }
        if (!missing.isEmpty()) {
            out.println("columns not found: "
                    + missing.stream().map(this::withNearest).collect(Collectors.joining(", ")));
        }
        if (!file.renamed().isEmpty()) {
            out.println("columns without a heading of their own: "
                    + file.renamed().entrySet().stream()
                            .map(each -> each.getKey() + " is named `" + each.getValue() + "`")
                            .collect(Collectors.joining(", ")));
        }
    }

    private String withNearest(String column) {
        String nearest = Nearest.to(column, unused);
        return nearest == null ? column : column + " (the file has " + nearest + ")";
    }
}
