package dev.ghlmcp.cli.batch;

import java.util.concurrent.locks.ReentrantLock;

/// One call on its way: it waits, then its first request goes out, and from then on it may have changed something.
final class BatchItem {
    private final ReentrantLock lock = new ReentrantLock();
    private final Thread thread = Thread.currentThread();
    private final Runnable before;
    private boolean begun;
    private boolean stopped;

    /// @param before runs once, before the first request goes out
    BatchItem(Runnable before) {
        this.before = before;
    }

    /// Whether the request may go out.
    boolean begin() {
        lock.lock();
        try {
            if (!stopped && !begun) {
                before.run();
                begun = true;
            }
            return begun;
        } finally {
            lock.unlock();
        }
    }

    /// Whether a request went out.
    boolean begun() {
        lock.lock();
        try {
            return begun;
        } finally {
            lock.unlock();
        }
    }

    /// What went out was refused before it changed anything.
    void undone() {
        lock.lock();
        try {
            begun = false;
        } finally {
            lock.unlock();
        }
    }

    /// Ends the waiting. What has gone out is left to finish.
    void stop() {
        lock.lock();
        try {
            stopped = true;
            if (!begun) {
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }
}
