package dev.ghlmcp.sync.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.mcp.call.CompletedCall;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.confirm.ConfirmationRules;
import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.SyncVariables;
import dev.ghlmcp.sync.run.SyncPreview.Action;
import dev.ghlmcp.sync.run.SyncPreview.PreviewedStep;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of a message by what its calls answer, and what would.
class SyncCallsTest {
    private static final String ADA = "{\"email\":\"ada@example.com\",\"name\":\"Ada\",\"at\":1}";

    @TempDir
    Path folder;

    private static Sync notes(String name, Set<String> allow, String tool, String with) {
        return SyncTrial.sync(
                name,
                null,
                false,
                allow,
                SyncTrial.step("upsert_contact", null, "{\"email\": email}", "contact", Map.of()),
                SyncTrial.step(tool, null, with, null, Map.of()));
    }

    /// The sandbox carries a call out and its answer is lost.
    private static void losing(SyncTrial trial, String lost, AtomicInteger times) {
        trial.answer((tool, arguments, sandbox) -> {
            ToolResult result = sandbox.call("s", tool, arguments);
            return tool.equals(lost) && times.getAndDecrement() > 0
                    ? ToolResult.failed("500", "HighLevel answered 500")
                    : result;
        });
    }

    @Test
    void aNoteThatMayHaveBeenMadeIsUncertainAndNotMadeAgain() throws InterruptedException {
        try (SyncTrial trial = new SyncTrial(folder)) {
            trial.syncs.add(
                    notes("s", Set.of(), "create_contact_note", "{\"contactId\": $contact.id, \"body\": \"Hi\"}"));
            losing(trial, "create_contact_note", new AtomicInteger(1));
            String id = trial.send("s", ADA);
            trial.look();
            trial.pass(Duration.ofDays(1));
            trial.look();

            SyncMessage dead = trial.message("s", id);
            assertEquals(List.of("uncertain", SyncState.DEAD), List.of(dead.reason(), dead.state()));
            assertTrue(dead.problem().contains("500"), dead.problem());
            assertEquals(2, trial.writes().size());
            // Somebody has looked and wants it made.
            assertEquals(0, trial.inbox().replay("s", List.of()), "it has to be named");
            trial.inbox().replay("s", List.of(id));
            trial.look();
            assertEquals(SyncState.DONE, trial.message("s", id).state());
            assertEquals(3, trial.writes().size(), "the contact is as it was");
        }
    }

    @Test
    void anUpsertWhoseAnswerIsLostIsSentAgain() throws InterruptedException {
        try (SyncTrial trial = new SyncTrial(folder)) {
            trial.syncs.add(SyncTrial.customers());
            losing(trial, "upsert_contact", new AtomicInteger(2));
            String id = trial.send("customers", ADA);
            trial.look();
            assertEquals(SyncState.RETRY, trial.message("customers", id).state());
            assertEquals(
                    "HighLevel answered 500", trial.message("customers", id).problem());
            for (int i = 0; i < 3; i++) {
                trial.pass(Duration.ofMinutes(1));
                trial.look();
            }
            assertEquals(SyncState.DONE, trial.message("customers", id).state());
            assertEquals(3, trial.writes().size());
        }
    }

    @Test
    void aLaterStepGoesOnWhereItEndedAndNewerMessagesWaitForIt() throws InterruptedException {
        try (SyncTrial trial = new SyncTrial(folder)) {
            trial.syncs.add(SyncTrial.customers());
            AtomicInteger away = new AtomicInteger(1);
            trial.answer((tool, arguments, sandbox) -> tool.equals("add_contact_tags") && away.getAndDecrement() > 0
                    ? ToolResult.failed("429", "Too many requests")
                    : sandbox.call("customers", tool, arguments));
            String first = trial.send("customers", ADA.replace("}", ",\"tags\":[\"vip\"]}"));
            trial.look();
            String second = trial.send("customers", ADA.replace("Ada", "Ada B").replace("\"at\":1", "\"at\":2"));
            trial.look();
            assertEquals(SyncState.RETRY, trial.message("customers", first).state());
            assertEquals(SyncState.MAPPED, trial.message("customers", second).state());
            assertEquals(1, trial.writes().size());
            trial.pass(Duration.ofMinutes(1));
            trial.look();

            assertEquals(SyncState.DONE, trial.message("customers", first).state());
            assertEquals(SyncState.DONE, trial.message("customers", second).state());
            List<String> writes = trial.writes();
            assertEquals("POST /contacts/upsert", writes.getFirst());
            assertTrue(writes.get(1).endsWith("/tags"), writes::toString);
            assertEquals("POST /contacts/upsert", writes.get(2));
        }
    }

