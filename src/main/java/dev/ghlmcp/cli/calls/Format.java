package dev.ghlmcp.cli.calls;

/// How results are printed.
public enum Format {
    /// One JSON value.
    json,
    /// A line of JSON for each thing.
    jsonl,
    /// Comma-separated values with a line of names.
    csv,
    /// Columns for people.
    table;

    /// Whether things become rows of cells.
    boolean cells() {
        return this == csv || this == table;
    }
}
