package dev.ghlmcp.sync.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.sync.Sync;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What no step wants, and what does not matter: the one counts as a version of its record, the other does not.
class SyncSkippedTest {
    private static final String OPEN = "{\"email\":\"ada@example.com\",\"at\":10}";
    private static final String VOID = "{\"email\":\"ada@example.com\",\"at\":13,\"void\":true}";

    @TempDir
    Path folder;

    @AutoClose
    private SyncTrial trial;

    @BeforeEach
    void open() {
        trial = new SyncTrial(folder);
        trial.syncs.add(invoices());
    }

    /// A void record is not written.
    private static Sync invoices() {
        return SyncTrial.sync(
                "customers",
                null,
                false,
                Set.of(),
                SyncTrial.step(
                        "upsert_contact",
                        "$not($exists(void))",
                        "{\"email\": email, \"firstName\": name}",
                        "contact",
                        Map.of()),
                SyncTrial.step(
                        "add_contact_tags",
                        "$exists(tags)",
                        "{\"contactId\": $contact.id, \"tags\": tags}",
                        null,
                        Map.of()));
    }

    private SyncMessage ended(String json) throws InterruptedException {
        String id = trial.send("customers", json);
        trial.look();
        return trial.message("customers", id);
    }

    @Test
    void whatIsOlderThanASkippedMessageIsPassedOver() throws InterruptedException {
        assertEquals(SyncState.SKIPPED, ended(VOID).state());
        assertEquals(
                SyncState.SUPERSEDED,
                trial.runner()
                        .preview(trial.sync("customers"), SyncTrial.input(OPEN))
                        .state());
        assertEquals(SyncState.SUPERSEDED, ended(OPEN).state());
        assertEquals(List.of(), trial.writes());
        assertEquals(SyncState.DONE, ended(OPEN.replace("10", "14")).state(), "it was opened again");
    }

    @Test
    void whatWasSkippedIsForgottenWithTheRecord() throws InterruptedException {
        ended(VOID);
        assertTrue(trial.ledger().forget("customers", "ada@example.com"));
        assertEquals(SyncState.DONE, ended(OPEN).state());
    }

    @Test
    void whatIsOlderThanAMessageThatWasCarriedOutInPartIsPassedOver() throws InterruptedException {
        assertEquals(SyncState.DONE, ended(OPEN).state());
        SyncMessage part = ended("{\"email\":\"ada@example.com\",\"at\":15,\"name\":\"Ada\",\"tags\":[]}");
        assertEquals(SyncState.DEAD, part.state(), part.problem());
        assertEquals(SyncState.SUPERSEDED, ended(OPEN.replace("10", "12")).state());
        assertEquals(SyncState.DONE, ended(OPEN.replace("10", "16")).state());
    }

    @Test
    void whatDoesNotMatterSaysNothingOfVersions() throws InterruptedException {
        assertEquals(
                SyncState.SKIPPED,
                ended("{\"email\":\"ada@example.com\",\"at\":20,\"ignore\":1}").state());
        assertEquals(SyncState.DONE, ended(OPEN).state());
    }

    @Test
    void whatDoesNotMatterTakesNobodysPlace() throws InterruptedException {
        String first = trial.send("customers", OPEN);
        String other = trial.send("customers", "{\"email\":\"ada@example.com\",\"at\":20,\"ignore\":1}");
        trial.look();
        assertEquals(SyncState.DONE, trial.message("customers", first).state());
        assertEquals(SyncState.SKIPPED, trial.message("customers", other).state());
        assertEquals("ada@example.com", trial.message("customers", other).externalId());
    }

    @Test
    void whatDoesNotMatterNeedsNoId() throws InterruptedException {
        String json = "{\"at\":1,\"ignore\":1}";
        assertEquals(
                SyncState.SKIPPED,
                trial.runner()
                        .preview(trial.sync("customers"), SyncTrial.input(json))
                        .state());
        assertEquals(SyncState.SKIPPED, ended(json).state());
        assertEquals("no_id", ended("{\"at\":1}").reason());
    }
}
