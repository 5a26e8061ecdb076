package dev.ghlmcp.sync.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.sync.SyncNeed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncRunnerTest {
    private static final String ADA = "{\"email\":\"ada@example.com\",\"name\":\"Ada\",\"at\":1}";

    @TempDir
    Path folder;

    private SyncTrial trial;

    @BeforeEach
    void begin() {
        trial = new SyncTrial(folder);
        trial.syncs.add(SyncTrial.customers());
    }

    @AfterEach
    void end() {
        trial.close();
    }

    private SyncState state(String id) {
        return trial.message("customers", id).state();
    }

    @Test
    void aMessageBecomesARecordAndTheLedgerKnowsIt() throws InterruptedException {
        String id = trial.send("customers", ADA);
        assertEquals(SyncState.RECEIVED, state(id));

        trial.look();

        SyncMessage message = trial.message("customers", id);
        assertEquals(SyncState.DONE, message.state(), message.problem());
        assertEquals(List.of("POST /contacts/upsert"), trial.writes());
        assertTrue(trial.bodies().getFirst().contains("17hats"));
        Ledger.LedgerEntry entry = trial.ledger().find("customers", "ada@example.com");
        assertEquals(message.highLevelId(), entry.highLevelId());
        assertEquals(20, entry.highLevelId().length());
        assertEquals("1", entry.version());
        assertEquals("ada@example.com", message.externalId());
        assertNull(message.input(), "nothing of it is kept");
    }

    @Test
    void theSameRecordAgainCallsNothing() throws InterruptedException {
        trial.send("customers", ADA);
        trial.look();
        trial.pass(Duration.ofHours(1));
        String again = trial.send("customers", ADA);
        trial.look();

        assertEquals(SyncState.UNCHANGED, state(again));
        assertEquals(1, trial.writes().size());
        String changed = trial.send("customers", ADA.replace("Ada", "Ada B"));
        trial.look();
        assertEquals(SyncState.DONE, state(changed));
        assertEquals(2, trial.writes().size());
        assertFalse(trial.bodies().getLast().contains("17hats"), "it is no longer new");
    }

    @Test
    void anOlderVersionIsSuperseded() throws InterruptedException {
        trial.send("customers", ADA.replace("\"at\":1", "\"at\":10"));
        trial.look();
        String older =
                trial.send("customers", ADA.replace("\"at\":1", "\"at\":9").replace("Ada", "Old"));
        trial.look();

        assertEquals(SyncState.SUPERSEDED, state(older));
        assertEquals(1, trial.writes().size());
    }

    @Test
    void ofSeveralThatWaitTheNewestIsWritten() throws InterruptedException {
        String first = trial.send("customers", ADA.replace("Ada", "First"));
        String last = trial.send("customers", ADA.replace("Ada", "Last").replace("\"at\":1", "\"at\":3"));
        String late = trial.send("customers", ADA.replace("Ada", "Late").replace("\"at\":1", "\"at\":2"));
        trial.look();

        assertEquals(SyncState.SUPERSEDED, state(first));
        assertEquals(SyncState.DONE, state(last));
        assertEquals(SyncState.SUPERSEDED, state(late), "it came last and is older");
        assertEquals(1, trial.writes().size());
        assertTrue(trial.bodies().getFirst().contains("Last"));
    }

    @Test
    void whatANewerMessageLeavesOutIsNotLost() throws InterruptedException {
        String plain = ADA.replace("\"at\":1", "\"at\":4");
        String tagged = ADA.replace("\"at\":1", "\"at\":3,\"tags\":[\"vip\"]");
        String emptied = ADA.replace("\"at\":1", "\"at\":5,\"tags\":[]");
        String ignored = ADA.replace("\"at\":1", "\"at\":6,\"tags\":[\"x\"],\"ignore\":true");
        List<String> ids = new ArrayList<>();
        for (String message : List.of(plain, tagged, emptied, ignored)) {
            ids.add(trial.send("customers", message));
        }
        trial.look();

        assertEquals(
                List.of(SyncState.SUPERSEDED, SyncState.DONE, SyncState.UNCHANGED, SyncState.SKIPPED),
                ids.stream().map(this::state).toList(),
                "older versions first, and none by one that leaves something out or does not matter");
        assertEquals(2, trial.writes().size(), trial.writes()::toString);
        assertTrue(trial.bodies().getLast().contains("vip"), trial.bodies()::toString);
    }

    @Test
    void whatWaitsForHighLevelIsNotLostToANewerMessageThatLeavesItOut() throws InterruptedException {
        trial.answer((_, _, _) -> ToolResult.failed("unconnected", "It is away"));
        String tagged = trial.send("customers", ADA.replace("\"at\":1", "\"at\":1,\"tags\":[\"vip\"]"));
        trial.look();
        String plain = trial.send("customers", ADA.replace("Ada", "Ada B").replace("\"at\":1", "\"at\":2"));
        trial.look();
        assertEquals(List.of(SyncState.RETRY, SyncState.MAPPED), List.of(state(tagged), state(plain)));
        trial.answer((tool, arguments, sandbox) -> sandbox.call("customers", tool, arguments));
        trial.pass(Duration.ofMinutes(1));
        trial.look();

        assertEquals(List.of(SyncState.DONE, SyncState.DONE), List.of(state(tagged), state(plain)));
        assertEquals(3, trial.writes().size(), trial.writes()::toString);
    }

    @Test
    void whoKeepsAllWritesEachInItsOrder() throws InterruptedException {
        trial.syncs.set(
                0,
                SyncTrial.sync(
                        "customers",
                        null,
                        true,
                        Set.of(),
                        SyncTrial.step(
                                "upsert_contact", null, "{\"email\": email, \"firstName\": name}", "c", Map.of())));
        for (String name : List.of("One", "Two", "Three")) {
            trial.send("customers", ADA.replace("Ada", name));
        }
        trial.look();

        assertEquals(3, trial.writes().size());
        assertTrue(trial.bodies().getFirst().contains("One"));
        assertTrue(trial.bodies().getLast().contains("Three"));
    }

    @Test
    void theSameDeliveryOrBodyIsTakenOnce() {
        List<Inbox.Accepted> first = trial.inbox()
                .accept(trial.sync("customers"), List.of(SyncTrial.input(ADA), SyncTrial.input(ADA)), "msg_1");
        assertEquals(
                List.of(false, false),
                first.stream().map(Inbox.Accepted::duplicate).toList());
        List<Inbox.Accepted> again = trial.inbox()
                .accept(trial.sync("customers"), List.of(SyncTrial.input(ADA), SyncTrial.input(ADA)), "msg_1");
        assertEquals(
                List.of(true, true),
                again.stream().map(Inbox.Accepted::duplicate).toList());
        assertEquals(
                first.stream().map(Inbox.Accepted::id).toList(),
                again.stream().map(Inbox.Accepted::id).toList());

        String id = trial.send("customers", ADA);
        trial.pass(Duration.ofMinutes(9));
        assertEquals(id, trial.send("customers", ADA));
        trial.pass(Duration.ofMinutes(2));
        assertFalse(id.equals(trial.send("customers", ADA)), "eleven minutes later it is another");
        assertEquals(4, trial.inbox().counts("customers").of(SyncState.RECEIVED));
    }

    @Test
    void whatHighLevelRefusesIsDeadWithItsSentenceUntilItIsReplayed() throws InterruptedException {
        String id = trial.send("customers", ADA.replace("ada@example.com", "no address"));
        trial.look();

        SyncMessage dead = trial.message("customers", id);
        assertEquals(SyncState.DEAD, dead.state());
        assertEquals("rejected", dead.reason());
        assertTrue(dead.problem().contains("email"), dead.problem());
        assertEquals(
                List.of(dead.id()),
                trial.inbox().dead("customers", "", 10).stream()
                        .map(SyncMessage::id)
                        .toList());
        assertEquals("no address", dead.input().body().path("email").asString());

        assertEquals(1, trial.inbox().replay("customers", List.of()));
        trial.look();
        assertEquals(SyncState.DEAD, state(id));
        assertTrue(trial.inbox().replay("customers", id, SyncTrial.input(ADA)));
        trial.look();
        assertEquals(SyncState.DONE, state(id));
        assertEquals(1, trial.writes().size());
        assertFalse(trial.inbox().replay("customers", id, SyncTrial.input(ADA)), "it is no dead letter any more");
    }

    @Test
    void aDeadLetterIsReplayedWithTheMappingOfNow() throws InterruptedException {
        String id = trial.send("customers", "{\"mail\":\"ada@example.com\",\"at\":1}");
        trial.look();
        assertEquals("no_id", trial.message("customers", id).reason());
        trial.syncs.set(
                0,
                new dev.ghlmcp.sync.Sync(
                        "customers",
                        null,
                        null,
                        null,
                        SyncTrial.expression("mail"),
                        null,
                        null,
                        null,
                        List.of(SyncTrial.step("upsert_contact", null, "{\"email\": mail}", "c", Map.of())),
                        List.of(),
                        false,
                        false,
                        Set.of()));
        trial.inbox().replay("customers", List.of(id));
        trial.look();
        assertEquals(SyncState.DONE, state(id));
    }

    @Test
    void whatHighLevelIsAwayForIsTriedAgainForADay() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        trial.answer((_, _, _) -> {
            calls.incrementAndGet();
            return ToolResult.failed("outage", "HighLevel is left alone");
        });
        String id = trial.send("customers", ADA);
        trial.look();
        assertEquals(SyncState.RETRY, state(id));
        for (String pause : List.of("PT10S", "PT1M", "PT5M", "PT15M", "PT1H", "PT3H", "PT6H", "PT12H")) {
            int before = calls.get();
            trial.pass(Duration.parse(pause).minusSeconds(1));
            trial.look();
            assertEquals(before, calls.get(), pause);
            trial.pass(Duration.ofSeconds(1));
            trial.look();
            assertEquals(before + 1, calls.get(), pause);
        }
        assertEquals(SyncState.RETRY, state(id));
        trial.pass(Duration.ofHours(2));
        trial.look();
        SyncMessage dead = trial.message("customers", id);
        assertEquals(List.of("retries", 10), List.of(dead.reason(), calls.get()));
        assertTrue(dead.problem().contains("left alone"), dead.problem());
    }

    @Test
    void twoHoursWithoutHighLevelLoseNothingAndTheNewestCounts() throws InterruptedException {
        trial.answer((_, _, _) -> ToolResult.failed("unconnected", "It is away"));
        String first = trial.send("customers", ADA);
        String other = trial.send("customers", ADA.replace("ada@", "bob@"));
        for (int i = 0; i < 6; i++) {
            trial.look();
            trial.pass(Duration.ofMinutes(10));
        }
        String newer = trial.send("customers", ADA.replace("Ada", "Ada B").replace("\"at\":1", "\"at\":2"));
        for (int i = 0; i < 6; i++) {
            trial.look();
            trial.pass(Duration.ofMinutes(10));
        }
        assertEquals(SyncState.SUPERSEDED, state(first));
        trial.answer((tool, arguments, sandbox) -> sandbox.call("customers", tool, arguments));
        String last = trial.send("customers", ADA.replace("ada@", "cy@"));
        trial.look();

        assertEquals(
                List.of(SyncState.DONE, SyncState.DONE, SyncState.DONE),
                List.of(state(other), state(newer), state(last)),
                "what waited for hours does not when HighLevel answers");
        assertEquals(3, trial.writes().size());
    }

    @Test
    void aNeededRecordIsWaitedForAnHour() throws InterruptedException {
        trial.syncs.add(SyncTrial.sync(
                "notes",
                new SyncNeed("customers", SyncTrial.expression("who"), "contact", null, null),
                false,
                Set.of(),
                SyncTrial.step(
                        "create_contact_note",
                        null,
                        "{\"contactId\": $contact.id, \"body\": \"of \" & $contact.name}",
                        null,
                        Map.of())));
        String note = trial.send("notes", "{\"email\":\"n1\",\"who\":\"ada@example.com\"}");
        String lost = trial.send("notes", "{\"email\":\"n2\",\"who\":\"nobody\"}");
        trial.look();
        assertEquals(SyncState.WAITING, trial.message("notes", note).state());
        trial.pass(Duration.ofMinutes(30));
        trial.look();
        trial.send("customers", ADA);
        trial.look();
        trial.pass(Duration.ofMinutes(5));
        trial.look();
        assertEquals(
                SyncState.DONE,
                trial.message("notes", note).state(),
                trial.message("notes", note).problem());
        assertTrue(trial.bodies().getLast().contains("of Ada"), trial.bodies().getLast());
        assertEquals(SyncState.WAITING, trial.message("notes", lost).state());
        trial.pass(Duration.ofMinutes(30));
        trial.look();
        assertEquals("needs", trial.message("notes", lost).reason());
    }

    @Test
    void aToolThatKnowsTheNeededRecordIsAsked() throws InterruptedException {
        trial.syncs.add(SyncTrial.sync(
                "notes",
                new SyncNeed(
                        "customers",
                        SyncTrial.expression("who"),
                        "contact",
                        "find_contact",
                        SyncTrial.expression("{\"email\": who}")),
                false,
                Set.of(),
                SyncTrial.step(
                        "create_contact_note",
                        null,
                        "{\"contactId\": $contact.id, \"body\": \"Hi\"}",
                        null,
                        Map.of())));
        trial.dispatcher.call(
                trial.dispatcher.local(),
                dev.ghlmcp.mcp.confirm.Confirmer.ABSENT,
                "create_contact",
                SyncTrial.input("{\"email\":\"eve@example.com\"}").body().asObject());
        String note = trial.send("notes", "{\"email\":\"n1\",\"who\":\"eve@example.com\"}");
        trial.look();
        assertEquals(
                SyncState.DONE,
                trial.message("notes", note).state(),
                trial.message("notes", note).problem());
    }

    /// `-Dsync.messages=10000` for as many as a file has.
    @Test
    void manyMessagesTwiceAreWrittenOnce() throws InterruptedException {
        int messages = Integer.getInteger("sync.messages", 25);
        for (int round = 0; round < 2; round++) {
            long begun = System.nanoTime();
            for (int i = 0; i < messages; i++) {
                trial.send("customers", ADA.replace("ada@", "c" + i + "@"));
            }
            long sent = System.nanoTime();
            trial.look();
            assertEquals(messages, trial.writes().size(), "round " + round);
            assertEquals(
                    messages, trial.inbox().counts("customers").of(round == 0 ? SyncState.DONE : SyncState.UNCHANGED));
            if (messages > 1000) {
                System.err.printf(
                        "%d messages: accepted in %d ms, carried out in %d ms%n",
                        messages, (sent - begun) / 1_000_000, (System.nanoTime() - sent) / 1_000_000);
            }
            trial.pass(Duration.ofHours(1));
        }
    }
}
