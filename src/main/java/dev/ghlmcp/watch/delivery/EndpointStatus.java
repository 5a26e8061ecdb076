package dev.ghlmcp.watch.delivery;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.watch.EventCursor;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/// How the deliveries to an endpoint go. Times are in ms since 1970; 0 for never.
///
/// @param name    of the endpoint
/// @param host    of its address
/// @param watch   whose events it gets
/// @param last    when it accepted an event last
/// @param failing since when it has accepted none; 0 while all is well
/// @param next    when it is tried again, if it is failing; 0 if it is not, or never
/// @param stopped why nothing is sent any more; empty while it is
/// @param reason  a word for the last failure, as MCP's `deliveryStatus` has it; empty after a success
/// @param problem a sentence about it, without anything that the receiver wrote
/// @param done    up to where all events were accepted or given up
/// @param waiting how many events are being sent or wait for another attempt
/// @param dead    how many dead letters there are
public record EndpointStatus(
        String name,
        String host,
        String watch,
        long last,
        long failing,
        long next,
        String stopped,
        String reason,
        String problem,
        EventCursor done,
        int waiting,
        int dead) {
    static EndpointStatus of(String name, DeliveryState state, int dead) {
        return new EndpointStatus(
                name,
                state.host,
                state.watch,
                state.last,
                state.failing,
                state.next(),
                state.stopped,
                state.reason,
                state.problem,
                state.done(),
                state.waiting.size(),
                dead);
    }

    /// What is wrong; empty if nothing is.
    public String sentence() {
        return stopped.isEmpty() ? problem : stopped;
    }

    /// As JSON, for people.
    public ObjectNode json() {
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("name", name)
                .put("host", host)
                .put("watch", watch)
                .put("state", state())
                .put("waiting", waiting)
                .put("dead", dead);
        if (last > 0) {
            json.put("lastDelivery", Instant.ofEpochMilli(last).toString());
        }
        if (failing > 0) {
            json.put("failingSince", Instant.ofEpochMilli(failing).toString());
        }
        if (next > 0) {
            json.put("nextAttempt", Instant.ofEpochMilli(next).toString());
        }
        return sentence().isEmpty() ? json : json.put("problem", sentence());
    }

    /// `working`, `failing` or `stopped`.
    public String state() {
        return !stopped.isEmpty() ? "stopped" : failing > 0 ? "failing" : "working";
    }
}
