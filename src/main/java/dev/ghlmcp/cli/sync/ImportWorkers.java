package dev.ghlmcp.cli.sync;

import dev.ghlmcp.log.StackTraces;
import dev.ghlmcp.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Works on several records at once, and on lines of the same record in their order. Few lines wait here, so that a
/// long file is not held in memory.
final class ImportWorkers {
    /// Twice as many as HighLevel's limits keep busy.
    private static final int WORKERS = 8;

    private static final int WAITING = 8 * WORKERS;

    /// What is done with a line.
    interface Work {
        void run() throws InterruptedException;
    }

    private final List<ExecutorService> workers = new ArrayList<>();
    private final Semaphore room = new Semaphore(WAITING);
    private volatile boolean stopping;
    private volatile String reason;

    ImportWorkers() {
        for (int i = 0; i < WORKERS; i++) {
            workers.add(Executors.newSingleThreadExecutor(
                    Thread.ofVirtual().name("import").factory()));
        }
    }

    /// Has a line worked on, after those of the same record; waits while there are many.
    void submit(String record, Work work) throws InterruptedException {
        room.acquire();
        workers.get(Math.floorMod(record.hashCode(), WORKERS)).execute(() -> {
            try {
                work.run();
            } catch (InterruptedException _) {
                stop(null);
            } catch (StoreException e) {
                stop(e.getMessage());
            } catch (RuntimeException | Error e) {
                stop("it failed inside: " + StackTraces.summary(e));
            } finally {
                room.release();
            }
        });
    }

    /// Begins no further line.
    ///
    /// @param why a sentence; null if a person or the system wants it
    void stop(String why) {
        if (!stopping) {
            reason = why;
            stopping = true;
        }
    }

    boolean stopping() {
        return stopping;
    }

    /// Why it stopped; null if there is nothing to say.
    String reason() {
        return reason;
    }

    /// Waits for the lines that were begun.
    void finish() throws InterruptedException {
        workers.forEach(ExecutorService::shutdown);
        for (ExecutorService worker : workers) {
            while (!worker.awaitTermination(1, TimeUnit.HOURS)) {
                // A line ends by its own deadline.
            }
        }
    }
}
