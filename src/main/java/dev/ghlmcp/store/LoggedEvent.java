package dev.ghlmcp.store;

/// An event of a watch's log.
///
/// @param seq    1, 2, 3 ... in the order of the log
/// @param id     of the event
/// @param logged when, in ms since 1970
/// @param body   its JSON
public record LoggedEvent(long seq, String id, long logged, String body) {
    /// Never the body: it is about somebody's customers.
    @Override
    public String toString() {
        return id + " at " + seq;
    }
}
