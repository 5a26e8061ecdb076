package dev.ghlmcp.store;

import java.util.List;

/// What a poll found.
///
/// @param puts   what was seen, in the order of its events
/// @param mark   how far changes are known now; it never goes back
/// @param forget slots whose time is before this are no longer needed
/// @param now    when it was found
/// @param poll   how the poll ended; null if more of it comes
public record Commit(List<Put> puts, long mark, long forget, long now, Poll poll) {
    /// One thing that was seen.
    ///
    /// @param slot  that holds its value; an event is logged only if another value was there
    /// @param value null empties the slot
    /// @param at    the slot is needed until then; 0 for ever
    /// @param event null for none
    public record Put(String slot, String value, long at, Event event) {}

    /// An event that is to be logged.
    ///
    /// @param id   the same whenever the same is found; logged once
    /// @param body its JSON
    public record Event(String id, String body) {}

    /// The end of a poll.
    ///
    /// @param next  when the next is due
    /// @param state empty while the watch works, else a word for how it ended
    /// @param note  a sentence if it failed, or empty
    /// @param cost  how many requests it took
    /// @param prime whether all that there is has been noted for the first time
    public record Poll(long next, String state, String note, int cost, boolean prime) {}
}
