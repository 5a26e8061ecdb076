package dev.ghlmcp.watch.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.DispatcherFixture;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import dev.ghlmcp.store.sqlite.SqliteStore;
import dev.ghlmcp.watch.Trigger;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class FirstPollTest {
    private static final List<Trigger.Kind> LASTING =
            List.of(Trigger.Kind.FEED, Trigger.Kind.SET, Trigger.Kind.WINDOW, Trigger.Kind.RECORD);

    /// The sandbox says of these that the list is empty, and nothing says that HighLevel does not.
    private static final List<String> EMPTY = List.of("list_business_contacts", "list_record_relations");

    @TempDir
    private Path folder;

    /// What is asked for by the id of nobody, of each operation that takes one.
    @Test
    void whatDoesNotExistIsNotWatched() throws Exception {
        List<String> watched = new ArrayList<>();
        int asked = 0;
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withLimits(0, 0));
                Dispatcher dispatcher = DispatcherFixture.on(sandbox.uri()).open();
                Watches watches = new Watches(
                        new SqliteStore(folder.resolve("state.db"), null), dispatcher, InstantSource.system(), 100)) {
            CallerTools tools = new CallerTools(dispatcher, dispatcher.local(), ToolView.load());
            for (Trigger trigger : Trigger.load().values()) {
                ObjectNode arguments = Json.MAPPER.createObjectNode();
                dispatcher
                        .entry(trigger.operation())
                        .at("/inputSchema/required")
                        .forEach(name -> {
                            if (name.asString().endsWith("Id")
                                    || name.asString().equals("id")) {
                                arguments.put(name.asString(), "Nobody0000000000000A");
                            }
                        });
                if (arguments.isEmpty() || !LASTING.contains(trigger.kind())) {
                    continue;
                }
                asked++;
                try {
                    watches.start(tools, trigger.operation(), arguments, null);
                    watched.add(trigger.operation());
                } catch (PollFailedException e) {
                    assertTrue(e.refused(), trigger.operation() + ": " + e.getMessage());
                } catch (IllegalArgumentException e) {
                    assertTrue(!e.getMessage().isEmpty());
                }
            }
        }
        assertTrue(asked > 10, () -> "too few take an id");
        assertEquals(EMPTY, watched);
    }
}
