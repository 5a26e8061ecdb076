package dev.ghlmcp.watch;

import dev.ghlmcp.json.Json;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An item as a poll sees it.
///
/// @param trigger whose item it is
/// @param id      tells it from others
/// @param item    as HighLevel sent it
public record Observed(Trigger trigger, String id, JsonNode item) {
    private static final int HASH = 26;
    private static final int MEMBER_HASH = 8;

    /// Members that differ though nothing has happened.
    private static final List<String> NOISE = List.of("traceId", "searchAfter", "indexVersion", "sort", "score");

    public static Observed of(Trigger trigger, JsonNode item, String otherwise) {
        for (String member : trigger.identity()) {
            if (item.path(member).isValueNode() && !Digests.blank(item.path(member))) {
                return new Observed(trigger, item.path(member).asString(), item);
            }
        }
        return new Observed(trigger, otherwise, item);
    }

    /// What differs if it has changed.
    public String hash() {
        ObjectNode counted = Json.MAPPER.createObjectNode();
        for (String member : trigger.key()) {
            if (!Digests.blank(item.path(member))) {
                counted.set(member, item.path(member));
            }
        }
        ObjectNode asked = trigger.asked().of(item);
        if (!counted.isEmpty() && !asked.isEmpty()) {
            counted.set(AskedFields.ARGUMENT, asked);
        }
        return Digests.of(Digests.canonical(counted.isEmpty() && !missing() ? counting() : counted), HASH);
    }

    private boolean missing() {
        return item.isMissingNode() || item.isNull();
    }

    private JsonNode counting() {
        if (!(item instanceof ObjectNode object)) {
            return item;
        }
        ObjectNode counted = object.deepCopy();
        counted.remove(NOISE);
        counted.remove(trigger.asked().without(trigger.except()));
        List<String> twins = counted.propertyNames().stream()
                .filter(name -> name.endsWith("LowerCase"))
                .toList();
        counted.remove(twins);
        return counted;
    }

    /// A short hash of each member, to tell which have changed.
    public String members() {
        StringJoiner all = new StringJoiner(",");
        members(counting()).forEach((name, hash) -> all.add(name + "=" + hash));
        return all.toString();
    }

    private static Map<String, String> members(JsonNode item) {
        Map<String, String> hashes = new TreeMap<>();
        item.properties().forEach(member -> {
            if (!Digests.blank(member.getValue())) {
                hashes.put(member.getKey(), Digests.of(Digests.canonical(member.getValue()), MEMBER_HASH));
            }
        });
        return hashes;
    }

    /// The members that differ from an earlier [#members].
    public List<String> changed(String before) {
        Map<String, String> old = new TreeMap<>();
        for (String one : before.split(",", -1)) {
            int end = one.lastIndexOf('=');
            if (end > 0) {
                old.put(one.substring(0, end), one.substring(end + 1));
            }
        }
        Map<String, String> now = members(counting());
        List<String> changed = new ArrayList<>();
        now.forEach((name, hash) -> {
            if (!hash.equals(old.remove(name))) {
                changed.add(name);
            }
        });
        changed.addAll(old.keySet());
        changed.sort(null);
        return changed;
    }

    /// The time that a member holds, as text or as ms since 1970; 0 if it holds none.
    public static long time(JsonNode value) {
        if (value.isNumber()) {
            return value.asLong(0);
        }
        String text = value.asString("");
        try {
            return text.endsWith("Z")
                    ? Instant.parse(text).toEpochMilli()
                    : OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeParseException _) {
            return 0;
        }
    }

    /// When it begins, for what is in a window; 0 if that is not known.
    public long begins() {
        return time(item.isString() ? item : item.path("startTime"));
    }
}
