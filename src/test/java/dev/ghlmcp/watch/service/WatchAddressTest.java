package dev.ghlmcp.watch.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.DispatcherFixture;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.config.Setting;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import dev.ghlmcp.store.sqlite.SqliteStore;
import dev.ghlmcp.watch.WatchSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two HighLevels whose sub-accounts have the same ids, as sandboxes have, and one store.
class WatchAddressTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private volatile Instant now = Instant.now();

    @Test
    void twoAddressesShareAStoreAndNothingInIt() throws Exception {
        try (Sandbox here = Sandbox.start(SandboxOptions.defaults().withLimits(0, 0));
                Sandbox there = Sandbox.start(SandboxOptions.defaults().withLimits(0, 0));
                Dispatcher mine = DispatcherFixture.on(here.uri()).open();
                Dispatcher foreign = DispatcherFixture.on(there.uri()).open();
                Watches ours = new Watches(store(), mine, () -> now, 20);
                Watches others = new Watches(store(), foreign, () -> now, 20);
                SqliteStore store = store()) {
            String one = ours.start(own(mine), "list_calendars", Json.MAPPER.createObjectNode(), null)
                    .id();
            String two = others.start(own(foreign), "list_calendars", Json.MAPPER.createObjectNode(), null)
                    .id();
            assertNotEquals(one, two);
            assertEquals(one, ours.list(own(mine)).getFirst().id());
            assertEquals(1, ours.list(own(mine)).size());
            assertThrows(IllegalArgumentException.class, () -> ours.read(own(mine), two, null, 10));
            now = now.plus(Duration.ofHours(1));
            long before = store.watch(two).polled();
            ours.begin();
            Awaitility.await().atMost(PATIENCE).until(() -> store.watch(one).polled() == now.toEpochMilli());
            assertEquals(before, store.watch(two).polled(), "only who knows that address polls it");
            others.begin();
            Awaitility.await().atMost(PATIENCE).until(() -> store.watch(two).polled() == now.toEpochMilli());
        }
    }

    @Test
    void anotherAddressOrAccountThanTheSettingsIsNotReplayedThoughTheTokenIsForBoth() throws Exception {
        try (Sandbox here = Sandbox.start(SandboxOptions.defaults().withLimits(0, 0));
                Sandbox there = Sandbox.start(SandboxOptions.defaults().withLimits(0, 0));
                Dispatcher mine = DispatcherFixture.on(here.uri()).open();
                Dispatcher foreign = DispatcherFixture.on(there.uri()).open();
                Watches ours = new Watches(store(), mine, () -> now, 20);
                Watches others = new Watches(store(), foreign, () -> now, 20);
                SqliteStore store = store()) {
            String one = ours.start(own(mine), "list_calendars", Json.MAPPER.createObjectNode(), null)
                    .id();
            assertEquals(one, ours.replayed(one).id());
            assertThrows(PollFailedException.class, () -> others.replayed(one));
            WatchSpec spec = new WatchSpec(
                    mine.address(), "", "another", null, "list_calendars", Json.MAPPER.createObjectNode());
            store.enter(spec.id(), spec.text(), "reader", Duration.ofMinutes(1), now.toEpochMilli());
            IllegalArgumentException told =
                    assertThrows(IllegalArgumentException.class, () -> ours.replayed(spec.id()));
            assertTrue(told.getMessage().contains("of another account"), told.getMessage());
        }
    }

    @Test
    void whatWasBegunForAnotherSubAccountIsNotPolledWithThatOfTheSettings() throws Exception {
        try (Sandbox here = Sandbox.start(SandboxOptions.defaults().withLimits(0, 0));
                Dispatcher dispatcher = DispatcherFixture.on(here.uri()).open();
                Watches watches = new Watches(store(), dispatcher, () -> now, 20);
                SqliteStore store = store()) {
            String own = watches.start(own(dispatcher), "list_calendars", Json.MAPPER.createObjectNode(), null)
                    .id();
            WatchSpec former = new WatchSpec(
                    dispatcher.address(), "", "another", null, "list_calendars", Json.MAPPER.createObjectNode());
            store.enter(former.id(), former.text(), "reader", Duration.ofMinutes(1), now.toEpochMilli());
            now = now.plus(Duration.ofHours(1));
            watches.begin();
            Awaitility.await().atMost(PATIENCE).until(() -> store.watch(own).polled() == now.toEpochMilli());
            assertFalse(store.watch(former.id()).primed(), "it would hold what is not of its account");
        }
    }

    @Test
    void watchesOfHighLevelItselfKeepTheirIds() {
        WatchSpec spec = new WatchSpec(
                Setting.BASE_URL.fallback(), "", "loc", null, "list_calendars", Json.MAPPER.createObjectNode());
        assertTrue(!spec.text().contains("address"), spec::text);
        assertEquals(spec, WatchSpec.of(spec.text()));
    }

    private SqliteStore store() {
        return new SqliteStore(folder.resolve("state.db"), null);
    }

    private static CallerTools own(Dispatcher dispatcher) {
        return new CallerTools(dispatcher, dispatcher.local(), ToolView.load());
    }
}
