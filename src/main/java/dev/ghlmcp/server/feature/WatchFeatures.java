package dev.ghlmcp.server.feature;

import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.server.protocol.Params;
import dev.ghlmcp.server.protocol.ProtocolErrors;
import dev.ghlmcp.server.protocol.RequestContext;
import dev.ghlmcp.server.protocol.RequestContext.Subscriptions;
import dev.ghlmcp.server.stateless.StatelessContext;
import dev.ghlmcp.store.StoreException;
import dev.ghlmcp.watch.service.Watches;
import dev.ghlmcp.watch.tool.EventTools;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The watches as resources, of whose events the client of a session can be told.
///
/// @param service gives the watches, whose store is opened by the first request
record WatchFeatures(ToolView tools, Supplier<Dispatcher> dispatcher, Function<Dispatcher, Watches> service) {
    private static final String URI = "ghl://watches/";
    private static final String SUBSCRIPTION = "io.modelcontextprotocol/subscriptionId";
    private static final int MAX_LISTENED = 100;
    private static final int LATEST = 20;
    private static final int MAX_BYTES = 40_000;

    static boolean names(String uri) {
        return uri.startsWith(URI);
    }

    static ResourceTemplate template() {
        return ResourceTemplate.builder(URI + "{id}", "watch")
                .title("Watch")
                .description("The latest events of one of your watches, from list_watches; can be subscribed to")
                .mimeType("application/json")
                .build();
    }

    /// The latest events, as JSON.
    String read(String uri, RequestContext context) {
        return with(
                uri,
                context,
                (watches, reach) -> EventTools.page(watches.latest(reach, id(uri), LATEST), MAX_BYTES)
                        .toString());
    }

    Object subscribe(ObjectNode params, RequestContext context) {
        String uri = Params.text(params, "uri");
        Subscriptions all = subscriptions(context);
        with(uri, context, (watches, reach) -> {
            // It says whether there is such a watch, though the client has subscribed to it before.
            watches.latest(reach, id(uri), 1);
            all.add(uri, changed -> watches.listen(reach, id(uri), changed));
            return null;
        });
        return JsonNodeFactory.instance.objectNode();
    }

    Object unsubscribe(ObjectNode params, RequestContext context) {
        subscriptions(context).remove(Params.text(params, "uri"));
        return JsonNodeFactory.instance.objectNode();
    }

    /// Tells of the caller's watches that it names, until the client or the server ends the request. What else it asks
    /// for is not granted: lists change only with another configuration.
    Object listen(ObjectNode params, RequestContext context) {
        if (!(context instanceof StatelessContext)) {
            throw ProtocolErrors.error(
                    ErrorCodes.METHOD_NOT_FOUND, "In this version of MCP resources/subscribe does that", null);
        }
        JsonNode uris = params.path("notifications").path("resourceSubscriptions");
        if (!params.path("notifications").isObject() || !(uris.isMissingNode() || uris.isArray())) {
            throw ProtocolErrors.invalid(
                    "params.notifications must be an object, whose resourceSubscriptions is a list");
        }
        BlockingQueue<String> changed = new LinkedBlockingQueue<>();
        Map<String, Runnable> ends = new LinkedHashMap<>();
        try {
            uris.valueStream()
                    .map(JsonNode::asString)
                    .distinct()
                    .limit(MAX_LISTENED)
                    .forEach(uri -> {
                        try {
                            ends.put(
                                    uri,
                                    with(
                                            uri,
                                            context,
                                            (watches, reach) -> watches.listen(reach, id(uri), () -> {
                                                if (!changed.contains(uri)) {
                                                    changed.add(uri);
                                                }
                                            })));
                        } catch (McpError _) {
                            // It is not among those that the acknowledgement names.
                        }
                    });
            ObjectNode granted = Json.MAPPER.createObjectNode();
            if (!ends.isEmpty()) {
                ends.keySet().forEach(granted.putArray("resourceSubscriptions")::add);
            }
            notify("notifications/subscriptions/acknowledged", tagged(context).set("notifications", granted), context);
            while (true) {
                notify(
                        McpSchema.METHOD_NOTIFICATION_RESOURCES_UPDATED,
                        tagged(context).put("uri", changed.take()),
                        context);
            }
        } catch (IOException | InterruptedException _) {
            // The client or the server has ended it.
        } finally {
            ends.values().forEach(Runnable::run);
        }
        return tagged(context);
    }

    private static ObjectNode tagged(RequestContext context) {
        ObjectNode tagged = Json.MAPPER.createObjectNode();
        tagged.putObject("_meta").set(SUBSCRIPTION, Json.MAPPER.valueToTree(context.requestId()));
        return tagged;
    }

    private static void notify(String method, JsonNode params, RequestContext context) throws IOException {
        context.channel().notify(new JSONRPCNotification(method, params));
    }

    private static Subscriptions subscriptions(RequestContext context) {
        Subscriptions all = context.subscriptions();
        if (all == null) {
            throw ProtocolErrors.error(
                    ErrorCodes.METHOD_NOT_FOUND,
                    "Without a session subscriptions/listen tells of what is named in it",
                    null);
        }
        return all;
    }

    private static String id(String uri) {
        return uri.substring(URI.length());
    }

    private interface Use<T> {
        T of(Watches watches, CallerTools reach);
    }

    private <T> T with(String uri, RequestContext context, Use<T> use) {
        try {
            if (!names(uri)) {
                throw new IllegalArgumentException("Only " + URI + "{id} can be subscribed to");
            }
            Dispatcher made = dispatcher.get();
            return use.of(
                    service.apply(made), new CallerTools(made, context.channel().caller(), tools));
        } catch (IllegalArgumentException e) {
            throw ProtocolErrors.error(ErrorCodes.RESOURCE_NOT_FOUND, e.getMessage(), Map.of("uri", uri));
        } catch (StoreException e) {
            throw ProtocolErrors.error(ErrorCodes.INTERNAL_ERROR, e.getMessage(), null);
        }
    }
}
