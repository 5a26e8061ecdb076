package dev.ghlmcp.sync.echo;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.store.Document;
import dev.ghlmcp.store.DocumentStore;
import dev.ghlmcp.watch.Digests;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Tells the events that only say what a sync has just written, which nobody needs to be sent back. Where that cannot
/// be told for sure, an event is none of them. Thread-safe.
public final class EchoGuard {
    /// How long after a write events may come of it.
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    /// The clock of HighLevel may be another one.
    private static final Duration SLACK = Duration.ofSeconds(10);

    private static final String WRITTEN = "sync-written";
    private static final String POSTED = "watch-posted";
    private static final String VALUES = "values";
    private static final int NAME_LENGTH = 26;
    private static final List<String> NAMES = List.of("contactName", "name");
    private static final List<String> UPDATED = List.of("dateUpdated", "updatedAt");

    private final DocumentStore documents;
    private final InstantSource clock;

    /// @param documents where it is remembered what was written
    public EchoGuard(DocumentStore documents, InstantSource clock) {
        this.documents = documents;
        this.clock = clock;
    }

    /// A step has written.
    ///
    /// @param highLevelId of the sync's record; empty for none
    /// @param record      that the answer is about, with its `id`; null if it is about none
    /// @param answer      null for none
    public void wrote(String highLevelId, ObjectNode arguments, ObjectNode record, ObjectNode answer) {
        Set<String> ids = new TreeSet<>();
        if (record != null) {
            ids.add(record.path("id").asString());
        }
        if (!highLevelId.isEmpty()
                && arguments.valueStream().anyMatch(value -> value.asString("").equals(highLevelId))) {
            ids.add(highLevelId);
        }
        JsonNode now = record != null ? record : answer;
        for (String id : ids) {
            JsonNode before = remembered(WRITTEN, id);
            ObjectNode written = before.isMissingNode()
                    ? Json.MAPPER.createObjectNode()
                    : before.path(VALUES).asObject();
            written.setAll(arguments);
            if (now instanceof ObjectNode object) {
                written.setAll(object);
            }
            remember(WRITTEN, id, written);
        }
    }

    /// Whether an event of a watch only says what a sync wrote in the last ten minutes. One that does not is going to
    /// be posted, and is remembered.
    ///
    /// @param event as the log has it
    public boolean echo(String event) {
        JsonNode data = Json.MAPPER.readTree(event).path("data");
        JsonNode item = data.path("item");
        String id = item.path("id").asString(data.path("id").asString(""));
        if (id.isEmpty() || data.path("change").asString("").equals("removed")) {
            return false;
        }
        JsonNode written = remembered(WRITTEN, id);
        if (!written.isMissingNode() && !later(item, written.path("at").asLong()) && same(item, written.path(VALUES))) {
            return true;
        }
        remember(POSTED, id, Json.MAPPER.createObjectNode());
        return false;
    }

    /// Whether what a sync is about to write may be what a watch has posted: it posted the record in the last ten
    /// minutes.
    public boolean posted(String highLevelId) {
        return !highLevelId.isEmpty() && !remembered(POSTED, highLevelId).isMissingNode();
    }

    /// Whether a record has the values already that a call would write.
    ///
    /// @param not arguments that are no values
    public static boolean has(JsonNode record, ObjectNode arguments, Set<String> not) {
        return arguments.properties().stream()
                .filter(argument -> !not.contains(argument.getKey()))
                .allMatch(argument -> record.has(argument.getKey())
                        && text(record.path(argument.getKey())).equals(text(argument.getValue())));
    }

    private JsonNode remembered(String kind, String id) {
        Document document = documents.document(kind, Digests.of(id, NAME_LENGTH));
        return document == null || document.expires() <= clock.millis()
                ? Json.MAPPER.missingNode()
                : Json.MAPPER.readTree(document.body());
    }

    private void remember(String kind, String id, ObjectNode values) {
        long now = clock.millis();
        ObjectNode body = Json.MAPPER.createObjectNode().put("at", now).set(VALUES, values);
        documents.put(Document.of(kind, Digests.of(id, NAME_LENGTH), Json.MAPPER.writeValueAsString(body))
                .until(now + REMEMBERED.toMillis()));
    }

    private static boolean later(JsonNode item, long written) {
        for (String name : UPDATED) {
            try {
                Instant updated =
                        OffsetDateTime.parse(item.path(name).asString("")).toInstant();
                if (updated.toEpochMilli() > written + SLACK.toMillis()) {
                    return true;
                }
            } catch (DateTimeParseException _) {
                // It does not say.
            }
        }
        return false;
    }

    private static boolean same(JsonNode item, JsonNode written) {
        int equal = 0;
        for (Map.Entry<String, JsonNode> member : item.properties()) {
            String name = member.getKey();
            if (!name.equals("id") && !UPDATED.contains(name) && !name.startsWith("date") && written.has(name)) {
                if (!text(member.getValue()).equals(text(written.path(name)))) {
                    return false;
                }
                equal++;
            } else if (NAMES.contains(name) && !calls(written, member.getValue().asString(""))) {
                return false;
            }
        }
        return equal > 0;
    }

    /// Whether what was written may be called so: events have the parts of a name in one, and searches in lower case.
    private static boolean calls(JsonNode written, String name) {
        String parts = written.path("firstName").asString("") + " "
                + written.path("lastName").asString("");
        return parts.isBlank() || parts.strip().equalsIgnoreCase(name.strip());
    }

    /// Of a list the order does not count.
    private static String text(JsonNode value) {
        return value.isArray()
                ? value.valueStream().map(JsonNode::toString).sorted().toList().toString()
                : value.isValueNode() ? value.asString("") : value.toString();
    }
}
