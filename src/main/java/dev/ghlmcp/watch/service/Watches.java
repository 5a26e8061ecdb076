package dev.ghlmcp.watch.service;

import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.store.Commit.Event;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.watch.EventCursor;
import dev.ghlmcp.watch.PollBudget;
import dev.ghlmcp.watch.Trigger;
import dev.ghlmcp.watch.WatchArguments;
import dev.ghlmcp.watch.WatchArguments.Asked;
import dev.ghlmcp.watch.WatchSource.PollException;
import dev.ghlmcp.watch.bell.Doorbell;
import dev.ghlmcp.watch.poll.Poller;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// The watches of a program: what its callers start, read, list and stop, and the polls behind them. Each caller sees
/// their own, and only while they may read what is watched. Thread-safe.
public final class Watches implements AutoCloseable {
    /// How long the first poll may take.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EventStore store;
    private final InstantSource clock;
    private final WatchOwners owners;
    private final WatchListeners listeners;
    private final PollSchedule schedule;
    private final Doorbell bell;
    private final PollCounts counts = new PollCounts();

    /// @param store   closed with this
    /// @param percent of the limits that polls may take
    public Watches(EventStore store, Dispatcher dispatcher, InstantSource clock, int percent) {
        this.store = store;
        this.clock = clock;
        this.owners = new WatchOwners(store, clock, new WatchArguments(dispatcher));
        this.listeners = new WatchListeners(store, clock);
        PollBudget budget = new PollBudget(store, clock, percent, PATIENCE);
        this.schedule = new PollSchedule(store, dispatcher, clock, budget, counts);
        this.bell = new Doorbell(store, clock, schedule::mayHurry, counts.bells());
    }

    /// Polls from now on what is due.
    public void begin() {
        schedule.begin(bell::ring, listeners::report);
    }

    /// Lets watches be polled before their time.
    public Doorbell bell() {
        return bell;
    }

    /// The operations that can be watched.
    public Map<String, Trigger> triggers() {
        return schedule.triggers();
    }

    /// Enters a watch, or finds it, without a poll.
    ///
    /// @param tools of the caller, among which the operation must be
    /// @param every null for the trigger's standard
    /// @throws IllegalArgumentException with a sentence if there is no such watch
    public Watch enter(CallerTools tools, String operation, ObjectNode given, Duration every) {
        return enter(tools, null, operation, given, every);
    }

    /// The same for one of several readers of a caller, each with an interval of its own.
    ///
    /// @param place what tells them apart; null for the caller as such
    public Watch enter(CallerTools tools, String place, String operation, ObjectNode given, Duration every) {
        Asked asked = asked(tools, operation, given, every);
        Duration interval = every == null ? Trigger.of(operation).every() : every;
        schedule.callers().know(asked.spec().id(), tools.caller());
        return owners.entered(tools.caller(), place, asked.spec(), interval, every != null)
                .meaning(asked.named());
    }

    /// What would be watched. Nothing is entered.
    ///
    /// @throws IllegalArgumentException with a sentence if there is no such watch
    public Asked asked(CallerTools tools, String operation, ObjectNode given, Duration every) {
        Trigger trigger = Trigger.of(operation);
        WatchOwners.refuse(tools, operation);
        WatchTimes.possible(every == null ? trigger.every() : every);
        Asked asked = owners.arguments().read(tools, operation, given);
        owners.refuseTooMany(reader(tools, null), asked.spec().id());
        return asked;
    }

    /// The same, and polls it for the first time if nobody has.
    ///
    /// @throws PollFailedException if that poll failed
    public Watch start(CallerTools tools, String operation, ObjectNode given, Duration every)
            throws InterruptedException {
        return start(tools, null, operation, given, every);
    }

    /// The same for one of several readers of a caller.
    public Watch start(CallerTools tools, String place, String operation, ObjectNode given, Duration every)
            throws InterruptedException {
        return new FirstPoll(store, clock, schedule, PATIENCE).of(() -> enter(tools, place, operation, given, every));
    }

    /// Events of a watch.
    ///
    /// @param cursor of the last event that is known; null for all that are kept
    /// @throws IllegalArgumentException with a sentence if this is not the caller's watch, or not a cursor of it
    public EventBatch read(CallerTools tools, String id, String cursor, int max) {
        Watch watch = proven(tools, id);
        return cursor == null
                ? EventBatch.of(store, watch, 0, max)
                : EventBatch.since(store, watch, EventCursor.of(cursor).demand(store, watch.row()), max);
    }

