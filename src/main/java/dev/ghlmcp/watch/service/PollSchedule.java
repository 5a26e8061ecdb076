package dev.ghlmcp.watch.service;

import dev.ghlmcp.log.StackTraces;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.PeriodicTask;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.store.Commit.Event;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.StoreException;
import dev.ghlmcp.store.WatchRow;
import dev.ghlmcp.watch.DispatcherSource;
import dev.ghlmcp.watch.PollBudget;
import dev.ghlmcp.watch.Trigger;
import dev.ghlmcp.watch.WatchSource.PollException;
import dev.ghlmcp.watch.WatchSpec;
import dev.ghlmcp.watch.poll.Poller;
import dev.ghlmcp.watch.poll.Poller.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Polls the watches of a store when they are due, unless another process does. Those of the settings' account need
/// nobody; another account's are polled while one who reads them has come to this process with its token.
final class PollSchedule implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration TIDY = Duration.ofMinutes(10);
    private static final Duration END = Duration.ofSeconds(2);

    /// Of one account.
    private static final int MAX_AT_ONCE = 4;

    private final EventStore store;
    private final Dispatcher dispatcher;
    private final InstantSource clock;
    private final PollBudget budget;
    private final PollCounts counts;
    private final StoreNotice notice = new StoreNotice(System.err);
    private final String holder = UUID.randomUUID().toString();
    private final Map<String, Trigger> triggers = Trigger.load();
    private final PollCallers callers;
    private final Map<String, Thread> running = new ConcurrentHashMap<>();
    private final WatchProofs proofs;
    private long tidied;
    private PeriodicTask task;

    PollSchedule(EventStore store, Dispatcher dispatcher, InstantSource clock, PollBudget budget, PollCounts counts) {
        this.store = store;
        this.dispatcher = dispatcher;
        this.clock = clock;
        this.budget = budget;
        this.counts = counts;
        this.callers = new PollCallers(dispatcher);
        this.proofs = new WatchProofs(clock, this::probe);
    }

    /// Of which watches HighLevel has shown this process what is watched.
    WatchProofs proofs() {
        return proofs;
    }

    /// From now on.
    synchronized void begin(Runnable looking, Runnable looked) {
        if (task == null) {
            task = new PeriodicTask(
                    "watches",
                    LOOK,
                    () -> notice.around(() -> {
                        looking.run();
                        look();
                        looked.run();
                    }));
        }
    }

    /// Who polls what.
    PollCallers callers() {
        return callers;
    }

    Map<String, Trigger> triggers() {
        return triggers;
    }

    /// Starts the polls that are due.
    private void look() {
        long now = clock.millis();
        if (now - tidied >= TIDY.toMillis()) {
            tidied = now;
            store.tidy(now);
        }
        Map<String, Integer> counts = new HashMap<>();
        List<WatchRow> rows = store.watches();
        rows.stream()
                .filter(row -> running.containsKey(row.id()))
                .forEach(row -> counts.merge(account(row), 1, Integer::sum));
        for (WatchRow row : rows) {
            if (!row.state().isEmpty() || row.next() > now || running.containsKey(row.id())) {
                continue;
            }
            WatchSpec spec = WatchSpec.of(row.spec());
            if (callers.of(row.id(), spec) != null && counts.merge(account(row), 1, Integer::sum) <= MAX_AT_ONCE) {
                Thread.ofVirtual().name("poll").start(() -> polled(row));
            }
        }
    }

    private static String account(WatchRow row) {
        WatchSpec spec = WatchSpec.of(row.spec());
        return spec.tenant() + " " + spec.account();
    }

    private void polled(WatchRow row) {
        try {
            poll(row.id(), WatchSpec.of(row.spec()));
        } catch (InterruptedException _) {
            // The process ends.
        } catch (StoreException e) {
            notice.failed(e);
        } catch (RuntimeException | Error e) {
            StackTraces.report(
                    System.err,
                    "A poll of " + row.id() + " failed and comes again (" + StackTraces.summary(e) + ")",
                    e);
        }
    }

    /// Polls a watch now.
    Outcome poll(String watch, WatchSpec spec) throws InterruptedException {
        Caller caller = callers.of(watch, spec);
        if (caller == null || running.putIfAbsent(watch, Thread.currentThread()) != null) {
            return Outcome.ELSEWHERE;
        }
        try {
            return new CountedPoll(store, counts, proofs).of(watch, poller(caller));
        } finally {
            running.remove(watch);
            release(watch);
        }
    }

    /// Whether polls have enough of the day left to poll a watch before its time. Another process' are its own affair.
    boolean mayHurry(WatchRow row) {
        WatchSpec spec = WatchSpec.of(row.spec());
        Caller caller = callers.of(row.id(), spec);
        try {
            return caller == null
                    || budget.plenty(dispatcher.quota(caller, spec.operation(), spec.arguments()), dispatcher::left);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private void probe(Watch watch) throws PollException, InterruptedException {
        Caller caller = callers.of(watch.id(), watch.spec());
        if (caller == null) {
            throw new PollException(
                    "it is watched with a token, at an address or for an account that this program does not have",
                    true);
        }
        new Poller(store, new DispatcherSource(dispatcher, caller, null), clock, holder, triggers).probe(watch.row());
    }

    /// What a watch would see now.
    List<Event> sample(WatchRow row, int max) throws PollException, InterruptedException {
        return poller(callers.of(row.id(), WatchSpec.of(row.spec()))).sample(row, max);
    }

    Poller poller(Caller caller) {
        return new Poller(store, new DispatcherSource(dispatcher, caller, budget), clock, holder, triggers);
    }

    private void release(String watch) {
        try {
            store.release(watch, holder);
        } catch (StoreException _) {
            // It runs out by itself.
        }
    }

    @Override
    public synchronized void close() {
        if (task != null) {
            task.close();
        }
        List<Thread> polls = List.copyOf(running.values());
        polls.forEach(Thread::interrupt);
        try {
            for (Thread poll : polls) {
                poll.join(END);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
