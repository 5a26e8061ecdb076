package dev.ghlmcp.server;

import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// The requests that are not answered yet, each with the thread that works on it. Taking a request out decides who
/// may answer it: the worker, or nobody because it was cancelled.
public final class InFlight {
    private final Map<Object, Thread> workers = new HashMap<>();
    private final int most;

    /// @param most requests that may be in flight at once
    public InFlight(int most) {
        this.most = most;
    }

    /// Enters a request.
    ///
    /// @return null, or a sentence that says why it cannot be taken
    public synchronized String add(Object id, Thread worker) {
        if (workers.size() >= most) {
            return "More than " + most + " requests are in flight; wait for answers";
        }
        return workers.putIfAbsent(key(id), worker) == null ? null : "A request with this id is in flight";
    }

    /// Takes a request out to answer it.
    ///
    /// @return false if it was cancelled, so that nothing may be sent for it
    public synchronized boolean remove(Object id) {
        boolean present = workers.remove(key(id)) != null;
        if (workers.isEmpty()) {
            notifyAll();
        }
        return present;
    }

    /// Whether a request is neither answered nor cancelled.
    public synchronized boolean contains(Object id) {
        return workers.containsKey(key(id));
    }

    /// Cancels the request that a `notifications/cancelled` names; an unknown id is ignored, as it may just have been
    /// answered.
    public synchronized void cancel(JSONRPCNotification cancelled) {
        if (cancelled.params() instanceof Map<?, ?> params && params.get("requestId") != null) {
            Thread worker = workers.remove(key(params.get("requestId")));
            if (worker != null) {
                worker.interrupt();
            }
        }
    }

    /// Cancels every request.
    public synchronized void cancelAll() {
        workers.values().forEach(Thread::interrupt);
        workers.clear();
        notifyAll();
    }

    /// Whether no request is in flight.
    public synchronized boolean isEmpty() {
        return workers.isEmpty();
    }

    /// Waits until every request is answered, or the time is up.
    public synchronized void await(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        for (long left = limit.toMillis();
                !workers.isEmpty() && left > 0;
                left = (deadline - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    /// Ids are equal as JSON numbers, however they are written.
    private static Object key(Object id) {
        if (id instanceof BigDecimal fraction) {
            return fraction.stripTrailingZeros().scale() <= 0 ? (Object) fraction.longValue() : fraction;
        }
        return id instanceof Number number ? (Object) number.longValue() : id;
    }
}
