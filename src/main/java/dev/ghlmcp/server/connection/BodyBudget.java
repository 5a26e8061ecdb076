package dev.ghlmcp.server.connection;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// The bytes of requests' bodies that may be in memory at once, so that many large ones do not exhaust the heap. Bytes
/// count as they arrive: a client that announces many and sends none holds none. One principal may hold half of all.
/// Thread-safe.
public final class BodyBudget {
    private final long total;
    private final Duration patience;
    private final Map<String, Long> held = new HashMap<>();
    private long free;

    /// @param patience of one request for room to become free
    public BodyBudget(long total, Duration patience) {
        this.total = total;
        this.free = total;
        this.patience = patience;
    }

    /// What one request holds, until it is closed.
    public Lease lease(String principal) {
        return new Lease(principal);
    }

    private synchronized boolean take(String principal, long bytes, long end) throws InterruptedException {
        while (free < bytes || held.getOrDefault(principal, 0L) + bytes > total / 2) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        free -= bytes;
        held.merge(principal, bytes, Long::sum);
        return true;
    }

    private synchronized void give(String principal, long bytes) {
        free += bytes;
        if (held.merge(principal, -bytes, Long::sum) == 0) {
            held.remove(principal);
        }
        notifyAll();
    }

    /// What one request holds. Used by one thread at a time.
    public final class Lease implements AutoCloseable {
        private final String principal;
        private final long end = System.nanoTime() + patience.toNanos();
        private long bytes;

        private Lease(String principal) {
            this.principal = principal;
        }

        /// Takes room for more bytes.
        ///
        /// @return false if there is none in time
        public boolean take(long more) throws InterruptedException {
            if (!BodyBudget.this.take(principal, more, end)) {
                return false;
            }
            bytes += more;
            return true;
        }

        @Override
        public void close() {
            if (bytes > 0) {
                give(principal, bytes);
                bytes = 0;
            }
        }
    }
}
