package dev.ghlmcp.cli.context;

import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.run.Inbox;
import dev.ghlmcp.sync.run.Ledger;
import dev.ghlmcp.sync.run.SyncRunner;
import dev.ghlmcp.text.Nearest;
import java.util.List;

/// What commands work on: the syncs of the settings, and what is stored of them.
///
/// @param syncs      in the order of the settings
/// @param store      that holds all of it
/// @param dispatcher that the runner calls tools through
public record SyncParts(
        List<Sync> syncs, EventStore store, Inbox inbox, Ledger ledger, SyncRunner runner, Dispatcher dispatcher)
        implements AutoCloseable {
    /// The sync of a name.
    ///
    /// @throws IllegalArgumentException with a sentence if there is none
    public Sync named(String name) {
        return named(syncs, name);
    }

    /// One of several syncs, by its name.
    ///
    /// @throws IllegalArgumentException with a sentence if there is none
    public static Sync named(List<Sync> syncs, String name) {
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
