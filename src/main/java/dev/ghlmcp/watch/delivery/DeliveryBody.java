package dev.ghlmcp.watch.delivery;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.watch.EventCursor;
import dev.ghlmcp.watch.delivery.WebhookEndpoint.Format;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// What an endpoint is sent.
///
/// @param id   of the event, or of this message
/// @param json of the body
record DeliveryBody(String id, byte[] json) {
    /// In bytes: what is longer goes without `item`.
    private static final int MAX = 256 << 10;

    private static final String SUBSCRIPTION = "X-MCP-Subscription-Id";

    /// @param event     as the log has it
    /// @param watermark that the receiver may keep
    static DeliveryBody of(WebhookEndpoint endpoint, String event, boolean bare, EventCursor watermark) {
        ObjectNode whole = (ObjectNode) Json.MAPPER.readTree(event);
        String id = whole.path("eventId").asString();
        ObjectNode body = endpoint.format() == Format.MCP ? whole.put("cursor", watermark.text()) : standard(whole);
        byte[] json = bare ? null : Json.MAPPER.writeValueAsBytes(body);
        if (bare || json.length > MAX) {
            ((ObjectNode) body.path("data")).remove("item");
            json = Json.MAPPER.writeValueAsBytes(body);
        }
        return new DeliveryBody(id, json);
    }

    /// Tells that events up to one are no longer kept.
    static DeliveryBody gap(WebhookEndpoint endpoint, EventCursor last) {
        return new DeliveryBody(
                "msg_gap_" + endpoint.name() + "_" + last.seq(),
                Json.MAPPER.writeValueAsBytes(
                        Json.MAPPER.createObjectNode().put("type", "gap").put("cursor", last.text())));
    }

    /// The headers beside those of Standard Webhooks.
    static Map<String, String> headers(WebhookEndpoint endpoint) {
        return endpoint.format() == Format.MCP ? Map.of(SUBSCRIPTION, endpoint.name()) : Map.of();
    }

    private static ObjectNode standard(ObjectNode event) {
        return Json.MAPPER
                .createObjectNode()
                .put("type", event.path("name").asString())
                .put("timestamp", event.path("timestamp").asString())
                .set("data", event.path("data"));
    }
}
