package dev.ghlmcp.server.stateless;

import dev.ghlmcp.server.protocol.ClientChannel;
import dev.ghlmcp.server.protocol.PrefixedResult;
import dev.ghlmcp.server.protocol.StatelessRequests;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/// The clients that listen for changes, each with the kinds of change that it wants to hear of. Thread-safe.
public final class Subscriptions implements AutoCloseable {
    static final String METHOD = StatelessRequests.LISTEN;

    private static final int MAX = 1000;
    private static final int MAX_WAITING = 256;
    private static final String ID = "io.modelcontextprotocol/subscriptionId";
    private static final JSONRPCNotification END = new JSONRPCNotification("end");

    private final Map<String, Object> kinds = new LinkedHashMap<>();
    private final boolean resources;
    private final String complete;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final Semaphore room = new Semaphore(MAX);
    private volatile boolean closed;

    /// @param complete members of the result that ends a subscription
    Subscriptions(ServerCapabilities has, String complete) {
        this.complete = complete;
        if (has.tools() != null && Boolean.TRUE.equals(has.tools().listChanged())) {
            kinds.put("toolsListChanged", McpSchema.METHOD_NOTIFICATION_TOOLS_LIST_CHANGED);
        }
        if (has.prompts() != null && Boolean.TRUE.equals(has.prompts().listChanged())) {
            kinds.put("promptsListChanged", McpSchema.METHOD_NOTIFICATION_PROMPTS_LIST_CHANGED);
        }
        if (has.resources() != null && Boolean.TRUE.equals(has.resources().listChanged())) {
            kinds.put("resourcesListChanged", McpSchema.METHOD_NOTIFICATION_RESOURCES_LIST_CHANGED);
        }
        this.resources =
                has.resources() != null && Boolean.TRUE.equals(has.resources().subscribe());
    }

    private record Listener(
            Object id, Set<Object> methods, Set<Object> uris, BlockingQueue<JSONRPCNotification> waiting) {
        JSONRPCNotification tagged(String method, Map<String, Object> params) {
            Map<String, Object> all = new LinkedHashMap<>(params);
            all.put("_meta", Map.of(ID, id));
            return new JSONRPCNotification(method, all);
        }

        /// A client that does not read its events must subscribe again.
        void post(JSONRPCNotification notification) {
            if (!waiting.offer(notification)) {
                waiting.clear();
                waiting.add(END);
            }
        }
    }

    /// Whether there is anything to listen for.
    boolean offered() {
        return resources || !kinds.isEmpty();
    }

    /// Announces that a list has changed.
    ///
    /// @param method such as `notifications/tools/list_changed`
    public void changed(String method) {
        listeners.stream()
                .filter(listener -> listener.methods().contains(method))
                .forEach(listener -> listener.post(listener.tagged(method, Map.of())));
    }

    /// Announces that a resource has changed.
    public void updated(String uri) {
        listeners.stream()
                .filter(listener -> listener.uris().contains(uri))
                .forEach(listener -> listener.post(
                        listener.tagged(McpSchema.METHOD_NOTIFICATION_RESOURCES_UPDATED, Map.of("uri", uri))));
    }

    /// Tells the client what it wants to hear, until it is gone, cancels, or this is closed.
    Object listen(StatelessRequest asked, ClientChannel peer) {
        if (!(asked.params().get("notifications") instanceof Map<?, ?> wanted)) {
            throw StatelessErrors.invalid("params.notifications must be an object that says what to listen for");
        }
        if (!room.tryAcquire()) {
            throw StatelessErrors.error(
                    ErrorCodes.INVALID_REQUEST, MAX + " clients listen already; try again later", null);
        }
        Map<String, Object> granted = granted(wanted);
        Listener listener = new Listener(
                asked.id(),
                granted.keySet().stream()
                        .filter(kinds::containsKey)
                        .map(kinds::get)
                        .collect(Collectors.toSet()),
                granted.get("resourceSubscriptions") instanceof List<?> uris ? Set.copyOf(uris) : Set.of(),
                new LinkedBlockingQueue<>(MAX_WAITING));
        listeners.add(listener);
        try {
            if (closed) {
                listener.post(END);
            }
            peer.tell(listener.tagged("notifications/subscriptions/acknowledged", Map.of("notifications", granted)));
            for (var next = listener.waiting().take();
                    !next.equals(END);
                    next = listener.waiting().take()) {
                peer.tell(next);
            }
        } catch (IOException _) {
            // The client is gone.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            listeners.remove(listener);
            room.release();
        }
        String meta = complete.replace(
                "\"_meta\":{", "\"_meta\":{\"" + ID + "\":" + StatelessProtocol.json(asked.id()) + ",");
        return new PrefixedResult(meta, Map.of());
    }

    private Map<String, Object> granted(Map<?, ?> wanted) {
        Map<String, Object> granted = new LinkedHashMap<>();
        for (String kind : kinds.keySet()) {
            if (Boolean.TRUE.equals(wanted.get(kind))) {
                granted.put(kind, true);
            }
        }
        if (resources && wanted.get("resourceSubscriptions") instanceof List<?> uris) {
            granted.put(
                    "resourceSubscriptions",
                    uris.stream().filter(String.class::isInstance).distinct().toList());
        }
        return granted;
    }

    /// Ends all subscriptions, and those to come.
    @Override
    public void close() {
        closed = true;
        listeners.forEach(listener -> listener.post(END));
    }
}
