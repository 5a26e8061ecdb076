package dev.ghlmcp.watch.service;

import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.store.Commit.Event;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.LoggedEvent;
import dev.ghlmcp.store.WatchRow;
import dev.ghlmcp.watch.PollBudget;
import dev.ghlmcp.watch.Poller.Outcome;
import dev.ghlmcp.watch.Trigger;
import dev.ghlmcp.watch.WatchArguments;
import dev.ghlmcp.watch.WatchEvents;
import dev.ghlmcp.watch.WatchSource.PollException;
import dev.ghlmcp.watch.WatchSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// The watches of a program: what its callers start, read, list and stop, and the polls behind them. Each caller sees
/// their own, and only while they may read what is watched. Thread-safe.
public final class Watches implements AutoCloseable {
    /// Shorter would not see more, as searches lag, and longer is no trigger.
    private static final Duration MIN_EVERY = Duration.ofMinutes(1);

    private static final Pattern TIME = Pattern.compile("([1-9]\\d{0,4})([smh])");
    private static final Duration MAX_EVERY = Duration.ofHours(1);

    /// Of one account.
    private static final int MAX = 100;

    /// How long the first poll may take.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// Who listens is taken to read that often.
    private static final Duration LISTENING = Duration.ofHours(1);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final EventStore store;
    private final InstantSource clock;
    private final WatchArguments arguments;
    private final PollSchedule schedule;
    private final PollCounts counts = new PollCounts();
    private final Map<String, List<Listener>> listeners = new ConcurrentHashMap<>();
    private volatile long touched;
    private final Map<String, Long> reported = new ConcurrentHashMap<>();

    /// @param store   closed with this
    /// @param percent of the limits that polls may take
    public Watches(EventStore store, Dispatcher dispatcher, InstantSource clock, int percent) {
        this.store = store;
        this.clock = clock;
        this.arguments = new WatchArguments(dispatcher);
        PollBudget budget = new PollBudget(store, clock, percent, PATIENCE);
        this.schedule = new PollSchedule(store, dispatcher, clock, budget, counts);
    }

    /// Polls from now on what is due.
    public void begin() {
        schedule.begin(this::report);
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
        Trigger trigger = Trigger.of(operation);
        refuse(tools, operation);
        Duration interval = every == null ? trigger.every() : every;
        if (interval.compareTo(MIN_EVERY) < 0 || interval.compareTo(MAX_EVERY) > 0) {
            throw new IllegalArgumentException("every must be from 1m to 1h, got " + interval.toSeconds() + " s");
        }
        WatchSpec spec = arguments.spec(tools.caller(), operation, given);
        WatchRow known = store.watch(spec.id());
        if ((known == null || !known.state().isEmpty()) && count(spec) >= MAX) {
            throw new IllegalArgumentException(
                    "There are " + MAX + " watches of this account already: end one of them first");
        }
        schedule.know(spec.id(), tools.caller());
        return Watch.of(store.enter(spec.id(), spec.text(), reader(tools.caller()), interval, clock.millis()));
    }

    /// The same, and polls it for the first time if nobody has.
    ///
    /// @throws PollFailedException if that poll failed
    public Watch start(CallerTools tools, String operation, ObjectNode given, Duration every)
            throws InterruptedException {
        Watch watch = enter(tools, operation, given, every);
        Outcome outcome = Outcome.ELSEWHERE;
        long patience = clock.millis() + PATIENCE.toMillis();
        try {
            while (!watch.row().primed()
                    && !watch.ended()
                    && outcome == Outcome.ELSEWHERE
                    && clock.millis() < patience) {
                outcome = schedule.poll(watch.id(), watch.spec());
                WatchRow row = store.watch(watch.id());
                if (row == null) {
                    // Another who asked for the same at once has failed and removed it.
                    outcome = Outcome.ELSEWHERE;
                    watch = enter(tools, operation, given, every);
                } else {
                    watch = Watch.of(row);
                }
                if (outcome == Outcome.ELSEWHERE) {
                    Thread.sleep(LOOK_AGAIN);
                }
            }
        } finally {
            if (!watch.row().primed() && !watch.ended()) {
                store.remove(watch.id());
            }
        }
        if (!watch.row().primed() && !watch.ended()) {
            throw new PollFailedException(
                    "Nothing is watched, as the first poll failed: "
                            + (watch.row().note().isEmpty()
                                    ? "it did not end in time"
                                    : watch.row().note()),
                    outcome == Outcome.REFUSED);
        }
        return watch;
    }

    /// Events of a watch.
    ///
    /// @param cursor of the last event that is known; null for all that are kept
    /// @throws IllegalArgumentException with a sentence if this is not the caller's watch, or not a cursor of it
    public EventBatch read(CallerTools tools, String id, String cursor, int max) {
        Watch watch = own(tools, id);
        long after = cursor == null ? 0 : WatchEvents.after(id, cursor);
        if (after > watch.row().last()) {
            throw new IllegalArgumentException("This cursor is ahead of the watch " + id + ", which has "
                    + watch.row().last() + " events: read it without a cursor");
        }
        return batch(watch, after, max);
    }

