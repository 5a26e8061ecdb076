package dev.ghlmcp.watch.delivery;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.secret.Secret;
import dev.ghlmcp.watch.EventCursor;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// How far an endpoint is. Times are in ms since 1970; 0 for never. One thread has it at a time.
final class DeliveryState {
    /// Whose events these are.
    String watch;

    /// When that watch was entered: one that began anew has the same numbers. 0 if an earlier release noted this.
    long made;

    /// Tells the address from another, and nothing of it.
    String address;

    /// For people.
    String host;

    /// Events up to this one have been accepted or given up, or are among those that wait.
    long position;

    /// When it accepted something last.
    long last;

    /// Since when nothing was accepted; 0 while all is well.
    long failing;

    /// The receiver asks to wait until then.
    long paused;

    /// Why nothing is sent any more; empty while it is.
    String stopped = "";

    /// A word and a sentence about the last failure; empty after a success.
    String reason = "";

    String problem = "";

    /// What is being sent or waits to be, by [Delivery#key].
    final SortedMap<String, Delivery> waiting = new TreeMap<>();

    private DeliveryState() {}

    /// At the beginning.
    ///
    /// @param after the last event that it is not to get
    static DeliveryState begin(WebhookEndpoint endpoint, EventCursor after) {
        DeliveryState state = new DeliveryState();
        state.watch = endpoint.watch();
        state.made = after.made();
        state.position = after.seq();
        state.at(endpoint);
        return state;
    }

    /// Notes the address; another one than before is tried although that was stopped.
    boolean at(WebhookEndpoint endpoint) {
        String now = new Secret(endpoint.url().toString()).fingerprint();
        if (now.equals(address)) {
            return false;
        }
        address = now;
        host = endpoint.url().getHost();
        stopped = "";
        paused = 0;
        waiting.replaceAll((_, delivery) -> delivery.anew(0));
        return true;
    }

    /// When something is tried again that has failed; 0 if nothing is.
    long next() {
        return failing == 0 || !stopped.isEmpty()
                ? 0
                : Math.max(
                        paused,
                        waiting.values().stream()
                                .mapToLong(Delivery::next)
                                .min()
                                .orElse(0));
    }

    /// Up to there all events were accepted or given up.
    EventCursor done() {
        return cursor(oldest() - 1);
    }

    /// After the event of a number.
    EventCursor cursor(long seq) {
        return new EventCursor(watch, made, seq, "");
    }

    private long oldest() {
        return waiting.values().stream()
                .filter(delivery -> delivery.dead().isEmpty())
                .mapToLong(Delivery::seq)
                .min()
                .orElse(position + 1);
    }

    /// The cursor that the receiver may keep with an event: all up to it was accepted or given up, or is this
    /// event itself.
    EventCursor watermark(long seq) {
        long oldest = oldest();
        return cursor(oldest == seq ? seq : oldest - 1);
    }

    String text() {
        ObjectNode text = Json.MAPPER
                .createObjectNode()
                .put("watch", watch)
                .put("made", made)
                .put("address", address)
                .put("host", host)
                .put("position", position)
                .put("last", last)
                .put("failing", failing)
                .put("paused", paused)
                .put("stopped", stopped)
                .put("reason", reason)
                .put("problem", problem);
        waiting.values()
                .forEach(delivery -> delivery.write(text.withArray("waiting").addObject()));
        return Json.MAPPER.writeValueAsString(text);
    }

    static DeliveryState of(String text) {
        JsonNode stored = Json.MAPPER.readTree(text);
        DeliveryState state = new DeliveryState();
        state.watch = stored.path("watch").asString();
        state.made = stored.path("made").asLong(0);
        state.address = stored.path("address").asString();
        state.host = stored.path("host").asString();
        state.position = stored.path("position").asLong();
        state.last = stored.path("last").asLong();
        state.failing = stored.path("failing").asLong();
        state.paused = stored.path("paused").asLong();
        state.stopped = stored.path("stopped").asString("");
        state.reason = stored.path("reason").asString("");
        state.problem = stored.path("problem").asString("");
        stored.path("waiting")
                .valueStream()
                .map(Delivery::of)
                .forEach(delivery -> state.waiting.put(delivery.key(), delivery));
        return state;
    }
}
