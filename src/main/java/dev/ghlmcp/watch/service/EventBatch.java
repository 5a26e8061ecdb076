package dev.ghlmcp.watch.service;

import dev.ghlmcp.store.LoggedEvent;
import java.util.List;

/// Events of a watch, in their order.
///
/// @param watch     that they are of
/// @param events    with their numbers
/// @param cursor    to read on after these
/// @param more      whether there are more already
/// @param forgotten the number of the last event that the reader asked for and that is no longer kept; 0 for none
public record EventBatch(Watch watch, List<LoggedEvent> events, String cursor, boolean more, long forgotten) {}
