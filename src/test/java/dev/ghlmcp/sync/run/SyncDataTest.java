package dev.ghlmcp.sync.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.sync.Sync;
import java.nio.file.Path;
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

    @Test
    void aVersionThatNobodyCanCompareIsDead() throws InterruptedException {
        SyncMessage message = sent("{\"email\":\"ada@example.com\",\"name\":\"Ada\",\"at\":\"11/30/2026\"}");

        assertEquals("mapping", message.reason());
        assertTrue(message.problem().contains("$toMillis(at, "), message.problem());
        assertEquals(List.of(), trial.writes());
    }
}
