package dev.ghlmcp.watch.delivery;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An event that an endpoint has not accepted yet. Times are in ms since 1970.
///
/// @param seq      its number in the watch; 0 for a dead letter that is sent again
/// @param dead     the document of that dead letter; empty for none
/// @param attempts that have failed
/// @param next     when it is to be tried
/// @param bare     whether it is sent without `item`
/// @param hurried  whether it was tried before its time because the endpoint answers again
/// @param gap      whether it tells that events up to this one are no longer kept
record Delivery(long seq, String dead, int attempts, long next, boolean bare, boolean hurried, boolean gap) {
    static Delivery fresh(long seq, long now) {
        return new Delivery(seq, "", 0, now, false, false, false);
    }

    static Delivery replayed(String dead, long now) {
        return new Delivery(0, dead, 0, now, false, false, false);
    }

    static Delivery gap(long seq, long now) {
        return new Delivery(seq, "", 0, now, false, false, true);
    }

    /// Orders deliveries by their events, dead letters last.
    String key() {
        return dead.isEmpty() ? "%019d".formatted(seq) : "~" + dead;
    }

    Delivery failed(long next) {
        return new Delivery(seq, dead, attempts + 1, next, bare, hurried, gap);
    }

    Delivery at(long next) {
        return new Delivery(seq, dead, attempts, next, bare, hurried, gap);
    }

    Delivery hurried(long now) {
        return new Delivery(seq, dead, attempts, now, bare, true, gap);
    }

    Delivery bare(long now) {
        return new Delivery(seq, dead, attempts, now, true, hurried, gap);
    }

    void write(ObjectNode to) {
        to.put("seq", seq).put("attempts", attempts).put("next", next);
        if (!dead.isEmpty()) {
            to.put("dead", dead);
        }
        if (bare) {
            to.put("bare", true);
        }
        if (hurried) {
            to.put("hurried", true);
        }
        if (gap) {
            to.put("gap", true);
        }
    }

    static Delivery of(JsonNode stored) {
        return new Delivery(
                stored.path("seq").asLong(),
                stored.path("dead").asString(""),
                stored.path("attempts").asInt(),
                stored.path("next").asLong(),
                stored.path("bare").asBoolean(false),
                stored.path("hurried").asBoolean(false),
                stored.path("gap").asBoolean(false));
    }
}
