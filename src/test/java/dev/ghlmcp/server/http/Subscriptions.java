package dev.ghlmcp.server.http;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.server.protocol.ProtocolErrors;
import dev.ghlmcp.server.protocol.RequestContext;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `subscriptions/listen` for changes of the lists of tools and prompts, as the suite of 2026-07-28 wants it.
final class Subscriptions {
    private static final String ID = "io.modelcontextprotocol/subscriptionId";

    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();

    private record Listener(ObjectNode granted, BlockingQueue<String> waiting) {}

    Object listen(ObjectNode params, RequestContext context) {
        JsonNode wanted = params.path("notifications");
        if (!wanted.isObject()) {
            throw ProtocolErrors.invalid("params.notifications must be an object");
        }
        ObjectNode granted = Json.MAPPER.createObjectNode();
        for (String kind : Set.of("toolsListChanged", "promptsListChanged")) {
            if (wanted.path(kind).asBoolean(false)) {
                granted.put(kind, true);
            }
        }
        if (wanted.path("resourceSubscriptions").isArray()) {
            granted.set("resourceSubscriptions", wanted.path("resourceSubscriptions"));
        }
        Listener listener = new Listener(granted, new LinkedBlockingQueue<>());
        listeners.add(listener);
        ObjectNode result = tagged(context);
        try {
            ObjectNode acknowledged = tagged(context);
            acknowledged.set("notifications", granted);
            context.channel().notify(new JSONRPCNotification("notifications/subscriptions/acknowledged", acknowledged));
            for (String next = listener.waiting().take();
                    !next.isEmpty();
                    next = listener.waiting().take()) {
                context.channel().notify(new JSONRPCNotification(next, tagged(context)));
            }
        } catch (IOException _) {
            // The client is gone.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            listeners.remove(listener);
        }
        return result;
    }

    private static ObjectNode tagged(RequestContext context) {
        ObjectNode tagged = Json.MAPPER.createObjectNode();
        tagged.putObject("_meta").putPOJO(ID, context.requestId());
        return Json.MAPPER.readTree(tagged.toString()).asObject();
    }

    void changed(String list) {
        listeners.stream()
                .filter(listener -> listener.granted().has(list + "ListChanged"))
                .forEach(listener -> listener.waiting().add("notifications/" + list + "/list_changed"));
    }

    void close() {
        listeners.forEach(listener -> listener.waiting().add(""));
    }
}
