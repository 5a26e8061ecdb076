package dev.ghlmcp.store;

/// A watch as it is stored. Times are in ms since 1970; 0 for never.
///
/// @param id      of the watch
/// @param spec    what is watched
/// @param everyMs how often it is polled
/// @param made    when it was entered
/// @param primed  whether a first poll has noted what was there
/// @param mark    how far its changes are known, by their own times
/// @param polled  when it was polled last
/// @param next    when it is to be polled
/// @param state   empty while it works, else a word for how it ended
/// @param note    a sentence about its last poll; empty if all is well
/// @param last    the number of its latest event
/// @param first   the number of the oldest event that is kept; 0 if none is
/// @param lastAt  when its latest event was logged
/// @param holder  who polls it; empty if nobody does
/// @param read    when it was read last
/// @param ended   when it ended; 0 while it works
/// @param fails   how many polls have failed since the last that worked
/// @param cost    requests of its last poll that worked
public record WatchRow(
        String id,
        String spec,
        long everyMs,
        long made,
        boolean primed,
        long mark,
        long polled,
        long next,
        String state,
        String note,
        long last,
        long first,
        long lastAt,
        String holder,
        long read,
        long ended,
        int fails,
        int cost) {
    /// The columns in which a store has a watch.
    ///
    /// @param <X> what goes wrong with it
    public interface Columns<X extends Exception> {
        String text(String name) throws X;

        long number(String name) throws X;

        /// A text that is closed at a place by [EventSeal].
        String closed(String name, String place) throws X;
    }

    /// A watch of a store.
    public static <X extends Exception> WatchRow of(String id, Columns<X> row) throws X {
        return new WatchRow(
                id,
                row.closed("spec", "spec " + id),
                row.number("every"),
                row.number("made"),
                row.number("primed") == 1,
                row.number("mark"),
                row.number("polled"),
                row.number("next"),
                row.text("state"),
                row.closed("note", "note " + id),
                row.number("last"),
                row.number("first"),
                row.number("last_at"),
                row.text("holder"),
                row.number("read"),
                row.number("ended"),
                Math.toIntExact(row.number("fails")),
                Math.toIntExact(row.number("cost")));
    }
}
