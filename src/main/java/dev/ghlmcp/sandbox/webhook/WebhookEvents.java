package dev.ghlmcp.sandbox.webhook;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.store.RecordChange;
import dev.ghlmcp.sandbox.store.SandboxStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The webhooks that HighLevel sends for a change, in the shapes of its documents. One change may send several; some
/// have
/// no type there, and so none here.
///
/// @param shapes by collection: the types for what is new, changed and gone, and for single members that changed, and
///               the members that are told, `name=path` if they stand elsewhere in the record
record WebhookEvents(SandboxStore store, JsonNode shapes) {
    static WebhookEvents of(SandboxStore store) {
        try (InputStream file = WebhookEvents.class.getResourceAsStream("events.json")) {
            return new WebhookEvents(store, Json.MAPPER.readTree(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The webhooks of one write, without what tells one from another.
    List<ObjectNode> of(List<RecordChange> changes) {
        List<ObjectNode> events = new ArrayList<>();
        for (RecordChange change : changes) {
            JsonNode shape = shapes.path(change.collection());
            for (String type : types(shape, change)) {
                events.add(event(shape, type, change.record(), location(change.record(), changes)));
            }
        }
        return events;
    }

    private static Set<String> types(JsonNode shape, RecordChange change) {
        Set<String> types = new LinkedHashSet<>();
        String kind = change.before() == null ? "new" : change.after() == null ? "gone" : "changed";
        if (shape.has(kind)) {
            String by = change.record().path(shape.path("by").asString()).asString("");
            types.add((by.isEmpty() ? "" : by.substring(0, 1).toUpperCase(Locale.ROOT) + by.substring(1))
                    + shape.path(kind).asString());
        }
        if (kind.equals("changed")) {
            shape.path("also").properties().forEach(member -> {
                String[] wanted = member.getKey().split("=", 2);
                JsonNode now = change.after().path(wanted[0]);
                boolean other = !now.equals(change.before().path(wanted[0]));
                if (other && (wanted.length == 1 || now.asString("").equals(wanted[1]))) {
                    types.add(member.getValue().asString());
                }
            });
        }
        return types;
    }

    private static ObjectNode event(JsonNode shape, String type, ObjectNode record, String location) {
        ObjectNode event = Json.MAPPER.createObjectNode();
        if (!type.isEmpty()) {
            event.put("type", type);
        }
        if (location != null) {
            event.put("locationId", location);
        }
        ObjectNode told =
                shape.has("under") ? event.putObject(shape.path("under").asString()) : event;
        shape.path("members").valueStream().map(JsonNode::asString).forEach(member -> {
            String[] source = member.split("=", 2);
            JsonNode value = record.at("/" + source[source.length - 1]);
            if (!value.isMissingNode()) {
                told.set(source[0], value);
            }
        });
        return event;
    }

    /// A note or a task is where its contact is, which may be gone with it.
    private String location(ObjectNode record, List<RecordChange> changes) {
        if (record.has("locationId")) {
            return record.path("locationId").asString();
        }
        String contact = record.path("contactId").asString("");
        return changes.stream()
                .filter(change -> change.collection().equals("contacts"))
                .map(RecordChange::record)
                .filter(other -> other.path("id").asString().equals(contact))
                .findFirst()
                .or(() -> store.records("contacts").where("id", contact).findFirst())
                .map(owner -> owner.path("locationId").asString())
                .orElse(null);
    }
}
