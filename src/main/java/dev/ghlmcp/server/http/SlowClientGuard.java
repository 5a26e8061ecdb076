package dev.ghlmcp.server.http;

import dev.ghlmcp.mcp.PeriodicTask;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Drops connections of clients that send a request so slowly that it never ends (slow loris). Helidon's own timeout
/// is for each read, and one byte at a time satisfies it.
public final class SlowClientGuard implements Http1ConnectionListener, AutoCloseable {
    private final Map<Thread, Long> reading = new ConcurrentHashMap<>();
    private final Duration limit;
    private final PeriodicTask watch;

    public SlowClientGuard(Duration limit) {
        this.limit = limit;
        Duration pause = Duration.ofMillis(Math.clamp(limit.toMillis() / 4, 1, 5_000));
        this.watch = new PeriodicTask("slow-clients", pause, this::look);
    }

    /// The first line is there: headers are about to be read.
    @Override
    public void prologue(ConnectionContext context, HttpPrologue prologue) {
        begin();
    }

    @Override
    public void headers(ConnectionContext context, Headers headers) {
        end();
    }

    /// This thread begins to read what a client sends.
    void begin() {
        reading.put(Thread.currentThread(), System.nanoTime());
    }

    /// This thread has read it.
    void end() {
        reading.remove(Thread.currentThread());
        // The thread finished reading after the deadline.
        Thread.interrupted();
    }

    private void look() {
        // An interrupt closes the socket that a virtual thread reads from. It happens while the entry is locked, so
        // none can come once the thread has taken its entry out.
        reading.keySet()
                .forEach(thread -> reading.computeIfPresent(thread, (slow, since) -> {
                    if (System.nanoTime() - since < limit.toNanos()) {
                        return since;
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
