package dev.ghlmcp.sandbox.contacts;

import dev.ghlmcp.sandbox.api.Route;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the generations of the API spell differently in contacts. The store keeps the spelling of the dated versions.
final class ContactDialect {
    private static final Map<String, String> V3_CHANNELS =
            Map.of("Call", "call", "Email", "email", "SMS", "sms", "WhatsApp", "whatsApp", "GMB", "gmb", "FB", "fb");

    private ContactDialect() {}

    /// The same endpoint, which understands and answers each generation in its own spelling.
    static Route translated(Route route) {
        return new Route(route.method(), route.path(), route.type(), call -> {
            if (!call.v3()) {
                return route.answer().apply(call);
            }
            rename(call.body(), false);
            return inV3(route, route.answer().apply(call).deepCopy());
        });
    }

    /// Spells the channels as `v3` does, or back.
    private static void rename(JsonNode contact, boolean toV3) {
        if (contact.get("dndSettings") instanceof ObjectNode channels) {
            V3_CHANNELS.forEach((dated, v3) -> {
                JsonNode channel = channels.remove(toV3 ? dated : v3);
                if (channel != null) {
                    channels.set(toV3 ? v3 : dated, channel);
                }
            });
        }
    }

    private static JsonNode inV3(Route route, JsonNode answer) {
        answer.findParents("dndSettings").forEach(contact -> rename(contact, true));
        if (answer instanceof ObjectNode object && object.has("succeded")) {
            object.set("succeeded", object.get("succeded"));
            // Everywhere else the old spelling is only deprecated.
            if (route.method().equals("PUT") && object.has("contact")) {
                object.remove("succeded");
            }
        }
        return answer;
    }
}
