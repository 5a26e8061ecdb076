package dev.ghlmcp.sync.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.sync.Sync;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Data goes to the record that it belongs to, and older data never over newer.
class SyncDataTest {
    @TempDir
    Path folder;

    private SyncTrial trial;

    @BeforeEach
    void open() {
        trial = new SyncTrial(folder);
        trial.syncs.add(SyncTrial.customers());
    }

    @AfterEach
    void close() {
        trial.close();
    }

    private SyncMessage sent(String json) throws InterruptedException {
        String id = trial.send("customers", json);
        trial.look();
        return trial.message("customers", id);
    }

    private void located(String location) {
        Sync sync = trial.syncs.getFirst();
        trial.syncs.set(
                0,
                new Sync(
                        sync.name(),
                        null,
                        SyncTrial.expression(location),
                        sync.csv(),
                        sync.id(),
                        sync.version(),
                        sync.onlyIf(),
                        sync.needs(),
                        sync.steps(),
                        List.of(),
                        false,
                        false,
                        Set.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Nowhere", "$nosuch", "branch", "'Nowhere'"})
    void whatGoesToNoSubAccountIsDead(String location) throws InterruptedException {
        located(location);

        SyncMessage message = sent("{\"email\":\"ada@example.com\",\"name\":\"Ada\"}");

        assertEquals(SyncState.DEAD, message.state());
        assertTrue(
                message.problem().contains("Nowhere") || message.problem().contains(" gives nothing"),
                message.problem());
        assertEquals(List.of(), trial.writes());
    }

    /// A message that HighLevel refuses.
    private String refused(String name) throws InterruptedException {
        trial.answer((_, _, _) -> ToolResult.failed("422", "No such field"));
        SyncMessage dead = sent("{\"email\":\"ada@example.com\",\"name\":\"" + name + "\"}");
        assertEquals(SyncState.DEAD, dead.state());
        trial.answer((tool, arguments, sandbox) -> sandbox.call("customers", tool, arguments));
        trial.pass(Duration.ofMinutes(1));
        return dead.id();
    }

    private SyncState replayed(String id) throws InterruptedException {
        trial.look();
        return trial.message("customers", id).state();
    }

    @Test
    void whatIsReplayedPutsNothingBackThatANewerMessageWrote() throws InterruptedException {
        String old = refused("Old");
        sent("{\"email\":\"ada@example.com\",\"name\":\"New\"}");
        trial.pass(Duration.ofMinutes(1));

        assertEquals(1, trial.inbox().replay("customers", List.of(old)));
        assertEquals(SyncState.SUPERSEDED, replayed(old));
        assertEquals(1, trial.writes().size());
    }

    @Test
    void whatIsReplayedPutsNothingBackThatANewerMessageFoundThere() throws InterruptedException {
        sent("{\"email\":\"ada@example.com\",\"name\":\"New\"}");
        trial.pass(Duration.ofMinutes(1));
        String old = refused("Old");
        assertEquals(
                SyncState.UNCHANGED,
                sent("{\"email\":\"ada@example.com\",\"name\":\"New\"}").state());

        trial.inbox().replay("customers", List.of(old));
        assertEquals(SyncState.SUPERSEDED, replayed(old));
        assertEquals(1, trial.writes().size());
    }

    @Test
    void whatIsReplayedWithAnotherInputIsNew() throws InterruptedException {
        String old = refused("Old");
        sent("{\"email\":\"ada@example.com\",\"name\":\"New\"}");

        trial.inbox().replay("customers", old, SyncTrial.input("{\"email\":\"ada@example.com\",\"name\":\"Newest\"}"));
        assertEquals(SyncState.DONE, replayed(old));
        assertTrue(trial.bodies().getLast().contains("Newest"));
    }

    @Test
    void aNewerVersionIsWrittenWheneverItCame() throws InterruptedException {
        trial.answer((_, _, _) -> ToolResult.failed("422", "No such field"));
        SyncMessage newer = sent("{\"email\":\"ada@example.com\",\"name\":\"New\",\"at\":5}");
        trial.answer((tool, arguments, sandbox) -> sandbox.call("customers", tool, arguments));
        sent("{\"email\":\"ada@example.com\",\"name\":\"Old\",\"at\":4}");

        trial.inbox().replay("customers", List.of(newer.id()));
        assertEquals(SyncState.DONE, replayed(newer.id()));
        assertTrue(trial.bodies().getLast().contains("New"));
    }

    @Test
    void ofSeveralThatAreReplayedTheOneThatCameLastIsWritten() throws InterruptedException {
        for (int i = 0; i < 8; i++) {
            refused("Name " + i);
        }
        assertEquals(8, trial.inbox().replay("customers", List.of()));
        trial.look();
        assertEquals(1, trial.writes().size());
        assertTrue(trial.bodies().getFirst().contains("Name 7"), trial.bodies().getFirst());
    }

    @Test
    void nothingOfTheRecordIsKeptWhenItHasEnded() throws InterruptedException {
        trial.answer((tool, arguments, sandbox) -> sandbox.call("customers", tool, arguments));
        assertEquals(
                SyncState.DONE,
                sent("{\"email\":\"ada@example.com\",\"tags\":[\"vip\"]}").state());

        LedgerRow row = trial.ledger().row("customers", "ada@example.com");
        assertEquals(Json.MAPPER.createObjectNode(), row.work.saved);
        assertFalse(row.document().body().contains("dateAdded"), row.document().body());
    }

    @Test
    void whatWasDeletedInHighLevelIsCreatedAgainOnceItIsForgotten() throws InterruptedException {
        String ada = "{\"email\":\"ada@example.com\",\"name\":\"Ada\"}";
        sent(ada);
        trial.pass(Duration.ofHours(1));
        trial.answer((_, _, _) -> ToolResult.failed("404", "There is no such contact"));
        SyncMessage dead = sent(ada.replace("Ada", "Eve"));
        assertTrue(dead.problem().contains("`ghl-mcp sync link customers ID --forget`"), dead.problem());
        trial.answer((tool, arguments, sandbox) -> sandbox.call("customers", tool, arguments));

        assertTrue(trial.ledger().forget("customers", "ada@example.com"));
        assertFalse(trial.ledger().forget("customers", "ada@example.com"));
        assertEquals(SyncState.DONE, sent(ada).state());
        assertTrue(trial.bodies().getLast().contains("17hats"), "it is new");
    }

    @Test
    void aVersionThatNobodyCanCompareIsDead() throws InterruptedException {
        SyncMessage message = sent("{\"email\":\"ada@example.com\",\"name\":\"Ada\",\"at\":\"11/30/2026\"}");

        assertEquals("mapping", message.reason());
        assertTrue(message.problem().contains("$toMillis(at, "), message.problem());
        assertEquals(List.of(), trial.writes());
    }
}
