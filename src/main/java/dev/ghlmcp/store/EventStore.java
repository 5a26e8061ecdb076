package dev.ghlmcp.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Durable state of watches: what each has seen, its numbered log of events, who polls it, and how far its readers are.
/// Several processes may use one store at once. Times are in ms since 1970. Thread-safe.
///
/// Whatever a method writes is whole and on the disk when it returns, or not there at all.
///
/// @see StoreException what every method throws if the store cannot be used
public interface EventStore extends AutoCloseable {
    /// Enters a watch, or finds it entered.
    ///
    /// @param id    of the watch
    /// @param spec  what is watched, which only its reader understands
    /// @param every how often it is polled; one that is there takes on this
    WatchRow enter(String id, String spec, Duration every, long now);

    /// A watch, or null if there is none.
    WatchRow watch(String id);

    /// All watches, those entered first in front.
    List<WatchRow> watches();

    /// Ends a watch: its state, its log and its readers' places.
    void remove(String id);

    /// Takes the right to poll a watch if nobody has it, or keeps it for longer.
    ///
    /// @param holder the same for as long as a process polls
    /// @param until  when it ends by itself
    boolean lease(String watch, String holder, long now, long until);

    /// Gives the right to poll up.
    void release(String watch, String holder);

    /// What a watch has seen, by slot.
    Map<String, String> items(String watch);

    /// Notes what a poll found, together with its events.
    ///
    /// @return false, and nothing is noted, if the holder no longer has the right to poll
    boolean commit(String watch, String holder, Commit commit);

    /// Events of a watch in their order.
    ///
    /// @param after the number of the last that is known; 0 for none
    List<LoggedEvent> events(String watch, long after, int max);

    /// Where a file of a watch's events stands, or null if it is new.
    SinkPosition sink(String watch, String name);

    /// Notes where a file stands.
    void sink(String watch, SinkPosition position);

    /// Counts something that is limited per day.
    ///
    /// @param day the number of the day
    /// @return how many there are with these
    long spend(String name, long day, long count);

    /// Forgets events that were logged before a time.
    void purge(long before);

    @Override
    void close();
}
