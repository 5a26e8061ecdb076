package dev.ghlmcp.cli.batch;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The workers of a run and the calls that are on their way, and how they come to a stop: what has gone out is
/// finished, nothing more is begun. Thread-safe.
final class BatchWorkers {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
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

    private void count(int change) {
        lock.lock();
        try {
            working += change;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the first call has ended, or all is over.
    void awaitFirst() throws InterruptedException {
        lock.lock();
        try {
            while (!landed && !over()) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the workers are done, or nothing is on its way any more after a stop: a worker may still be waiting
    /// for input then.
    void awaitLast() throws InterruptedException {
        lock.lock();
        try {
            while (!over()) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean over() {
        return working == 0 || (stopping() && attempts.isEmpty());
    }

    /// Whether this attempt may go: not if the run is to stop.
    boolean enter(BatchItem attempt) {
        lock.lock();
        try {
            return !stopping() && attempts.add(attempt);
        } finally {
            lock.unlock();
        }
    }

    void leave(BatchItem attempt) {
        lock.lock();
        try {
            attempts.remove(attempt);
            landed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Begins to stop.
    ///
    /// @param why null if somebody wants it so
    void stop(String why) {
        lock.lock();
        try {
            if (!stopping()) {
                reason = why;
            }
            stopping.countDown();
            attempts.forEach(BatchItem::stop);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
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

    /// Why it stopped by itself; null if it did not.
    String reason() {
        lock.lock();
        try {
            return reason;
        } finally {
            lock.unlock();
        }
    }
}
