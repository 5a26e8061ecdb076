package dev.ghlmcp.sync.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.mcp.call.ToolResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What comes again, and what must not be done again though it comes again.
class SyncRepeatsTest {
    private static final String ADA = "{\"email\":\"ada@example.com\",\"name\":\"Ada\"}";
    private static final String ADELE = "{\"email\":\"ada@example.com\",\"name\":\"Adele\"}";

    @TempDir
    Path folder;

    @AutoClose
    private SyncTrial trial;

    private boolean silent;

    @BeforeEach
    void open() {
        trial = new SyncTrial(folder);
    }

    @Test
    void whatIsChangedAndChangedBackWithinMinutesIsNoRepetition() throws Exception {
        trial.syncs.add(SyncTrial.customers());
        String first = trial.send("customers", ADA);
        assertEquals(first, trial.send("customers", ADA));
        trial.look();
        assertEquals(first, trial.send("customers", ADA), "it is the last that came of the record");
        trial.send("customers", ADELE);
        trial.look();
        assertNotEquals(first, trial.send("customers", ADA));
        trial.look();
        assertTrue(trial.bodies().getLast().contains("\"Ada\""), "what was sent last holds");
    }

    @Test
    void aDeliveryWithANameOfItsOwnComesBetween() throws Exception {
        trial.syncs.add(SyncTrial.customers());
        String first = trial.send("customers", ADA);
        trial.inbox().accept(trial.sync("customers"), List.of(SyncTrial.input(ADELE)), "msg_1");
        assertNotEquals(first, trial.send("customers", ADA));
    }

    @Test
    void whatIsDeadIsWorkedOnWhenItIsSentAgain() throws Exception {
        trial.syncs.add(SyncTrial.customers());
        trial.answer((_, _, _) -> ToolResult.failed("422", "No"));
        String dead = trial.send("customers", ADA);
        trial.look();
        assertEquals(SyncState.DEAD, trial.message("customers", dead).state());
        assertNotEquals(dead, trial.send("customers", ADA));
    }

    @Test
    void afterACreateOfWhichNobodyKnowsNothingOfTheRecordIsCreatedBeforeAPersonHasLooked() throws Exception {
        creates();
        String first = trial.send("creating", ADA);
        trial.look();
        assertEquals("uncertain", trial.message("creating", first).reason());
        assertEquals(1, trial.writes().size());
        silent = false;
        String next = trial.send("creating", ADELE);
        trial.look();
        assertEquals(1, trial.writes().size(), "it may be there already");
        SyncMessage held = trial.message("creating", next);
        assertEquals("held", held.reason());
        assertTrue(held.problem().contains(first), held.problem());

        trial.ledger().link("creating", "ada@example.com", "contactId");
        assertEquals(2, trial.inbox().replay("creating", List.of(first, next)));
        trial.look();
        trial.look();
        assertEquals(SyncState.DONE, trial.message("creating", first).state());
        assertEquals(1, trial.writes().size(), "it was there");
        assertEquals(SyncState.SKIPPED, trial.message("creating", next).state());
    }

    @Test
    void whoReplaysTheUncertainOneHasLooked() throws Exception {
        creates();
        String first = trial.send("creating", ADA);
        trial.look();
        String next = trial.send("creating", ADELE);
        trial.look();
        silent = false;
        assertEquals(2, trial.inbox().replay("creating", List.of(first, next)));
        trial.look();
        assertFalse(trial.message("creating", first).state() == SyncState.DEAD);
        assertFalse(trial.message("creating", next).state() == SyncState.DEAD);
    }

    /// Contacts are created once, and the first time nobody hears of it.
    private void creates() {
        silent = true;
        trial.syncs.add(SyncTrial.sync(
                "creating",
                null,
                false,
                Set.of(),
                SyncTrial.step(
                        "create_contact", "$new", "{\"email\": email, \"firstName\": name}", "contact", Map.of())));
        trial.answer((tool, arguments, sandbox) -> {
            if (!silent) {
                arguments.put("email", "other@example.com");
            }
            ToolResult result = sandbox.call("creating", tool, arguments);
            return silent ? ToolResult.failed("500", "HighLevel answered 500") : result;
        });
    }
}
