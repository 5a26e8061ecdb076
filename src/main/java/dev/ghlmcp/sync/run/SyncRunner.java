package dev.ghlmcp.sync.run;

import dev.ghlmcp.log.StackTraces;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.PeriodicTask;
import dev.ghlmcp.store.StoreException;
import dev.ghlmcp.sync.MappingException;
import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.SyncInput;
import dev.ghlmcp.sync.SyncMapping;
import dev.ghlmcp.sync.echo.EchoGuard;
import dev.ghlmcp.sync.run.Inbox.Stored;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/// Carries the messages of syncs out: the only place that calls tools for them. Of several processes on one store one
/// works on a record at a time. Thread-safe.
///
/// @see RecordTurn which messages of a record are carried out
/// @see MessageRun how
public final class SyncRunner implements AutoCloseable {
    static final String NO_ID = "The message has no id: the expression `id` of the sync gives nothing";

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration END = Duration.ofSeconds(10);
    private static final int MAX_DUE = 200;
    private static final int MAX_AT_ONCE = 8;
    private static final int LOCKS = 256;

    final Inbox inbox;
    final Ledger ledger;
    final SyncCalls calls;
    final InstantSource clock;
    final DoubleSupplier random;

    /// Names this process in the store.
    final String holder = UUID.randomUUID().toString();

    private final Supplier<List<Sync>> syncs;
    private final EchoGuard echo;
    private final Semaphore room = new Semaphore(MAX_AT_ONCE, true);
    private final Map<String, Thread> running = new ConcurrentHashMap<>();

    /// Syncs whose calls HighLevel has answered since it was away last, or this process began.
    private final Set<String> answering = ConcurrentHashMap.newKeySet();
    private final List<ReentrantLock> locks = new ArrayList<>();
    private PeriodicTask task;
    private volatile boolean closed;

    /// @param syncs  of the settings
    /// @param echo   remembers what is written; null where nothing is posted
    /// @param random from 0 to 1
    public SyncRunner(
            Supplier<List<Sync>> syncs,
            Inbox inbox,
            Ledger ledger,
            Dispatcher dispatcher,
            EchoGuard echo,
            InstantSource clock,
            DoubleSupplier random) {
        this(syncs, inbox, ledger, new SyncCalls.Dispatched(dispatcher), echo, clock, random);
    }

    SyncRunner(
            Supplier<List<Sync>> syncs,
            Inbox inbox,
            Ledger ledger,
            SyncCalls calls,
            EchoGuard echo,
            InstantSource clock,
            DoubleSupplier random) {
        this.syncs = syncs;
        this.inbox = inbox;
        this.ledger = ledger;
        this.calls = calls;
        this.echo = echo;
        this.clock = clock;
        this.random = random;
        for (int i = 0; i < LOCKS; i++) {
            locks.add(new ReentrantLock());
        }
    }

    static String noTool(String name) {
        return "There is no tool " + name + " by the settings";
    }

    /// From now on.
    public synchronized void begin() {
        if (task == null) {
            task = new PeriodicTask("syncs", LOOK, this::look);
        }
    }

    /// Starts what is due.
    ///
    /// @return the threads that do it
    List<Thread> look() {
        List<Thread> started = new ArrayList<>();
        for (Sync sync : syncs.get()) {
            Map<String, List<String>> records = new LinkedHashMap<>();
            // A message that waits for room is still due.
            List<SyncMessage> due = running.size() >= MAX_DUE ? List.of() : inbox.due(sync.name(), MAX_DUE);
            for (SyncMessage message : due) {
                String record = record(sync, message);
                if (record != null) {
                    records.computeIfAbsent(record, _ -> new ArrayList<>()).add(message.id());
                }
            }
            records.forEach((record, ids) -> {
                String key = sync.name() + "\n" + record;
                if (!running.containsKey(key)) {
                    started.add(start(key, sync, record, ids));
                }
            });
        }
        return started;
    }

