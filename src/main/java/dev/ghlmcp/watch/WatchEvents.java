package dev.ghlmcp.watch;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.store.Commit.Event;
import dev.ghlmcp.store.LoggedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes the events of one watch, and the cursors by which readers say how far they are.
///
/// @param spec    what is watched
/// @param trigger its operation's
public record WatchEvents(WatchSpec spec, Trigger trigger) {
    private static final int ID_LENGTH = 26;
    private static final Pattern CURSOR = Pattern.compile("1\\.([a-z2-7]{20})\\.(\\d{1,18})");

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
    public String line(LoggedEvent event) {
        ObjectNode line = Json.MAPPER.createObjectNode().put("seq", event.seq());
        line.setAll((ObjectNode) Json.MAPPER.readTree(event.body()));
        return Json.MAPPER.writeValueAsString(line.put("cursor", cursor(spec.id(), event.seq())));
    }

    /// Says that a reader has had all events up to this one.
    public static String cursor(String watch, long seq) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("1." + watch + "." + seq).getBytes(StandardCharsets.US_ASCII));
    }

    /// The number in a cursor of this watch.
    ///
    /// @throws IllegalArgumentException with a sentence if it is none
    public static long after(String watch, String cursor) {
        Matcher matcher = parts(cursor);
        if (!matcher.group(1).equals(watch)) {
            throw new IllegalArgumentException(
                    "This cursor is of the watch " + matcher.group(1) + ", and this is the watch " + watch);
        }
        return Long.parseLong(matcher.group(2));
    }

    /// Whether a cursor is one of this watch.
    ///
    /// @throws IllegalArgumentException with a sentence if it is no cursor
    public static boolean names(String watch, String cursor) {
        return parts(cursor).group(1).equals(watch);
    }

    private static Matcher parts(String cursor) {
        String text;
        try {
            text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException _) {
            text = "";
        }
        Matcher matcher = CURSOR.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + cursor + "' is no cursor: take the member cursor of the last event that you have read");
        }
        return matcher;
    }
}
