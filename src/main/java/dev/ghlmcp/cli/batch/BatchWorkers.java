package dev.ghlmcp.cli.batch;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The workers of a run and its running calls. On a stop, running calls finish and no new one begins. Thread-safe.
final class BatchWorkers {
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Set<BatchItem> attempts = new HashSet<>();
    private int working;
    private boolean landed;
    private String reason;

    void start(int workers, Runnable work) {
        for (int i = 0; i < workers; i++) {
            count(1);
            Thread.ofPlatform().daemon().name("each").start(() -> {
                try {
                    work.run();
                } finally {
                    count(-1);
                }
            });
        }
    }

    private synchronized void count(int change) {
        working += change;
        notifyAll();
    }

    /// Waits until the first call or the run has ended.
    synchronized void awaitFirst() throws InterruptedException {
        while (!landed && !over()) {
            wait();
        }
    }

    /// Waits until the workers are done, or, after a stop, until no call is running: a worker may still wait for input.
    synchronized void awaitLast() throws InterruptedException {
        while (!over()) {
            wait();
        }
    }

    private boolean over() {
        return working == 0 || (stopping() && attempts.isEmpty());
    }

    /// Whether this attempt may be sent. After a stop none may.
    synchronized boolean enter(BatchItem attempt) {
        return !stopping() && attempts.add(attempt);
    }

    synchronized void leave(BatchItem attempt) {
        attempts.remove(attempt);
        landed = true;
        notifyAll();
    }

    /// Begins to stop.
    ///
    /// @param why null if somebody wants it so
    synchronized void stop(String why) {
        if (!stopping()) {
            reason = why;
        }
        stopping.countDown();
        attempts.forEach(BatchItem::stop);
        notifyAll();
    }

    boolean stopping() {
        return stopping.getCount() == 0;
    }

    /// Waits before the next try.
    ///
    /// @return whether there is to be none
    boolean stopsWithin(int seconds) {
        try {
            return stopping.await(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            return true;
        }
    }

    /// Why the run stopped by itself; null if it did not.
    synchronized String reason() {
        return reason;
    }
}
