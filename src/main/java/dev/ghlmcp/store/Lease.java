package dev.ghlmcp.store;

/// The right to poll a watch.
///
/// @param holder the mark of the process that has it
/// @param number greater than that of everybody who had it before: who was away and comes back is told from who took
///               over, even if they have the same mark
public record Lease(String watch, String holder, long number) {}
