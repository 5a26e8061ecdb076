package dev.ghlmcp.watch.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.DispatcherFixture;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.highlevel.account.Account;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import dev.ghlmcp.secret.Secret;
import dev.ghlmcp.store.sqlite.SqliteStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A store that is older than the token of who reads it.
class WatchProofsTest {
    @TempDir
    private Path folder;

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withLimits(0, 0));
    private final URI address = sandbox.uri();
    private volatile Instant now = Instant.now();
    private String watch;

    @BeforeEach
    void watched() throws Exception {
        try (Dispatcher dispatcher = with(SampleAccount.LOCATION_TOKEN);
                Watches watches = watches(dispatcher)) {
            watch = watches.start(own(dispatcher), "list_calendars", Json.MAPPER.createObjectNode(), null)
                    .id();
        }
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void aWrongTokenGetsNothingOutOfTheStore() {
        try (Dispatcher dispatcher = with("pit-wrong");
                Watches watches = watches(dispatcher)) {
            CallerTools tools = own(dispatcher);
            assertRefused(() -> watches.read(tools, watch, null, 10));
            assertRefused(() -> watches.latest(tools, watch, 10));
            assertRefused(() -> watches.list(tools));
            assertRefused(() -> watches.replayed(watch));
        }
    }

    @Test
    void aTokenThatHasReadNeedsNotAskForAWhileNorWhileHighLevelIsAway() {
        try (Dispatcher dispatcher = with(SampleAccount.LOCATION_TOKEN);
                Watches watches = watches(dispatcher)) {
            CallerTools tools = own(dispatcher);
            assertEquals(1, watches.list(tools).size());
            assertEquals(0, watches.read(tools, watch, null, 10).events().size());
            sandbox.close();
            assertEquals(0, watches.latest(tools, watch, 10).events().size());
            now = now.plus(Duration.ofHours(1));
            assertEquals(0, watches.latest(tools, watch, 10).events().size());
        }
    }

    @Test
    void whileHighLevelIsAwayATokenThatHasReadNothingSeesTheListAndNoEvents() {
        sandbox.close();
        try (Dispatcher dispatcher = with(SampleAccount.LOCATION_TOKEN);
                Watches watches = watches(dispatcher)) {
            CallerTools tools = own(dispatcher);
            assertEquals(1, watches.list(tools).size());
            PollFailedException told =
                    assertThrows(PollFailedException.class, () -> watches.read(tools, watch, null, 10));
            assertFalse(told.refused(), told.getMessage());
        }
    }

    private static void assertRefused(Runnable shown) {
        PollFailedException told = assertThrows(PollFailedException.class, shown::run);
        assertTrue(told.refused(), told.getMessage());
        assertTrue(told.getMessage().contains("Nothing is shown before HighLevel has answered"), told.getMessage());
    }

    private Watches watches(Dispatcher dispatcher) {
        return new Watches(new SqliteStore(folder.resolve("state.db"), null), dispatcher, () -> now, 20);
    }

    private Dispatcher with(String token) {
        Account account = new Account(
                address,
                new Secret(token),
                null,
                SampleAccount.LOCATION_ID,
                null,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(2));
        return DispatcherFixture.of(new HighLevelClient(account, "ghl-mcp/test"))
                .open();
    }

    private static CallerTools own(Dispatcher dispatcher) {
        return new CallerTools(dispatcher, dispatcher.local(), ToolView.load());
    }
}
