package dev.ghlmcp.watch.delivery;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An event that an endpoint has not accepted yet. Times are in ms since 1970.
///
/// @param seq      its number in the watch; 0 for a dead letter that is sent again
/// @param dead     the document of that dead letter; empty for none
/// @param attempts that have failed
/// @param first    when the first of them did; 0 if none has
/// @param next     when it is to be tried
/// @param bare     whether it is sent without `item`
/// @param hurried  whether it was tried before its time because the endpoint answers again
/// @param gap      whether it tells that events up to this one are no longer kept
record Delivery(
        long seq, String dead, int attempts, long first, long next, boolean bare, boolean hurried, boolean gap) {
    static Delivery fresh(long seq, long now) {
        return new Delivery(seq, "", 0, 0, now, false, false, false);
    }

    static Delivery replayed(String dead, long now) {
        return new Delivery(0, dead, 0, 0, now, false, false, false);
    }

    static Delivery gap(long seq, long now) {
        return new Delivery(seq, "", 0, 0, now, false, false, true);
    }

    /// Orders deliveries by their events, dead letters last.
    String key() {
        return dead.isEmpty() ? "%019d".formatted(seq) : "~" + dead;
    }

    /// How often it was sent before: once more without `item`, after it was too large with it.
    int sent() {
        return attempts + (bare ? 1 : 0);
    }

    /// The same after an attempt that failed now.
    Delivery failed(long now) {
        return new Delivery(seq, dead, attempts + 1, first == 0 ? now : first, next, bare, hurried, gap);
    }

    /// The same, with all the time that one has that was never tried.
    Delivery anew(long now) {
        return new Delivery(seq, dead, 0, 0, now, bare, false, gap);
    }

    Delivery at(long next) {
        return new Delivery(seq, dead, attempts, first, next, bare, hurried, gap);
    }

    Delivery hurried(long now) {
        return new Delivery(seq, dead, attempts, first, now, bare, true, gap);
    }

    Delivery bare(long now) {
        return new Delivery(seq, dead, attempts, first, now, true, hurried, gap);
    }

    void write(ObjectNode to) {
        to.put("seq", seq).put("attempts", attempts).put("first", first).put("next", next);
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
                stored.path("first").asLong(0),
                stored.path("next").asLong(),
                stored.path("bare").asBoolean(false),
                stored.path("hurried").asBoolean(false),
                stored.path("gap").asBoolean(false));
    }
}
