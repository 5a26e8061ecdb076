package dev.ghlmcp.watch;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.store.Commit.Event;
import dev.ghlmcp.store.LoggedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes the events of one watch.
///
/// @param spec    what is watched
/// @param trigger its operation's
public record WatchEvents(WatchSpec spec, Trigger trigger) {
    private static final int ID_LENGTH = 26;

    /// Its events tell what its arguments ask for, too.
    public WatchEvents {
        trigger = trigger.with(AskedFields.of(spec.arguments()));
    }

    /// An event, whose item is a draft until [#told].
    ///
    /// @param change new, changed, removed or gone
    /// @param key    tells this change of the item from its others
    /// @param at     when it happened, in ms since 1970
    public Event event(Observed seen, String change, String key, long at, List<String> changedMembers) {
        String id = "evt_" + Digests.of(String.join("\n", spec.text(), seen.id(), change, key), ID_LENGTH);
        ObjectNode data = Json.MAPPER
                .createObjectNode()
                .put("change", change)
                .put("id", seen.id())
                .put("account", spec.account())
                .put("operation", spec.operation());
        if (!changedMembers.isEmpty()) {
            changedMembers.forEach(data.putArray("changedMembers")::add);
        }
        data.set("item", items().draft(seen.item()));
        ObjectNode body = Json.MAPPER
                .createObjectNode()
                .put("eventId", id)
                .put("name", trigger.event())
                .put("timestamp", Instant.ofEpochMilli(at).toString())
                .set("data", data);
        return new Event(id, Json.MAPPER.writeValueAsString(body));
    }

    private EventItems items() {
        return new EventItems(trigger, spec.arguments());
    }

    /// Events of which readers see what [EventItems] says.
    ///
    /// @param readable writes times and names of items for people, in place
    public List<Event> told(List<Event> drafts, Consumer<ArrayNode> readable) {
        List<ObjectNode> bodies = drafts.stream()
                .map(draft -> (ObjectNode) Json.MAPPER.readTree(draft.body()))
                .toList();
        ArrayNode items = Json.MAPPER.createArrayNode();
        bodies.forEach(body -> items.add(body.at("/data/item")));
        readable.accept(items);
        List<Event> told = new ArrayList<>();
        for (int at = 0; at < bodies.size(); at++) {
            ObjectNode data = (ObjectNode) bodies.get(at).path("data");
            ObjectNode item = items().told(items.get(at));
            if (item.isEmpty()) {
                data.remove("item");
            } else {
                data.set("item", item);
            }
            told.add(new Event(drafts.get(at).id(), Json.MAPPER.writeValueAsString(bodies.get(at))));
        }
        return told;
    }

    /// An event as readers get it: one line, with its number and the cursor after it.
    ///
    /// @param made when the watch was entered
    public String line(long made, LoggedEvent event) {
        ObjectNode line = Json.MAPPER.createObjectNode().put("seq", event.seq());
        line.setAll((ObjectNode) Json.MAPPER.readTree(event.body()));
        return Json.MAPPER.writeValueAsString(
                line.put("cursor", EventCursor.at(spec.id(), made, event).text()));
    }
}
