package dev.ghlmcp.highlevel.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// How many requests are under way at once, with a share for each credential: one may have another as long as it has
/// fewer than are free. Alone it gets half of all, two get a third each, and something is always left for the next.
///
/// Thread-safe and fair: a credential's requests go in order, and those that wait take turns by credential. What has no
/// request under way and none waiting takes no memory.
public final class ConcurrencyLimiter {
    private final Map<String, Integer> running = new HashMap<>();
    private final SequencedQueues waiting = new SequencedQueues();
    private int free;

    /// @param total for all credentials together
    public ConcurrencyLimiter(int total) {
        this.free = total;
    }

    /// Waits for its turn.
    ///
    /// @param patience how long at most
    /// @return whether it came; then [#release] must follow
    /// @throws InterruptedException if the call is cancelled meanwhile
    public boolean acquire(String credential, Duration patience) throws InterruptedException {
        Waiter waiter;
        synchronized (this) {
            if (!waiting.has(credential) && mayRun(credential)) {
                start(credential);
                return true;
            }
            waiter = new Waiter(Thread.currentThread());
            waiting.add(credential, waiter);
        }
        long until = System.nanoTime() + patience.toNanos();
        while (!waiter.granted) {
            long left = until - System.nanoTime();
            boolean interrupted = Thread.interrupted();
            if (interrupted || left <= 0) {
                return givenUp(credential, waiter, interrupted);
            }
            LockSupport.parkNanos(this, left);
        }
        return true;
    }

    private synchronized boolean givenUp(String credential, Waiter waiter, boolean interrupted)
            throws InterruptedException {
        if (waiter.granted && interrupted) {
            release(credential);
        } else if (!waiter.granted) {
            waiting.remove(credential, waiter);
        }
        if (interrupted) {
            throw new InterruptedException();
        }
        return waiter.granted;
    }

    /// A request has ended.
    public synchronized void release(String credential) {
        free++;
        running.merge(credential, -1, (some, one) -> some + one == 0 ? null : some + one);
        for (String next = waiting.first(this::mayRun); next != null; next = waiting.first(this::mayRun)) {
            start(next);
            Waiter waiter = waiting.poll(next);
            waiter.granted = true;
            LockSupport.unpark(waiter.thread);
        }
    }

    private boolean mayRun(String credential) {
        return running.getOrDefault(credential, 0) < free;
    }

    private void start(String credential) {
        free--;
        running.merge(credential, 1, Integer::sum);
    }

    private static final class Waiter {
        private final Thread thread;
        private volatile boolean granted;

        Waiter(Thread thread) {
            this.thread = thread;
        }
    }

    /// A queue for each credential; the one that was served goes to the end.
    private static final class SequencedQueues {
        private final Map<String, Deque<Waiter>> queues = new LinkedHashMap<>();

        boolean has(String credential) {
            return queues.containsKey(credential);
        }

        void add(String credential, Waiter waiter) {
            queues.computeIfAbsent(credential, _ -> new ArrayDeque<>()).addLast(waiter);
        }

        String first(Predicate<String> wanted) {
            return queues.keySet().stream().filter(wanted).findFirst().orElse(null);
        }

        Waiter poll(String credential) {
            Deque<Waiter> queue = queues.remove(credential);
            Waiter waiter = queue.removeFirst();
            if (!queue.isEmpty()) {
                queues.put(credential, queue);
            }
            return waiter;
        }

        void remove(String credential, Waiter waiter) {
            Deque<Waiter> queue = queues.get(credential);
            queue.remove(waiter);
            if (queue.isEmpty()) {
                queues.remove(credential);
            }
        }
    }
}
