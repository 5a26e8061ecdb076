package dev.ghlmcp.server.stateless;

import dev.ghlmcp.mcp.PeriodicTask;
import dev.ghlmcp.server.http.PostChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Writes comments to the clients of slow requests, so that neither they nor a proxy give up, and to notice clients
/// that have left.
public final class KeepAliveComments implements AutoCloseable {
    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Set<PostChannel> calls = ConcurrentHashMap.newKeySet();
    private final PeriodicTask watch = new PeriodicTask("slow-calls", LOOK, this::look);

    void add(PostChannel call) {
        calls.add(call);
    }

    void remove(PostChannel call) {
        calls.remove(call);
    }

    private void look() {
        long now = System.nanoTime();
        for (PostChannel call : calls) {
            if (call.quiet(now) >= QUIET.toNanos()) {
                // On a thread of its own, because a client that does not read blocks the write.
                Thread.ofVirtual().start(call::keepAlive);
            }
        }
    }

    @Override
    public void close() {
        watch.close();
    }
}
