package dev.ghlmcp.watch;

import dev.ghlmcp.json.Json;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What events tell of an item: who, what and when, in a few members, whose names are those of the trigger. What was
/// asked for stands there too, as answers often leave it out.
record EventItems(Trigger trigger, ObjectNode arguments) {
    /// Notes and messages can be long; who wants all of one reads it.
    private static final int MAX_TEXT = 1000;

    /// All that may be told of an item, as HighLevel wrote it.
    ObjectNode draft(JsonNode item) {
        ObjectNode draft = Json.MAPPER.createObjectNode();
        if (item.isString()) {
            return draft.set("slot", item);
        }
        if (item.isBoolean()) {
            return draft.set("exists", item);
        }
        for (Map.Entry<String, JsonNode> member : item.properties()) {
            // Others may have ids whose names nobody needs.
            if (member.getValue().isValueNode() || wanted(member.getKey())) {
                draft.set(member.getKey(), member.getValue().deepCopy());
            }
        }
        return draft;
    }

    private boolean wanted(String member) {
        return trigger.asked().within(member)
                || trigger.members().stream()
                        .flatMap(names -> List.of(names.split("\\|", -1)).stream())
                        .anyMatch(name -> name.equals(member) || name.startsWith(member + "."));
    }

    /// The members that are told, from a draft that has been made readable.
    ObjectNode told(JsonNode draft) {
        ObjectNode told = Json.MAPPER.createObjectNode();
        for (String names : trigger.members()) {
            String[] all = names.split("\\|", -1);
            JsonNode value = Json.MAPPER.missingNode();
            for (int at = 0; at < all.length && Digests.blank(value); at++) {
                value = value(draft, all[at]);
            }
            if (Digests.blank(value)) {
                value = arguments.path(all[0]);
            }
            if (!Digests.blank(value)) {
                told.set(all[0], shortened(value));
            }
        }
        trigger.asked().addTo(told, draft);
        return told;
    }

    private static JsonNode value(JsonNode draft, String name) {
        if (!name.contains("+")) {
            return draft.at("/" + name.replace('.', '/'));
        }
        StringJoiner joined = new StringJoiner(" ");
        for (String part : name.split("\\+", -1)) {
            String text = draft.path(part).asString("");
            if (!text.isEmpty()) {
                joined.add(text);
            }
        }
        return Json.MAPPER.valueToTree(joined.toString());
    }

    private static JsonNode shortened(JsonNode value) {
        return value.isString() && value.stringValue().length() > MAX_TEXT
                ? Json.MAPPER.valueToTree(value.stringValue().substring(0, MAX_TEXT) + "…")
                : value;
    }
}
