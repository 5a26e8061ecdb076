package dev.ghlmcp.highlevel.limit;

import java.time.Duration;

/// The limits that one process obeys.
///
/// @param limits      of the person who runs it, for tools
/// @param longestWait for room; a call that would wait longer ends at once
/// @param servers     that share HighLevel's limits; 1 if this process is alone
public record LimiterOptions(ToolLimits limits, Duration longestWait, int servers) {}
