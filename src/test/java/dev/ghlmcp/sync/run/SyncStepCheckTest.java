package dev.ghlmcp.sync.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.sync.Expression;
import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.SyncStep;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The report says what differs in HighLevel's answer; the record is written nevertheless.
class SyncStepCheckTest {
    @TempDir
    Path folder;

    @Test
    void whatACheckSaysStandsInTheReport() throws InterruptedException {
        try (SyncTrial trial = new SyncTrial(folder)) {
            trial.syncs.add(checked("email != \"ada@example.com\" ? \"HighLevel has it as \" & $contact.id : \"\""));
            String same = trial.send("customers", "{\"email\":\"ada@example.com\"}");
            String other = trial.send("customers", "{\"email\":\"ben@example.com\"}");
            trial.look();
            assertEquals(SyncState.DONE, trial.message("customers", same).state());
            assertEquals("", trial.message("customers", same).problem());
            assertEquals(SyncState.DONE, trial.message("customers", other).state());
            String id = trial.message("customers", other).highLevelId();
            assertEquals(
                    "HighLevel has it as " + id,
                    trial.message("customers", other).problem());
        }
    }

    @Test
    void aCheckThatFailsUndoesNothing() throws InterruptedException {
        try (SyncTrial trial = new SyncTrial(folder)) {
            trial.syncs.add(checked("$number(\"many\") > 1"));
            String id = trial.send("customers", "{\"email\":\"ada@example.com\"}");
            trial.look();
            assertEquals(SyncState.DONE, trial.message("customers", id).state());
            assertTrue(trial.message("customers", id).problem().startsWith("id: "));
            assertEquals(1, trial.writes().size());
        }
    }

    @Test
    void aCheckIsAskedWhetherItsStepRanOrNot() throws InterruptedException {
        try (SyncTrial trial = new SyncTrial(folder)) {
            trial.syncs.add(createdOnce());
            String none = trial.send("customers", "{\"email\":\"ada@example.com\",\"name\":\"Ada\"}");
            trial.look();
            assertEquals("", trial.message("customers", none).problem());
            String skipped = trial.send("customers", "{\"email\":\"ada@example.com\",\"name\":\"Adele\"}");
            trial.look();
            assertEquals(SyncState.SKIPPED, trial.message("customers", skipped).state());
            assertEquals(
                    "HighLevel has Ada", trial.message("customers", skipped).problem());
        }
    }

    @Test
    void whatHighLevelRejectsSaysWhatDiffers() throws InterruptedException {
        try (SyncTrial trial = new SyncTrial(folder)) {
            trial.syncs.add(createdOnce());
            trial.send("customers", "{\"email\":\"ada@example.com\",\"name\":\"Ada\"}");
            trial.look();
            String dead = trial.send("customers", "{\"email\":\"ada@example.com\",\"name\":\"Adele\",\"tags\":[]}");
            trial.look();
            assertEquals("rejected", trial.message("customers", dead).reason());
            assertTrue(trial.message("customers", dead).problem().endsWith(". HighLevel has Ada"));
        }
    }

    private static Sync createdOnce() {
        return SyncTrial.sync(
                "customers",
                null,
                false,
                Set.of(),
                new SyncStep(
                        "upsert_contact",
                        SyncTrial.expression("$new"),
                        SyncTrial.expression("{\"email\": email, \"firstName\": name}"),
                        "contact",
                        Map.of("name", SyncTrial.expression("name")),
                        Expression.of("id", "name != $linked.name ? \"HighLevel has \" & $linked.name : \"\""),
                        Set.of()),
                SyncTrial.step(
                        "add_contact_tags",
                        "$exists(tags)",
                        "{\"contactId\": $linked.id, \"tags\": tags}",
                        null,
                        Map.of()));
    }

    @Test
    void aStepThatReadsIsCheckedAndRememberedThoughNothingIsWritten() throws InterruptedException {
        try (SyncTrial trial = new SyncTrial(folder)) {
            trial.syncs.add(SyncTrial.sync(
                    "customers",
                    null,
                    false,
                    Set.of(),
                    SyncTrial.step("upsert_contact", "$new", "{\"email\": email}", "contact", Map.of()),
                    new SyncStep(
                            "get_contact",
                            Expression.of("id", "$not($new) and $not($linked.score = score)"),
                            Expression.of("id", "{\"contactId\": $linked.id}"),
                            "seen",
                            Map.of("score", Expression.of("id", "score")),
                            Expression.of("id", "$exists($seen) ? \"Score \" & score & \" of \" & $seen.email : \"\""),
                            Set.of())));
            trial.send("customers", "{\"email\":\"ada@example.com\"}");
            trial.look();
            String second = trial.send("customers", "{\"email\":\"ada@example.com\",\"score\":2}");
            trial.look();
            String third = trial.send("customers", "{\"email\":\"ada@example.com\",\"score\":2,\"x\":1}");
            trial.look();

            assertEquals(SyncState.SKIPPED, trial.message("customers", second).state());
            assertEquals(
                    "Score 2 of ada@example.com",
                    trial.message("customers", second).problem());
            assertEquals("", trial.message("customers", third).problem(), "it is remembered");
            assertEquals(1, trial.writes().size());
        }
    }

    private static Sync checked(String check) {
        return SyncTrial.sync(
                "customers",
                null,
                false,
                Set.of(),
                new SyncStep(
                        "upsert_contact",
                        null,
                        SyncTrial.expression("{\"email\": email}"),
                        "contact",
                        Map.of(),
                        Expression.of("id", check),
                        Set.of()));
    }
}
