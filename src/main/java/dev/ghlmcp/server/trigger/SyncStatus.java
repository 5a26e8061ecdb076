package dev.ghlmcp.server.trigger;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.sync.run.Inbox.SyncCounts;
import dev.ghlmcp.sync.run.SyncMessage;
import dev.ghlmcp.sync.run.SyncState;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How a sync is, without anything of its customers.
///
/// @param name   of the sync
/// @param hook   whether messages are taken over HTTP
/// @param counts of its messages
/// @param dead   its last dead letters, the last in front
public record SyncStatus(String name, boolean hook, SyncCounts counts, List<SyncMessage> dead) {
    /// As JSON, for people and machines.
    ///
    /// @param now in ms since 1970
    ObjectNode json(long now) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("name", name).put("hook", hook);
        ObjectNode states = json.putObject("messages");
        for (SyncState state : SyncState.values()) {
            states.put(state.word(), counts.of(state));
        }
        json.put("last", time(counts.last())).put("oldestWaitingSeconds", oldestSeconds(now));
        ArrayNode letters = json.putArray("dead");
        dead.forEach(letter -> letters.addObject()
                .put("id", letter.id())
                .put("reason", letter.reason())
                .put("ended", time(letter.ended()))
                .put("attempts", letter.attempts()));
        return json;
    }

    /// How long the oldest message has waited to be worked on, in seconds; 0 if none waits.
    ///
    /// @param now in ms since 1970
    public long oldestSeconds(long now) {
        return counts.oldest() == 0 ? 0 : Math.max(0, now - counts.oldest()) / 1000;
    }

    /// What a person should look at, for a sentence; empty if there is nothing.
    ///
    /// @param now in ms since 1970
    public String trouble(long now) {
        int letters = counts.of(SyncState.DEAD);
        long hours = oldestSeconds(now) / 3600;
        return Stream.of(
                        letters == 0
                                ? ""
                                : name + " has " + letters + (letters == 1 ? " dead letter" : " dead letters")
                                        + ": `ghl-mcp sync dead " + name + "`",
                        hours == 0
                                ? ""
                                : "a message of " + name + " has waited for " + hours
                                        + (hours == 1 ? " hour" : " hours"))
                .filter(sentence -> !sentence.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static String time(long ms) {
        return ms == 0 ? null : Instant.ofEpochMilli(ms).toString();
    }
}
