package dev.ghlmcp.sync.run;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.store.Document;
import dev.ghlmcp.sync.SyncInput;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A message of a sync. Times are in ms since 1970; 0 for never.
///
/// @param sync        its name
/// @param id          of the message
/// @param order       greater than that of those that came or were replayed before, in us since 1970
/// @param came        its order when its input came: a replay keeps it
/// @param input       what came in; null once it has ended well
/// @param state       how far it is
/// @param externalId  of its record where it comes from; empty as long as that is not known
/// @param highLevelId of its record in HighLevel; empty as long as that is not known
/// @param reason      a word for why it is dead: `no_id`, `mapping`, `needs`, `not_allowed`, `rejected`, `retries`,
///                    `uncertain`, or `held` until a person has looked after an uncertain one; else empty
/// @param problem     a sentence for why it is dead or tried again, or of what a check of its sync found, which may
///                    quote customers' data; else empty
/// @param attempts    that have failed
/// @param first       when it was tried first
/// @param next        when it is worked on next
/// @param ended       when it ended
public record SyncMessage(
        String sync,
        String id,
        long order,
        long came,
        SyncInput input,
        SyncState state,
        String externalId,
        String highLevelId,
        String reason,
        String problem,
        int attempts,
        long first,
        long next,
        long ended) {
    /// How long those are kept that have ended well.
    static final Duration KEPT = Duration.ofDays(7);

    /// How long dead letters are kept.
    static final Duration KEPT_DEAD = Duration.ofDays(30);

    static SyncMessage received(String sync, String id, long order, long came, SyncInput input, long now) {
        return new SyncMessage(sync, id, order, came, input, SyncState.RECEIVED, "", "", "", "", 0, 0, now, 0);
    }

    /// When it came, or was replayed.
    public long at() {
        return order / 1000;
    }

    /// Whether it is dead because nobody knows whether HighLevel carried it out.
    public boolean uncertain() {
        return reason.equals(Inbox.UNCERTAIN);
    }

    SyncMessage of(String record) {
        return new SyncMessage(
                sync,
                id,
                order,
                came,
                input,
                state,
                record,
                highLevelId,
                reason,
                problem,
                attempts,
                first,
                next,
                ended);
    }

    /// To be worked on later.
    SyncMessage later(SyncState why, String sentence, int failed, long now, long due) {
        // Who waits for a record does not count how long HighLevel was away, and the other way round.
        boolean anew = first == 0 || (why == SyncState.WAITING) != (state == SyncState.WAITING);
        return new SyncMessage(
                sync,
                id,
                order,
                came,
                input,
                why,
                externalId,
                highLevelId,
                "",
                sentence,
                anew ? failed : attempts + failed,
                anew ? now : first,
                due,
                0);
    }

    SyncMessage ended(SyncState how, String record, long now) {
        return ended(how, record, "", now);
    }

    /// @param said by the checks of the sync's steps
    SyncMessage ended(SyncState how, String record, String said, long now) {
        return new SyncMessage(sync, id, order, came, null, how, externalId, record, "", said, attempts, first, 0, now);
    }

    SyncMessage dead(String why, String sentence, String record, long now) {
        return new SyncMessage(
                sync,
                id,
                order,
                came,
                input,
                SyncState.DEAD,
                externalId,
                record,
                why,
                sentence,
                attempts,
                first,
                0,
                now);
    }

    static String kind(String sync) {
        return "inbox " + sync;
    }

    /// @param before the version that it takes the place of; null for a new one
    Document document(Document before) {
        ObjectNode body = Json.MAPPER
                .createObjectNode()
                .put("order", order)
                .put("came", came)
                .put("state", state.name());
        if (input != null) {
            body.set("body", input.body());
            input.headers().forEach(body.putObject("headers")::put);
        }
        body.put("externalId", externalId).put("highLevelId", highLevelId);
        body.put("reason", reason).put("problem", problem).put("attempts", attempts);
        body.put("first", first).put("ended", ended);
        long kept = (state == SyncState.DEAD ? KEPT_DEAD : KEPT).toMillis();
        return (before == null ? Document.of(kind(sync), id, "") : before)
                .with(Json.MAPPER.writeValueAsString(body))
                .at(next)
                .until(state.open() ? 0 : ended + kept);
    }

    static SyncMessage of(Document document) {
        JsonNode body = Json.MAPPER.readTree(document.body());
        return new SyncMessage(
                document.kind().substring(kind("").length()),
                document.name(),
                body.path("order").asLong(),
                body.path("came").asLong(body.path("order").asLong()),
                body.has("body") ? new SyncInput(body.get("body"), headers(body.path("headers"))) : null,
                SyncState.valueOf(body.path("state").asString()),
                body.path("externalId").asString(),
                body.path("highLevelId").asString(),
                body.path("reason").asString(),
                body.path("problem").asString(),
                body.path("attempts").asInt(),
                body.path("first").asLong(),
                document.due(),
                body.path("ended").asLong());
    }

    private static Map<String, String> headers(JsonNode stored) {
        Map<String, String> headers = new LinkedHashMap<>();
        stored.properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asString()));
        return headers;
    }

    /// Never what is in it.
    @Override
    public String toString() {
        return sync + " " + id + " " + state.word();
    }
}
