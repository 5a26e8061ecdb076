package dev.ghlmcp.server;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// The requests that are not answered yet, each with the thread that works on it. Taking a request out decides who
/// may answer it: the worker, or nobody because it was cancelled.
final class InFlight {
    private final Map<Object, Thread> workers = new HashMap<>();

    /// Enters a request.
    ///
    /// @return false if one with this id is in flight already
    synchronized boolean add(Object id, Thread worker) {
        return workers.putIfAbsent(key(id), worker) == null;
    }

    /// Takes a request out to answer it.
    ///
    /// @return false if it was cancelled, so that nothing may be sent for it
    synchronized boolean remove(Object id) {
        boolean present = workers.remove(key(id)) != null;
        if (workers.isEmpty()) {
            notifyAll();
        }
        return present;
    }

    /// Cancels one request; an unknown id is ignored, as it may just have been answered.
    synchronized void cancel(Object id) {
        Thread worker = workers.remove(key(id));
        if (worker != null) {
            worker.interrupt();
        }
    }

    /// Cancels every request.
    synchronized void cancelAll() {
        workers.values().forEach(Thread::interrupt);
        workers.clear();
        notifyAll();
    }

    /// Waits until every request is answered, or the time is up.
    synchronized void await(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        for (long left = limit.toMillis();
                !workers.isEmpty() && left > 0;
                left = (deadline - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    /// Ids are equal as JSON numbers whatever their width.
    private static Object key(Object id) {
        return id instanceof Number number ? number.longValue() : id;
    }
}
