package dev.ghlmcp.cli.output;

/// How results are printed.
public enum OutputFormat {
    /// One JSON value.
    json,
    /// One line of JSON per item.
    jsonl,
    /// Comma-separated values with a line of names.
    csv,
    /// Columns for people.
    table;

    /// Whether items become rows of cells.
    public boolean cells() {
        return this == csv || this == table;
    }
}
