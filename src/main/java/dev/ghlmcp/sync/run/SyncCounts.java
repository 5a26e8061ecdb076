package dev.ghlmcp.sync.run;

import java.util.Map;

/// How the messages of a sync are. Times are in ms since 1970; 0 for never.
///
/// @param states how many there are in each state; those that have ended are kept for a week, dead letters for 30 days
/// @param last   when one came last
/// @param oldest when the oldest came that still has to be worked on
public record SyncCounts(Map<SyncState, Integer> states, long last, long oldest) {
    /// How many are in a state.
    public int of(SyncState state) {
        return states.getOrDefault(state, 0);
    }
}
