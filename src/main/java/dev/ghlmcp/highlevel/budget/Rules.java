package dev.ghlmcp.highlevel.budget;

import java.time.Duration;

/// What a process keeps to.
///
/// @param limits      of the person who runs it, for tools
/// @param longestWait for room; a call that would wait longer ends at once
/// @param processes   that share HighLevel's limits without knowing of each other's calls; 1 for none but this one
public record Rules(ToolLimits limits, Duration longestWait, int processes) {
    /// This process's share of a number of requests.
    int share(long requests) {
        return (int) Math.max(1, requests / processes);
    }
}
