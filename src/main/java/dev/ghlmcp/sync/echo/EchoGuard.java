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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Tells the events that only say what a sync has just written, which nobody needs to be sent back. Where that cannot
/// be told for sure, an event is none of them. Thread-safe.
public final class EchoGuard {
    /// How long after a write events may come of it.
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    /// The clock of HighLevel may be another one.
    private static final Duration SLACK = Duration.ofSeconds(10);

    private static final String KIND = "echo";
    private static final int NAME_LENGTH = 26;
    private static final List<String> UPDATED = List.of("dateUpdated", "updatedAt");

    private final DocumentStore documents;
    private final InstantSource clock;

    /// @param documents where it is remembered what was written
    public EchoGuard(DocumentStore documents, InstantSource clock) {
        this.documents = documents;
        this.clock = clock;
    }

    /// A sync has written records.
    ///
    /// @param highLevelIds theirs
    /// @param values       what they have now, the later ones in the place of the earlier
    public void wrote(Collection<String> highLevelIds, List<ObjectNode> values) {
        long now = clock.millis();
        for (String id : highLevelIds) {
            ObjectNode written = written(id, now);
            if (written == null) {
                written = Json.MAPPER.createObjectNode();
            }
            for (ObjectNode each : values) {
                written.setAll(each);
            }
            ObjectNode body = Json.MAPPER.createObjectNode().put("at", now).set("written", written);
            documents.put(Document.of(KIND, name(id), Json.MAPPER.writeValueAsString(body))
                    .until(now + REMEMBERED.toMillis()));
        }
    }

    private ObjectNode written(String id, long now) {
        Document document = documents.document(KIND, name(id));
        return document == null || document.expires() <= now
                ? null
                : Json.MAPPER.readTree(document.body()).path("written").asObject();
    }

    /// Whether an event of a watch only says what a sync wrote in the last ten minutes.
    ///
    /// @param event as the log has it
    public boolean echo(String event) {
        JsonNode data = Json.MAPPER.readTree(event).path("data");
        JsonNode item = data.path("item");
        String id = item.path("id").asString(data.path("id").asString(""));
        Document document = id.isEmpty() ? null : documents.document(KIND, name(id));
        if (document == null
                || document.expires() <= clock.millis()
                || data.path("change").asString("").equals("removed")) {
            return false;
        }
        JsonNode body = Json.MAPPER.readTree(document.body());
        return !later(item, body.path("at").asLong()) && same(item, body.path("written"));
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
            }
        }
        return equal > 0;
    }

    /// Of a list the order does not count.
    private static String text(JsonNode value) {
        return value.isArray()
                ? value.valueStream().map(JsonNode::toString).sorted().toList().toString()
                : value.isValueNode() ? value.asString("") : value.toString();
    }

    private static String name(String id) {
        return Digests.of(id, NAME_LENGTH);
    }
}