    @Test
    void aCallThatAPersonIsAskedAboutNeedsTheSettingAndTheSync() throws InterruptedException {
        ConfirmationRules allowing = new ConfirmationRules(List.of("delete_contact"), List.of(), List.of());
        String with = "{\"contactId\": $contact.id}";
        for (boolean setting : List.of(true, false)) {
            try (SyncTrial trial =
                    new SyncTrial(folder.resolve("" + setting), setting ? allowing : ConfirmationRules.STANDARD)) {
                trial.syncs.add(notes("without", Set.of(), "delete_contact", with));
                trial.syncs.add(notes("with", Set.of("irreversible"), "delete_contact", with));
                String without = trial.send("without", ADA);
                String allowed = trial.send("with", ADA);
                trial.look();

                SyncMessage refused = trial.message("without", without);
                assertEquals("not_allowed", refused.reason());
                assertTrue(refused.problem().contains("`allow:` of the sync without"), refused.problem());
                SyncMessage end = trial.message("with", allowed);
                assertEquals(setting ? SyncState.DONE : SyncState.DEAD, end.state(), end.problem());
                assertEquals(setting, end.problem().isEmpty());
                assertTrue(setting || end.problem().contains("confirm.allow"), end.problem());
            }
        }
    }

    @Test
    void everyCallIsMadeInTheNameOfItsSync() throws InterruptedException {
        Queue<CompletedCall> calls = new ConcurrentLinkedQueue<>();
        try (SyncTrial trial = new SyncTrial(folder, ConfirmationRules.STANDARD, calls::add)) {
            trial.syncs.add(SyncTrial.customers());
            trial.send("customers", ADA);
            trial.look();
        }
        assertEquals(
                List.of("sync:customers upsert_contact"),
                calls.stream()
                        .map(call ->
                                call.caller().principal() + " " + call.tool().name())
                        .toList());
    }

    @Test
    void aPreviewSaysWhatWouldGoOutAndWhatDiffers() throws InterruptedException {
        try (SyncTrial trial = new SyncTrial(folder)) {
            trial.syncs.add(SyncTrial.customers());
            String tagged = ADA.replace("}", ",\"tags\":[\"vip\"]}");
            SyncRunner runner = trial.runner();
            Sync sync = trial.sync("customers");
            SyncPreview before = runner.preview(sync, SyncTrial.input(tagged));
            assertEquals(List.of(SyncState.DONE, ""), List.of(before.state(), before.problem()));
            assertEquals(List.of(Action.CREATE, Action.CREATE), actions(before));
            PreviewedStep upsert = before.steps().getFirst();
            assertEquals("POST", upsert.request().path("method").asString());
            assertEquals("Ada", upsert.request().at("/body/firstName").asString());
            assertEquals(null, before.steps().getLast().request(), "its contact has no id yet");
            assertEquals(List.of(), trial.writes());

            trial.send("customers", tagged);
            trial.look();
            SyncPreview same = runner.preview(sync, SyncTrial.input(tagged));
            assertEquals(SyncState.UNCHANGED, same.state());
            SyncPreview changed = runner.preview(
                    sync, SyncTrial.input(tagged.replace("Ada", "Ada B").replace("vip", "old")));
            assertEquals(List.of(Action.UPDATE, Action.UPDATE), actions(changed));
            assertEquals(List.of("firstName"), changed.steps().getFirst().differ());
            assertEquals(List.of("tags"), changed.steps().getLast().differ());
            assertTrue(
                    changed.steps().getLast().request().path("url").asString().contains(changed.highLevelId()));
            assertEquals(
                    SyncState.SUPERSEDED,
                    runner.preview(sync, SyncTrial.input(ADA.replace("\"at\":1", "\"at\":0")))
                            .state());
            assertEquals(
                    SyncState.SKIPPED,
                    runner.preview(sync, SyncTrial.input(ADA.replace("}", ",\"ignore\":1}")))
                            .state());
            SyncPreview wrong = runner.preview(sync, SyncTrial.input(ADA.replace("\"ada@example.com\"", "\"\"")));
            assertEquals(List.of(SyncState.DEAD, SyncRunner.NO_ID), List.of(wrong.state(), wrong.problem()));
            assertEquals(2, trial.writes().size());
        }
    }

