package dev.ghlmcp.cli.batch;

/// What becomes of lines that an earlier run began and did not end.
public enum UncertainLines {
    /// They are left alone and reported.
    report,
    /// They are called again.
    repeat,
    /// They count as done.
    done
}
