package dev.ghlmcp.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.DispatcherFixture;
import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.catalog.OnDemand;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.confirm.Confirmer;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.SqliteStore;
import dev.ghlmcp.watch.poll.Poller;
import dev.ghlmcp.watch.service.Watches;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What lists things in the rest of the API is watched by rule.
class IndexedWatchTest {
    @TempDir
    Path folder;

    @Test
    void aListOfTheApiIsWatchedAsASet() throws InterruptedException {
        DispatcherFixture fixture;
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withLimits(0, 0));
                Dispatcher dispatcher = (fixture =
                                DispatcherFixture.on(sandbox.uri()).indexed(Generation.DATED, "read", "write"))
                        .open();
                EventStore store = new SqliteStore(folder.resolve("state.db"), null)) {
            InstantSource clock = InstantSource.system();
            Watches watches = new Watches(store, dispatcher, clock, 20);
            PollBudget budget = new PollBudget(store, clock, 20, Duration.ofSeconds(30));
            Poller poller = new Poller(
                    store,
                    new DispatcherSource(dispatcher, dispatcher.local(), budget),
                    clock,
                    "me",
                    watches.triggers());
            CallerTools tools = new CallerTools(dispatcher, dispatcher.local(), fixture.view());
            ObjectNode none = Json.MAPPER.createObjectNode();
            String watch =
                    watches.enter(tools, "list_products", none, null).row().id();
            poller.poll(watch);
            ObjectNode product = Json.MAPPER.createObjectNode();
            product.put("name", "Night guard").put("productType", "PHYSICAL");
            ToolResult made = dispatcher.call(dispatcher.local(), Confirmer.ABSENT, "create_product", product);
            assertFalse(made.error(), made::text);
            poller.poll(watch);
            assertEquals(1, store.events(watch, 0, 10).size());
            JsonNode event =
                    Json.MAPPER.readTree(store.events(watch, 0, 10).getFirst().body());
            assertEquals("new", event.at("/data/change").asString(), event::toString);
            assertEquals("Night guard", event.at("/data/item/name").asString(), event::toString);
            String off = assertThrows(
                            IllegalArgumentException.class, () -> watches.enter(tools, "create_product", none, null))
                    .getMessage();
            assertTrue(off.contains("cannot be watched"), off);
            ToolView narrow = fixture.view().reaching(OnDemand.NONE);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> watches.enter(
                            new CallerTools(dispatcher, dispatcher.local(), narrow), "list_products", none, null));
        }
    }
}
