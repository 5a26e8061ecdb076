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
    /// A watch that nobody has read for so long ends.
    Duration UNREAD = Duration.ofHours(24);

    /// How long events are kept, and watches that have ended.
    Duration KEPT = Duration.ofDays(7);

    /// Enters a watch and one who reads it, or finds them entered. A watch that ended because nobody wanted it, or
    /// because HighLevel refused it, goes on from where it was.
    ///
    /// @param id     of the watch
    /// @param spec   what is watched, which only its reader understands
    /// @param reader the name of who reads
    /// @param every  how often this reader wants it polled; it is polled as often as the most impatient wants
    /// @param wished whether the reader has said so; if not, it is so as long as nobody wishes anything, and what
    ///               this reader wished before still counts
    WatchRow enter(String id, String spec, String reader, Duration every, boolean wished, long now);

    /// The same for a reader who says how often.
    default WatchRow enter(String id, String spec, String reader, Duration every, long now) {
        return enter(id, spec, reader, every, true, now);
    }

    /// Somebody has read a watch.
    ///
    /// @return false, and nothing is noted, if it is not theirs
    boolean read(String watch, String reader, long now);

    /// Somebody reads a watch no more. It ends with its last reader, who still sees that it has.
    void leave(String watch, String reader, long now);

    /// The watches of a reader, those entered first in front.
    List<WatchRow> watches(String reader);

    /// A watch, or null if there is none.
    WatchRow watch(String id);

    /// All watches, those entered first in front.
    List<WatchRow> watches();

    /// Ends a watch: its state, its log and its readers' places.
    void remove(String id);

    /// Takes the right to poll a watch if nobody else has it.
    ///
    /// @param holder the same for as long as a process polls
    /// @param until  when it ends by itself
    /// @return null if somebody else has it, or there is no such watch
    Lease lease(String watch, String holder, long now, long until);

    /// Keeps the right to poll for longer.
    ///
    /// @return false if it was given up, or taken over
    boolean renew(Lease lease, long now, long until);

    /// Gives the right to poll up.
    void release(String watch, String holder);

    /// Something may have happened to what a watch watches: its next poll comes no later than this. A poll that began
    /// before does not count for it.
    ///
    /// @param at in ms since 1970
    void ring(String watch, long at);

    /// What a watch has seen, by slot.
    Map<String, String> items(String watch);

    /// Notes what a poll found, together with its events.
    ///
    /// @return false, and nothing is noted, if the right to poll was given up, or taken over
    boolean commit(Lease lease, Commit commit);

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

    /// What else has to be done or remembered.
    DocumentStore documents();

    /// Ends the watches that nobody has read for a day, and forgets old events and watches that ended long ago, and
    /// documents that have expired.
    void tidy(long now);

    @Override
    void close();
}
