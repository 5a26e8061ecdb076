package dev.ghlmcp.cli.output;

/// How results are printed.
public enum OutputFormat {
    /// One JSON value.
    json,
    /// A line of JSON for each thing.
    jsonl,
    /// Comma-separated values with a line of names.
    csv,
    /// Columns for people.
    table;

    /// Whether things become rows of cells.
    public boolean cells() {
        return this == csv || this == table;
    }
}
