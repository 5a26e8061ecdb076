package dev.ghlmcp.cli.sync;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.run.Inbox;
import dev.ghlmcp.sync.run.Inbox.SyncCounts;
import dev.ghlmcp.sync.run.Ledger;
import dev.ghlmcp.sync.run.SyncRunner;
import dev.ghlmcp.sync.run.SyncState;
import dev.ghlmcp.text.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// What commands work on: the syncs of the settings, and what is stored of them.
///
/// @param syncs      in the order of the settings
/// @param store      that holds all of it
/// @param dispatcher that the runner calls tools through
public record SyncParts(
        List<Sync> syncs, EventStore store, Inbox inbox, Ledger ledger, SyncRunner runner, Dispatcher dispatcher)
        implements AutoCloseable {
    /// The members of a row.
    public static final List<String> COLUMNS = Stream.concat(
                    Stream.concat(
                            Stream.of("sync"), Arrays.stream(SyncState.values()).map(SyncState::word)),
                    Stream.of("last", "oldest"))
            .toList();

    /// How many messages of a sync are in which state, when the last came, and when the oldest that still waits.
    public ObjectNode row(Sync sync) {
        SyncCounts counts = inbox.counts(sync.name());
        ObjectNode row = Json.MAPPER.createObjectNode().put("sync", sync.name());
        for (SyncState state : SyncState.values()) {
            row.put(state.word(), counts.of(state));
        }
        return row.put("last", MessageRows.time(counts.last())).put("oldest", MessageRows.time(counts.oldest()));
    }

    /// The sync of a name.
    ///
    /// @throws IllegalArgumentException with a sentence if there is none
    Sync named(String name) {
        return named(syncs, name);
    }

    /// One of several syncs, by its name.
    ///
    /// @throws IllegalArgumentException with a sentence if there is none
    static Sync named(List<Sync> syncs, String name) {
        List<String> names = syncs.stream().map(Sync::name).toList();
        return syncs.stream()
                .filter(sync -> sync.name().equals(name))
                .findFirst()
                .orElseThrow(() -> {
                    String nearest = Nearest.to(name, names);
                    return new IllegalArgumentException("'" + name + "' is no sync of the settings"
                            + (nearest != null
                                    ? "; did you mean " + nearest + "?"
                                    : names.isEmpty()
                                            ? ": they have no `syncs:`, see docs/syncs.md"
                                            : "; there is " + String.join(", ", names)));
                });
    }

    @Override
    public void close() {
        runner.close();
        dispatcher.close();
        store.close();
    }
}
