package dev.ghlmcp.server.connection;

import dev.ghlmcp.mcp.PeriodicTask;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Drops connections of clients that send a request so slowly that it never ends (slow loris), or that do not read
/// their answers. Helidon's own timeout is for each read, and one byte at a time satisfies it; for writes it has none.
public final class SlowClientGuard implements AutoCloseable {
    /// What even a slow mobile connection reads.
    private static final long NANOS_PER_BYTE = Duration.ofSeconds(1).toNanos() / (8 << 10);

    private final Map<Thread, Long> ends = new ConcurrentHashMap<>();
    private final long limit;
    private final PeriodicTask watch;

    /// @param limit for a client to send a request, or to begin to read an answer
    public SlowClientGuard(Duration limit) {
        this.limit = limit.toNanos();
        Duration pause = Duration.ofMillis(Math.clamp(limit.toMillis() / 4, 1, 5_000));
        this.watch = new PeriodicTask("slow-clients", pause, this::look);
    }

    /// This thread begins to read what a client sends.
    public void begin() {
        ends.put(Thread.currentThread(), System.nanoTime() + limit);
    }

    /// This thread has read it.
    public void end() {
        restore(null);
    }

    /// Writes what a client must read in time. It may do so while this thread reads what the client sends.
    void write(int bytes, Runnable write) {
        Long before = ends.put(Thread.currentThread(), System.nanoTime() + limit + bytes * NANOS_PER_BYTE);
        try {
            write.run();
        } finally {
            restore(before);
        }
    }

    private void restore(Long before) {
        Thread thread = Thread.currentThread();
        if ((before == null ? ends.remove(thread) : ends.replace(thread, before)) == null) {
            // The thread was ready after its time.
            Thread.interrupted();
        }
    }

    private void look() {
        // An interrupt closes the socket that a virtual thread reads or writes. It happens while the entry is locked,
        // so none can come once the thread has taken its entry out.
        ends.keySet()
                .forEach(thread -> ends.computeIfPresent(thread, (slow, end) -> {
                    if (System.nanoTime() - end < 0) {
                        return end;
                    }
                    slow.interrupt();
                    return null;
                }));
    }

    @Override
    public void close() {
        watch.close();
    }
}
