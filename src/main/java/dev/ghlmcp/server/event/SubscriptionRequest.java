package dev.ghlmcp.server.event;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.server.event.EventError.Numbers;
import dev.ghlmcp.server.protocol.Params;
import dev.ghlmcp.server.protocol.ProtocolErrors;
import dev.ghlmcp.watch.Digests;
import dev.ghlmcp.webhook.WebhookSecret;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a request says of the callback that it wants events sent to.
///
/// @param id     of the subscription
/// @param url    of the callback
/// @param secret that signs
/// @param ttl    how long it is to last
record SubscriptionRequest(String id, URI url, WebhookSecret secret, Duration ttl) {
    private static final String WEBHOOK = "webhook";
    private static final Duration MIN_TTL = Duration.ofSeconds(60);
    private static final Duration MAX_TTL = Duration.ofHours(24);
    private static final int ID_LENGTH = 26;

    /// @throws io.modelcontextprotocol.spec.McpError if it cannot be subscribed to
    /// @throws IllegalArgumentException with a sentence if address or secret are none
    static SubscriptionRequest of(EventSubscriptions all, Caller caller, ObjectNode params, Numbers numbers) {
        JsonNode delivery = params.path("delivery");
        JsonNode mode = delivery.path("mode");
        if (!mode.asString("").equals(WEBHOOK)) {
            if (delivery.isObject() && mode.isString()) {
                throw EventError.UNSUPPORTED.asked(
                        numbers,
                        "Only webhook is subscribed to: use events/poll or events/stream",
                        Map.of("feature", "deliveryMode", "value", mode.stringValue()));
            }
            throw ProtocolErrors.invalid("params.delivery must be {\"mode\": \"webhook\", \"url\", \"secret\"}");
        }
        long most = MAX_TTL.toMillis();
        Duration ttl = Duration.ofMillis(EventRequest.number(params, "ttlMs", 0, most, most));
        return new SubscriptionRequest(
                id(caller, params),
                all.callback("params.delivery.url", delivery.path("url").asString("")),
                WebhookSecret.parse(
                        "params.delivery.secret", delivery.path("secret").asString("")),
                ttl.compareTo(MIN_TTL) < 0 ? MIN_TTL : ttl);
    }

    /// The id of what these params name, whether there is such a subscription or not: the same for the same caller,
    /// address, type and arguments.
    static String id(Caller caller, ObjectNode params) {
        ArrayNode key = Json.MAPPER
                .createArrayNode()
                .add(caller.principal())
                .add(params.path("delivery").path("url").asString(""))
                .add(Params.text(params, "name"))
                .add(Params.arguments(params));
        return "sub_" + Digests.of(Digests.canonical(key), ID_LENGTH);
    }
}
