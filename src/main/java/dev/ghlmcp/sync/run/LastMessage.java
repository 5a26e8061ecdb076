package dev.ghlmcp.sync.run;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.store.Document;
import dev.ghlmcp.store.DocumentStore;
import dev.ghlmcp.store.KeyedDigests;
import dev.ghlmcp.sync.MappingException;
import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.SyncInput;
import dev.ghlmcp.sync.SyncMapping;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/// The last message that came of a record, for as long as senders repeat themselves. What is like an earlier one, with
/// another between them, is a record that was changed back.
final class LastMessage {
    private static final Duration REPEATED = Duration.ofMinutes(10);

    private final DocumentStore documents;
    private final KeyedDigests digests;
    private final Document place;
    private final String body;
    private final long now;

    /// As it was stored; missing if nothing came lately.
    private final JsonNode last;

    /// @param input what comes now
    LastMessage(DocumentStore documents, KeyedDigests digests, Sync sync, SyncInput input, long now) {
        this.documents = documents;
        this.digests = digests;
        this.now = now;
        this.body = digests.of("body", Json.MAPPER.writeValueAsString(input.body()));
        this.place = Document.of("last " + sync.name(), digests.of("record", record(sync, input)), "")
                .until(now + REPEATED.toMillis());
        Document stored = documents.document(place.kind(), place.name());
        JsonNode known = stored == null ? Json.MAPPER.missingNode() : Json.MAPPER.readTree(stored.body());
        this.last = now - known.path("at").asLong() < REPEATED.toMillis() ? known : Json.MAPPER.missingNode();
    }

    private static String record(Sync sync, SyncInput input) {
        try {
            return new SyncMapping(sync).externalId(input);
        } catch (MappingException _) {
            return "";
        }
    }

    /// Its id; null if nothing came lately.
    String id() {
        return last.path("id").asString(null);
    }

    /// Whether what comes now is the same.
    boolean same() {
        return body.equals(last.path("body").asString(null));
    }

    /// The id of what comes now: the same for two who take the same at once.
    String following() {
        String before = id() == null ? Long.toString(now / REPEATED.toMillis()) : id();
        return digests.of("message", before + " " + body);
    }

    /// What comes now is the last.
    void followed(String id) {
        documents.put(place.with(Json.MAPPER.writeValueAsString(
                Json.MAPPER.createObjectNode().put("id", id).put("body", body).put("at", now))));
    }
}