    private static List<Action> actions(SyncPreview preview) {
        return preview.steps().stream().map(PreviewedStep::action).toList();
    }

    @Test
    void aLinkByHandMakesAnUpdateOfACreation() throws InterruptedException {
        try (SyncTrial trial = new SyncTrial(folder)) {
            trial.syncs.add(SyncTrial.sync(
                    "s",
                    null,
                    false,
                    Set.of(),
                    SyncTrial.step("create_contact", "$new", "{\"email\": email}", "contact", Map.of()),
                    SyncTrial.step(
                            "update_contact",
                            "$not($new) and $changed",
                            "{\"contactId\": $linked.id, \"firstName\": name}",
                            null,
                            Map.of())));
            trial.send("s", ADA);
            trial.look();
            String contact = trial.ledger().find("s", "ada@example.com").highLevelId();
            trial.ledger().link("s", "eve@example.com", contact);
            String eve = trial.send("s", ADA.replace("ada@", "eve@"));
            trial.look();
            assertEquals(
                    SyncState.DONE,
                    trial.message("s", eve).state(),
                    trial.message("s", eve).problem());
            assertEquals(List.of("POST /contacts/", "PUT /contacts/" + contact), trial.writes());
            trial.pass(Duration.ofHours(1));
            String again = trial.send("s", ADA);
            trial.look();
            assertEquals(
                    SyncState.UNCHANGED, trial.message("s", again).state(), "what was created need not be updated");
        }
    }

    @Test
    void whatIsDoneForNewRecordsIsDoneOnceThoughNoStepSavesAnId() throws InterruptedException {
        try (SyncTrial trial = new SyncTrial(folder)) {
            trial.syncs.add(SyncTrial.sync(
                    "s",
                    null,
                    false,
                    Set.of(),
                    SyncTrial.step("create_contact", "$new", "{\"email\": email}", null, Map.of())));
            trial.send("s", ADA);
            trial.look();
            String second = trial.send("s", ADA.replace("\"at\":1", "\"at\":2"));
            trial.look();
            assertEquals(SyncState.SKIPPED, trial.message("s", second).state());
            assertEquals(1, trial.writes().size());
        }
    }

    @Test
    void nothingOfACustomerIsLoggedOrShown() throws InterruptedException {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream err = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try (SyncTrial trial = new SyncTrial(folder)) {
            trial.syncs.add(SyncTrial.customers());
            trial.answer((_, _, _) -> {
                throw new IllegalStateException("ada@example.com");
            });
            String id = trial.send("customers", ADA);
            for (Thread run : trial.runner().look()) {
                run.join();
            }
            SyncMessage message = trial.message("customers", id);
            assertEquals(SyncState.RETRY, message.state(), "a fault is not met again each second");
            assertTrue(message.next() > trial.time.get());
            SyncPreview preview = new SyncPreview("ada@example.com", "", "", SyncState.DONE, "Ada", List.of());
            String shown = message + " " + preview + trial.ledger().row("customers", "ada@example.com")
                    + message.input() + SyncVariables.before(message.input())
                    + new Ledger.LedgerEntry("customers", "ada@example.com", "id", "", 0)
                    + trial.inbox().report("customers", Instant.EPOCH);
            assertFalse(shown.toLowerCase(java.util.Locale.ROOT).contains("ada"), shown);
            assertFalse(message.id().contains("ada"));
        } finally {
            System.setErr(err);
        }
        assertTrue(log.toString(StandardCharsets.UTF_8).contains("customers"), log::toString);
        assertFalse(log.toString(StandardCharsets.UTF_8).contains("ada@"), log::toString);
    }
}
