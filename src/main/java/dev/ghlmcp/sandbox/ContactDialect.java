package dev.ghlmcp.sandbox;

import dev.ghlmcp.catalog.Json;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the generations of the API spell differently in contacts. The store keeps the spelling of the dated versions.
final class ContactDialect {
    private static final Map<String, String> V3_CHANNELS =
            Map.of("Call", "call", "Email", "email", "SMS", "sms", "WhatsApp", "whatsApp", "GMB", "gmb", "FB", "fb");

    private static final Fields CHANNELS =
            Fields.of("Call:object Email:object SMS:object WhatsApp:object GMB:object FB:object");

    private static final Fields CHANNELS_OF_V3 =
            Fields.of("call:object email:object sms:object whatsApp:object gmb:object fb:object");

    private ContactDialect() {}

    /// The same route, which understands and answers each generation in its own spelling.
    static Route translated(Route route) {
        return route.answering(call -> {
            understand(call);
            JsonNode answer = route.answer().apply(call);
            return call.v3() ? inV3(route, answer.deepCopy()) : answer;
        });
    }

    private static void understand(Call call) {
        if (call.body().get("dndSettings") instanceof ObjectNode channels) {
            List<String> violations = (call.v3() ? CHANNELS_OF_V3 : CHANNELS).violations("dndSettings", channels);
            if (!violations.isEmpty()) {
                throw Refusal.unprocessable(violations);
            }
            ObjectNode dated = Json.MAPPER.createObjectNode();
            for (String name : CHANNELS.byName().keySet()) {
                String given = call.v3() ? V3_CHANNELS.get(name) : name;
                if (channels.has(given)) {
                    dated.set(name, channels.get(given));
                }
            }
            call.body().set("dndSettings", dated);
        }
    }

    private static JsonNode inV3(Route route, JsonNode answer) {
        for (JsonNode contact : answer.findParents("dndSettings")) {
            if (contact.get("dndSettings") instanceof ObjectNode channels) {
                for (String name : CHANNELS.byName().keySet()) {
                    if (channels.has(name)) {
                        channels.set(V3_CHANNELS.get(name), channels.remove(name));
                    }
                }
            }
        }
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
