package dev.ghlmcp.highlevel.limit;

/// What keeps a call back, and for how long.
///
/// @param limit null for the day's
/// @param delay in ns
record Blocked(WindowQueue limit, long delay) {
    /// Whether it is HighLevel's own limit rather than one that the person set for a tool.
    boolean byHighLevel() {
        return limit == null || limit.sentence() == null;
    }
}
