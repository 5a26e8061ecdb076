package dev.ghlmcp.cli.batch;

/// What to do with lines that an earlier run began and did not end.
public enum UncertainLines {
    /// Report them and do nothing.
    report,
    /// Call them again.
    repeat,
    /// Count them as done.
    done
}