    private Thread start(String key, Sync sync, String record, List<String> ids) {
        Thread thread = Thread.ofVirtual().name("sync").unstarted(() -> {
            try {
                room.acquire();
                try {
                    if (!closed) {
                        turn(sync, record, ids);
                    }
                } finally {
                    room.release();
                }
            } catch (InterruptedException | StoreException _) {
                // The process ends, or the next look says what is wrong with the store.
            } finally {
                running.remove(key);
            }
        });
        running.put(key, thread);
        thread.start();
        return thread;
    }

    boolean closed() {
        return closed;
    }

    private void turn(Sync sync, String record, List<String> ids) throws InterruptedException {
        ReentrantLock lock = locks.get(Math.floorMod((sync.name() + "\n" + record).hashCode(), LOCKS));
        lock.lockInterruptibly();
        try {
            new RecordTurn(this, sync, record).run(ids);
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            StackTraces.report(
                    System.err,
                    "A message of the sync " + sync.name() + " failed and is tried again (" + StackTraces.summary(e)
                            + ")",
                    e);
            ids.forEach(id -> failed(sync, id));
        } finally {
            lock.unlock();
        }
    }

    /// A fault of this program ended the work on a message: it is not to be met again each second.
    private void failed(Sync sync, String id) {
        Stored stored = inbox.stored(sync.name(), id);
        if (stored != null
                && stored.message().state().open()
                && stored.message().next() <= clock.millis()) {
            inbox.replace(stored, MessageProgress.retried(this, stored.message(), "A fault of ghl-mcp ended its work"));
        }
    }

    /// Works on a message now.
    ///
    /// @return how far it is then: open if HighLevel is away, or its record is waited for or worked on elsewhere
    /// @throws IllegalArgumentException if the settings do not have its sync
    public SyncMessage run(SyncMessage message) throws InterruptedException {
        Sync sync = syncs.get().stream()
                .filter(each -> each.name().equals(message.sync()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no sync " + message.sync()));
        String record = record(sync, message);
        if (record != null) {
            turn(sync, record, List.of(message.id()));
        }
        return inbox.find(message.sync(), message.id());
    }

    /// The id of a message's record where it comes from; null if it has none or does not matter, which ends it.
    private String record(Sync sync, SyncMessage message) {
        SyncMapping mapping = new SyncMapping(sync);
        // What does not matter needs no id, and takes the place of no message that does.
        boolean ignored = message.state() == SyncState.RECEIVED && mapping.ignores(message.input());
        String record = "";
        String reason = "no_id";
        String problem = NO_ID;
        try {
            record = mapping.externalId(message.input());
        } catch (MappingException e) {
            reason = "mapping";
            problem = e.getMessage();
        }
        if (!ignored && !record.isEmpty()) {
            return record;
        }
        Stored stored = inbox.stored(message.sync(), message.id());
        if (stored != null && stored.message().state().open()) {
            SyncMessage last = stored.message().of(record);
            inbox.replace(
                    stored,
                    ignored
                            ? last.ended(SyncState.SKIPPED, "", clock.millis())
                            : last.dead(reason, problem, "", clock.millis()));
        }
        return null;
    }

    /// What would become of a message. HighLevel is only read from.
    public SyncPreview preview(Sync sync, SyncInput input) throws InterruptedException {
        return new SyncPreviews(calls, ledger).of(sync, input);
    }

    /// HighLevel was away for a message.
    void failing(Sync sync) {
        answering.remove(sync.name());
    }

    /// HighLevel answers: what waits for hours need not.
    void answered(Sync sync) {
        if (answering.add(sync.name())) {
            inbox.hurry(sync.name());
        }
    }

    /// What tells events and messages that only say what has just been written; null if nobody asks.
    EchoGuard echo(Sync sync) {
        return sync.echo() ? null : echo;
    }

    /// Waits a while for calls that are on their way.
    @Override
    public synchronized void close() {
        closed = true;
        if (task != null) {
            task.close();
        }
        long end = System.nanoTime() + END.toNanos();
        List<Thread> runs = List.copyOf(running.values());
        try {
            for (Thread run : runs) {
                run.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            }
            for (Thread run : runs) {
                run.interrupt();
                run.join(END);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