    /// The latest events of a watch, in their order.
    public EventBatch latest(CallerTools tools, String id, int max) {
        Watch watch = own(tools, id);
        return batch(watch, Math.max(0, watch.row().last() - max), max);
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

    private EventBatch batch(Watch watch, long after, int max) {
        List<LoggedEvent> events = store.events(watch.id(), after, max);
        long last = events.isEmpty()
                ? Math.max(after, watch.row().last())
                : events.getLast().seq();
        WatchRow row = watch.row();
        long forgotten = row.first() == 0 ? row.last() : row.first() - 1;
        return new EventBatch(
                watch,
                events,
                WatchEvents.cursor(watch.id(), last),
                row.last() > last,
                after < forgotten ? forgotten : 0);
    }

    /// The caller's watches, also those that have ended.
    public List<Watch> list(CallerTools tools) {
        return store.watches(reader(tools.caller())).stream()
                .map(Watch::of)
                .filter(watch -> refusal(tools, watch.spec()) == null)
                .toList();
    }

    /// What the polls of this process came to.
    public PollCounts counts() {
        return counts;
    }

    /// How many watches of the store are in each state, whoever reads them.
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
        store.leave(id, reader(tools.caller()), clock.millis());
    }

    /// Is told, within seconds, when events were added to a watch, whichever process polls it, until it is closed.
    ///
    /// @throws IllegalArgumentException with a sentence if this is not the caller's watch
    public Runnable listen(CallerTools tools, String id, Runnable added) {
        Watch watch = own(tools, id);
        reported.putIfAbsent(id, watch.row().last());
        Listener listener = new Listener(reader(tools.caller()), added);
        listeners.computeIfAbsent(id, _ -> new CopyOnWriteArrayList<>()).add(listener);
        begin();
        return () -> listeners.computeIfPresent(id, (_, all) -> {
            all.remove(listener);
            return all.isEmpty() ? null : all;
        });
    }

    private record Listener(String reader, Runnable added) {}

    /// How many things a watch knows that may change.
    public int known(Watch watch) {
        return store.items(watch.id()).size();
    }

    /// How often to poll, such as 90s, 15m or 1h.
    ///
    /// @param name of the argument
    /// @throws IllegalArgumentException with a sentence if it is no such time
    public static Duration interval(String name, String text) {
        Matcher matcher = TIME.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(name + " is a time such as 90s, 15m or 1h, got '" + text + "'");
        }
        return Duration.parse("PT" + matcher.group(1) + matcher.group(2).toUpperCase(Locale.ROOT));
    }

    /// The same, written.
    public static String text(long everyMs) {
        return Duration.ofMillis(everyMs).toString().substring(2).toLowerCase(Locale.ROOT);
    }

    /// A time of a watch, for people.
    public static String time(long millis) {
        return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private void report() {
        reported.keySet().retainAll(listeners.keySet());
        long now = clock.millis();
        boolean touching = now - touched >= LISTENING.toMillis();
        if (touching) {
            touched = now;
        }
        listeners.forEach((id, all) -> {
            WatchRow row = store.watch(id);
            Long before = row == null ? null : reported.put(id, row.last());
            if (before != null && before < row.last()) {
                all.forEach(listener -> listener.added().run());
            }
            if (touching) {
                all.forEach(listener -> store.read(id, listener.reader(), now));
            }
        });
    }

    /// A watch of the caller, who has read it now.
    private Watch own(CallerTools tools, String id) {
        if (!store.read(id, reader(tools.caller()), clock.millis())) {
            throw new IllegalArgumentException("'" + id + "' is no watch of yours");
        }
        Watch watch = Watch.of(store.watch(id));
        String refusal = refusal(tools, watch.spec());
        if (refusal != null) {
            throw new IllegalArgumentException(refusal);
        }
        schedule.know(id, tools.caller());
        return watch;
    }

    /// Why a caller may not read what is watched; null if they may.
    private String refusal(CallerTools tools, WatchSpec spec) {
        try {
            refuse(tools, spec.operation());
            return arguments
                            .spec(tools.caller(), spec.operation(), spec.arguments())
                            .id()
                            .equals(spec.id())
                    ? null
                    : "This watch is of another account";
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    private static void refuse(CallerTools tools, String operation) {
        ToolView view = tools.view();
        String refusal = view.indirectRefusal(operation);
        if (refusal != null) {
            throw new IllegalArgumentException(refusal);
        }
    }

    private long count(WatchSpec spec) {
        return store.watches().stream()
                .filter(row -> row.state().isEmpty())
                .map(row -> WatchSpec.of(row.spec()))
                .filter(other ->
                        other.tenant().equals(spec.tenant()) && other.account().equals(spec.account()))
                .count();
    }

    private static String reader(Caller caller) {
        return caller.principal();
    }

    @Override
    public void close() {
        schedule.close();
        store.close();
    }
}
