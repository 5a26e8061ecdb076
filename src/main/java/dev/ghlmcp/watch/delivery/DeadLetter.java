package dev.ghlmcp.watch.delivery;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.store.Document;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/// An event that an endpoint never accepted.
///
/// @param endpoint its name
/// @param watch    whose event it is
/// @param seq      its number
/// @param event    its JSON
/// @param at       when it was given up, in ms since 1970
/// @param attempts how often it was sent
/// @param problem  the sentence of the last attempt
public record DeadLetter(String endpoint, String watch, long seq, String event, long at, int attempts, String problem) {
    static final String KIND = "dead";

    /// How long they are kept.
    static final Duration KEPT = Duration.ofDays(30);

    /// The id of its event.
    public String id() {
        return Json.MAPPER.readTree(event).path("eventId").asString();
    }

    /// What the names of an endpoint's documents begin with.
    static String prefix(String endpoint) {
        return endpoint + " ";
    }

    /// The same, after it was sent again in vain.
    DeadLetter again(int more, long now, String why) {
        return new DeadLetter(endpoint, watch, seq, event, now, attempts + more, why);
    }

    Document document() {
        String body = Json.MAPPER.writeValueAsString(Json.MAPPER
                .createObjectNode()
                .put("endpoint", endpoint)
                .put("watch", watch)
                .put("seq", seq)
                .put("event", event)
                .put("at", at)
                .put("attempts", attempts)
                .put("problem", problem));
        // A watch that was removed and begins anew has the same numbers again.
        return Document.of(KIND, prefix(endpoint) + "%019d ".formatted(seq) + id(), body)
                .until(at + KEPT.toMillis());
    }

    static DeadLetter of(Document document) {
        JsonNode stored = Json.MAPPER.readTree(document.body());
        return new DeadLetter(
                stored.path("endpoint").asString(),
                stored.path("watch").asString(),
                stored.path("seq").asLong(),
                stored.path("event").asString(),
                stored.path("at").asLong(),
                stored.path("attempts").asInt(),
                stored.path("problem").asString());
    }

    /// Never the event.
    @Override
    public String toString() {
        return endpoint + " " + seq + ": " + problem;
    }
}
