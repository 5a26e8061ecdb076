package dev.ghlmcp.sync.csv;

import java.util.List;

/// One record of a file, which is a line unless a quoted field holds line ends.
///
/// @param line    the number of its first line in the file, from 1
/// @param cells   its fields; empty if it is broken
/// @param problem why it cannot be read, in words that quote nothing of it; null if it can
public record CsvRecord(long line, List<String> cells, String problem) {
    static CsvRecord broken(long line, String problem) {
        return new CsvRecord(line, List.of(), problem);
    }

    /// Whether it has neither a field with text nor a problem.
    boolean blank() {
        return problem == null && cells.stream().allMatch(String::isBlank);
    }
}
