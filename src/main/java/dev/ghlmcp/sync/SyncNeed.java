package dev.ghlmcp.sync;

/// A record that another sync must have brought first.
///
/// @param sync      its name
/// @param id        of that record where it comes from
/// @param as        the variable that holds it in the steps
/// @param otherwise the tool that is asked if no message brought it; null for none
/// @param with      arguments of that tool; null with it
public record SyncNeed(String sync, Expression id, String as, String otherwise, Expression with) {}
