package dev.ghlmcp.server.session;

import dev.ghlmcp.server.protocol.ProtocolErrors;
import dev.ghlmcp.server.protocol.RequestContext;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/// The resources of whose changes the client of a session wants to hear. Thread-safe.
final class SessionSubscriptions implements RequestContext.Subscriptions {
    private static final int MAX = 100;

    private final Consumer<JSONRPCNotification> client;
    private final Map<String, Runnable> ends = new HashMap<>();
    private boolean ended;

    /// @param client takes a notification, and may wait or drop it
    SessionSubscriptions(Consumer<JSONRPCNotification> client) {
        this.client = client;
    }

    @Override
    public synchronized void add(String uri, Function<Runnable, Runnable> listen) {
        if (ended || ends.containsKey(uri)) {
            return;
        }
        if (ends.size() >= MAX) {
            throw ProtocolErrors.invalid(
                    "A session may subscribe to " + MAX + " resources: unsubscribe from one first");
        }
        JSONRPCNotification updated =
                new JSONRPCNotification(McpSchema.METHOD_NOTIFICATION_RESOURCES_UPDATED, Map.of("uri", uri));
        AtomicBoolean pending = new AtomicBoolean();
        ends.put(uri, listen.apply(() -> {
            // Who changes a resource does not wait for a client that does not read; one word is enough then.
            if (pending.compareAndSet(false, true)) {
                Thread.ofVirtual().name("updated").start(() -> {
                    pending.set(false);
                    client.accept(updated);
                });
            }
        }));
    }

    @Override
    public synchronized void remove(String uri) {
        Runnable end = ends.remove(uri);
        if (end != null) {
            end.run();
        }
    }

    /// Tells of nothing any more.
    synchronized void end() {
        ended = true;
        ends.values().forEach(Runnable::run);
        ends.clear();
    }
}