    /// The same for a reader who goes on from where they can if the watch does not have the events of their cursor.
    public EventBatch read(CallerTools tools, EventCursor known, int max) {
        return EventBatch.since(store, proven(tools, known.watch()), known, max);
    }

    /// The latest events of a watch, in their order.
    public EventBatch latest(CallerTools tools, String id, int max) {
        Watch watch = proven(tools, id);
        return EventBatch.of(store, watch, Math.max(0, watch.row().last() - max), max);
    }

    /// What there is now, as the events of a watch would tell it, to try a reader with. Nothing is noted.
    ///
    /// @throws IllegalArgumentException with a sentence if this is not the caller's watch
    /// @throws PollFailedException if HighLevel does not answer
    public List<Event> sample(CallerTools tools, String id, int max) throws InterruptedException {
        try {
            return schedule.sample(own(tools, id).row(), max);
        } catch (PollException e) {
            throw new PollFailedException("There is no sample: " + e.getMessage(), e.refused());
        }
    }

    /// How one of the caller's watches is, without its events.
    ///
    /// @throws IllegalArgumentException with a sentence if it is not theirs, or they may not call what it watches
    public Watch watch(CallerTools tools, String id) {
        return own(tools, id);
    }

    /// Whether a watch is there and the caller's.
    public boolean has(CallerTools tools, String id) {
        return store.read(id, reader(tools, null), clock.millis());
    }

    /// The caller's watches, also those that have ended.
    ///
    /// @throws PollFailedException if HighLevel refuses the caller's token
    public List<Watch> list(CallerTools tools) {
        List<Watch> all = store.watches(reader(tools, null)).stream()
                .map(Watch::of)
                .filter(watch -> owners.refusal(tools, watch.spec()) == null)
                .toList();
        all.forEach(watch -> schedule.callers().know(watch.id(), tools.caller()));
        schedule.proofs().demandOne(all);
        return all;
    }

    /// What the polls of this process came to.
    public PollCounts counts() {
        return counts;
    }

    /// How many watches of the store are in each state, for all readers.
    public Map<String, Long> states() {
        return store.watches().stream()
                .map(Watch::of)
                .collect(Collectors.groupingBy(Watch::state, TreeMap::new, Collectors.counting()));
    }

    /// Ends a watch for its caller, and altogether if nobody else reads it.
    ///
    /// @throws IllegalArgumentException with a sentence if this is not the caller's watch
    public void stop(CallerTools tools, String id) {
        own(tools, id);
        store.leave(id, reader(tools, null), clock.millis());
    }

    /// The name by which the store knows a reader.
    ///
    /// @param place what tells several readers of the caller apart; null for the caller as such
    public static String reader(CallerTools tools, String place) {
        return WatchOwners.reader(tools.caller(), place);
    }

    /// Is told, within seconds, when events were added to a watch, whichever process polls it, until it is closed.
    ///
    /// @throws IllegalArgumentException with a sentence if this is not the caller's watch
    public Runnable listen(CallerTools tools, String id, Runnable added) {
        begin();
        return listeners.add(own(tools, id).row(), reader(tools, null), added);
    }

    /// For who polls a watch by themselves, on behalf of a caller.
    public Poller poller(CallerTools tools) {
        return schedule.poller(tools.caller());
    }

    /// How many things a watch knew when it began.
    public long known(Watch watch) {
        return Poller.known(store.items(watch.id()));
    }

    /// A watch for the person who started this program, also one that others read.
    ///
    /// @throws IllegalArgumentException with a sentence if it is of another account than that of the settings
    /// @throws PollFailedException if HighLevel does not show this person what is watched
    public Watch replayed(String id) {
        Watch watch = Watch.of(store.watch(id));
        owners.refuseOtherAccount(watch.spec());
        schedule.proofs().demand(watch);
        return watch;
    }

    private Watch proven(CallerTools tools, String id) {
        Watch watch = own(tools, id);
        schedule.proofs().demand(watch);
        return watch;
    }

    private Watch own(CallerTools tools, String id) {
        Watch watch = owners.own(tools, id);
        schedule.callers().know(id, tools.caller());
        return watch;
    }

    @Override
    public void close() {
        schedule.close();
        store.close();
    }
}
