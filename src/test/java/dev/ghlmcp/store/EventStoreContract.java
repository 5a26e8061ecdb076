package dev.ghlmcp.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.secret.Secret;
import dev.ghlmcp.store.Commit.Event;
import dev.ghlmcp.store.Commit.Poll;
import dev.ghlmcp.store.Commit.Put;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// What every store of watches does. Each call of [#store] is another process on the same store.
public abstract class EventStoreContract {
    protected static final Duration MINUTE = Duration.ofMinutes(1);
    protected static final Secret KEY = new Secret("three plain words");

    protected static final Duration PATIENCE = Duration.ofSeconds(90);

    /// Longer than a test takes.
    private static final long LONG_MS = Duration.ofMinutes(10).toMillis();

    protected abstract EventStore store(Secret key);

    /// All that is stored, as it is stored.
    protected abstract String stored() throws Exception;

    @Test
    void anEventIsLoggedOnceAndNumberedInOrder() {
        try (EventStore store = store(null)) {
            Lease lease = begun(store);
            assertTrue(store.commit(lease, commit(put("a", "1", "e1"), put("b", "1", "e2"))));
            assertTrue(store.commit(lease, commit(put("b", "1", "e3"), put("a", "2", "e1"), put("a", "3", "e4"))));
            assertEquals(List.of(1L, 2L, 3L), seqs(store, 0));
            assertEquals(List.of("e1", "e2", "e4"), ids(store));
            assertEquals(List.of(3L), seqs(store, 2));
            assertEquals(
                    List.of(1L, 2L),
                    store.events("w", 0, 2).stream().map(LoggedEvent::seq).toList());
            assertEquals(Map.of("a", "3", "b", "1"), store.items("w"));
            assertEquals(3, store.watch("w").last());
            assertEquals(1, store.watch("w").first());
            assertEquals(100, store.watch("w").lastAt());
        }
    }

    @Test
    void whoLostTheLeaseNotesNothing() {
        try (EventStore store = store(null);
                EventStore other = store(null)) {
            Lease mine = begun(store);
            assertNull(other.lease("w", "you", 1000, 2000));
            assertNull(other.lease("x", "you", 1000, 2000), "no such watch");
            assertTrue(store.renew(mine, 1, 2));
            Lease yours = taken(other, "you");
            assertTrue(yours.number() > mine.number());
            assertFalse(store.renew(mine, LONG_MS, 2 * LONG_MS));
            assertFalse(store.commit(mine, commit(put("a", "1", "e1"))));
            assertEquals(List.of(), ids(store));
            assertTrue(other.commit(yours, commit(put("a", "1", "e1"))));
            assertEquals(List.of("e1"), ids(store), "both read it");
            store.release("w", "me");
            assertEquals("you", store.watch("w").holder());
        }
    }

    @Test
    void whoComesBackAfterOthersHadTheLeaseAndGaveItUpNotesNothing() {
        try (EventStore store = store(null);
                EventStore other = store(null)) {
            Lease first = begun(store);
            assertTrue(store.renew(first, 1, 2));
            Lease yours = taken(other, "you");
            assertTrue(other.commit(yours, commit(put("a", "2", "e2"))));
            other.release("w", "you");
            assertFalse(store.renew(first, 1, LONG_MS));
            assertFalse(store.commit(first, commit(put("a", "1", "e1"))));
            Lease second = store.lease("w", "me", 1, LONG_MS);
            assertFalse(store.commit(first, commit(put("a", "1", "e1"))), "the same process, an earlier poll");
            assertTrue(store.commit(second, commit(put("a", "3", "e3"))));
            assertEquals(List.of("e2", "e3"), ids(store));
            store.release("w", "me");
            assertFalse(store.renew(second, 1, LONG_MS), "given up");
            assertFalse(store.commit(second, commit(put("a", "4", "e4"))), "given up");
        }
    }

    /// When the lease of another has run out, by whichever clock.
    private static Lease taken(EventStore store, String holder) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> store.lease("w", holder, LONG_MS, 2 * LONG_MS), lease -> lease != null);
    }

    @Test
    void aNumberIsNeverGivenTwiceThoughTheLogIsForgotten() {
        try (EventStore store = store(null)) {
            Lease lease = begun(store);
            store.commit(lease, commit(put("a", "1", "e1")));
            store.read("w", "me", EventStore.KEPT.toMillis());
            store.tidy(101 + EventStore.KEPT.toMillis());
            assertEquals(List.of(), seqs(store, 0));
            assertEquals(0, store.watch("w").first());
            store.commit(lease, commit(put("a", "2", "e2")));
            assertEquals(List.of(2L), seqs(store, 0));
            assertEquals(2, store.watch("w").first());
            store.commit(lease, commit(put("a", "1", "e1")));
            assertEquals(List.of("e2", "e1"), ids(store), "what is forgotten may happen again");
        }
    }

    @Test
    void theMarkNeverGoesBackAndOldSlotsAreForgotten() {
        try (EventStore store = store(null)) {
            Lease lease = begun(store);
            store.commit(lease, new Commit(List.of(new Put("a", "1", 10, null)), 50, 0, 100, null));
            store.commit(lease, new Commit(List.of(new Put("b", "1", 20, null)), 40, 15, 100, null));
            assertEquals(50, store.watch("w").mark());
            assertEquals(Map.of("b", "1"), store.items("w"));
            store.commit(lease, new Commit(List.of(new Put("b", "1", 10, null)), 0, 15, 100, null));
            assertEquals(Map.of("b", "1"), store.items("w"), "the same value says nothing");
            store.commit(lease, new Commit(List.of(new Put("b", "2", 0, null)), 0, 15, 100, null));
            store.commit(lease, new Commit(List.of(), 0, 1000, 100, null));
            assertEquals(Map.of("b", "2"), store.items("w"), "for ever");
        }
    }

    @Test
    void anEmptiedSlotTellsItsEventOnceAndAnEmptyTextIsAValue() {
        try (EventStore store = store(null)) {
            Lease lease = begun(store);
            store.commit(lease, commit(put("a", null, "e1")));
            assertEquals(List.of(), ids(store), "it was empty");
            store.commit(lease, commit(put("a", "", "e2"), put("a", null, "e3"), put("a", null, "e4")));
            assertEquals(List.of("e2", "e3"), ids(store));
            assertEquals(Map.of(), store.items("w"));
        }
    }

    @Test
    void theEndOfAPollIsKeptOverARestart() {
        try (EventStore store = store(null)) {
            Lease lease = begun(store);
            store.commit(lease, new Commit(List.of(), 0, 0, 100, new Poll(160, "", "HighLevel is away", 0, true)));
            store.sink("w", new SinkPosition("new.jsonl", "(dev=1,inode=2)", 12, 3));
            assertEquals(2, store.spend("location", 20_000, 2));
        }
        try (EventStore store = store(null)) {
            WatchRow watch = store.enter("w", "spec", "me", Duration.ofMinutes(2), 900);
            assertEquals(160, watch.next());
            assertEquals("HighLevel is away", watch.note());
            assertTrue(watch.primed());
            assertEquals(1, watch.fails());
            assertEquals(120_000, watch.everyMs());
            assertEquals(1, watch.made());
            assertEquals(900, watch.read());
            assertEquals(new SinkPosition("new.jsonl", "(dev=1,inode=2)", 12, 3), store.sink("w", "new.jsonl"));
            assertEquals(3, store.spend("location", 20_000, 1));
            assertEquals(1, store.spend("location", 20_001, 1), "another day");
            Lease lease = store.lease("w", "me", 900, LONG_MS);
            store.commit(lease, new Commit(List.of(), 0, 0, 900, new Poll(960, "", "", 3, true)));
            watch = store.watch("w");
            assertEquals(List.of(900L, 960L, 0L, 3L), List.of(watch.polled(), watch.next(), (long) watch.fails(), (long)
                    watch.cost()));
            assertEquals("", watch.note());
            assertEquals(
                    30_900,
                    store.enter("w", "spec", "me", Duration.ofSeconds(30), 950).next(),
                    "sooner");
            store.commit(lease, new Commit(List.of(), 0, 0, 1000, new Poll(0, "removed", "", 1, true)));
            assertEquals("removed", store.watch("w").state());
            assertEquals(1000, store.watch("w").ended());
            store.remove("w");
            assertNull(store.watch("w"));
            assertNull(store.sink("w", "new.jsonl"));
            assertEquals(List.of(), store.watches());
            assertFalse(store.commit(lease, commit(put("a", "1", "e1"))), "there is none any more");
            assertEquals(0, store.enter("w", "spec", "me", MINUTE, 5).last(), "a new one");
        }
    }

    @Test
    void withAKeyEventsAreReadByThoseWhoHaveIt() throws Exception {
        try (EventStore store = store(KEY)) {
            store.commit(begun(store), commit(put("a", "1", "e1")));
            Poll failed = new Poll(1, "", "no contact ada@example.com", 1, false);
            store.enter("x", "the question about ada@example.com", "me", MINUTE, 1);
            store.commit(store.lease("x", "me", 1, 5000), new Commit(List.of(), 0, 0, 100, failed));
            store.documents().insert(Document.of("inbox", "a", "the body of ada@example.com"));
        }
        try (EventStore store = store(KEY)) {
            assertEquals("body of e1", store.events("w", 0, 10).getFirst().body());
            assertEquals("the question about ada@example.com", store.watch("x").spec());
            assertEquals("no contact ada@example.com", store.watch("x").note());
            assertEquals(
                    "the body of ada@example.com",
                    store.documents().document("inbox", "a").body());
        }
        String stored = stored();
        assertTrue(stored.contains("e1"));
        assertFalse(stored.contains("body of") || stored.contains("ada@"));
        assertTrue(refusal(null).contains("set GHL_STORE_KEY"), refusal(null));
        assertTrue(refusal(new Secret("other words")).contains("another GHL_STORE_KEY"));
    }

    @Test
    void aKeyThatComesLaterLeavesEarlierEventsReadable() {
        try (EventStore store = store(null)) {
            store.commit(begun(store), commit(put("a", "1", "e1")));
        }
        try (EventStore store = store(KEY)) {
            store.commit(begun(store), commit(put("a", "2", "e2")));
            assertEquals(List.of("e1", "e2"), ids(store));
            assertEquals("body of e1", store.events("w", 0, 1).getFirst().body());
        }
    }

    @Test
    void aKeyThatComesLaterEncryptsAllThatIsThereAndTheStoreHoldsNothingOfItAnyMore() throws Exception {
        try (EventStore store = store(null)) {
            store.enter("w", "the question about ada@example.com", "me", MINUTE, 1);
            Lease lease = store.lease("w", "me", 1, 5000);
            for (int batch = 0; batch < 20; batch++) {
                List<Put> puts = new ArrayList<>();
                for (int index = 0; index < 50; index++) {
                    String id = "e" + batch + "x" + index;
                    puts.add(new Put(id, "1", 0, new Event(id, "ada@example.com ".repeat(40))));
                }
                store.commit(lease, new Commit(puts, 0, 0, 100, null));
            }
            store.commit(
                    lease, new Commit(List.of(), 0, 0, 100, new Poll(1, "", "no contact ada@example.com", 1, false)));
            store.documents().insert(Document.of("inbox", "a", "the body of ada@example.com"));
            assertTrue(stored().contains("ada@example.com"));
        }
        try (EventStore store = store(KEY)) {
            assertEquals("the question about ada@example.com", store.watch("w").spec());
            assertFalse(stored().contains("ada@example.com"), "while it is open too");
            assertEquals("no contact ada@example.com", store.watch("w").note());
            List<LoggedEvent> events = store.events("w", 0, 2000);
            assertEquals(1000, events.size());
            assertTrue(events.stream().allMatch(event -> event.body().equals("ada@example.com ".repeat(40))));
            assertEquals(
                    "the body of ada@example.com",
                    store.documents().document("inbox", "a").body());
        }
        assertFalse(stored().contains("ada@example.com"));
    }

    @Test
    void processesThatOpenANewStoreTogetherAllWork() throws InterruptedException {
        List<Throwable> failures = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int index = 0; index < 4; index++) {
            String name = "w" + index;
            threads.add(Thread.ofPlatform()
                    .uncaughtExceptionHandler((_, e) -> failures.add(e))
                    .start(() -> {
                        try (EventStore store = store(KEY)) {
                            store.enter(name, "spec", "me", MINUTE, 1);
                        }
                    }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(), failures);
        try (EventStore store = store(KEY)) {
            assertEquals(4, store.watches().size());
        }
    }

    @Test
    void watchesComeInTheOrderInWhichTheyWereEntered() {
        try (EventStore store = store(null)) {
            store.enter("b", "spec", "ada", MINUTE, 1);
            store.enter("c", "spec", "ben", MINUTE, 2);
            store.enter("a", "spec", "ada", MINUTE, 3);
            assertEquals(
                    List.of("b", "c", "a"),
                    store.watches().stream().map(WatchRow::id).toList());
            assertEquals(
                    List.of("b", "a"),
                    store.watches("ada").stream().map(WatchRow::id).toList());
        }
    }

    @Test
    void aRingBringsTheNextPollForwardAndOneThatBeganBeforeDoesNotCountForIt() {
        try (EventStore store = store(null)) {
            Lease lease = begun(store);
            store.commit(lease, polled(100, ""));
            assertEquals(60_100, store.watch("w").next());
            store.ring("w", 2000);
            store.ring("w", 3000);
            assertEquals(2000, store.watch("w").next(), "the first of them");
            store.commit(lease, polled(1999, ""));
            assertEquals(2000, store.watch("w").next(), "the poll began before");
            store.enter("w", "spec", "you", Duration.ofSeconds(30), 1999);
            assertEquals(2000, store.watch("w").next(), "another reader does not undo it");
            store.commit(lease, polled(2000, ""));
            assertEquals(62_000, store.watch("w").next(), "the poll has heard it");
            store.ring("w", 70_000);
            assertEquals(62_000, store.watch("w").next(), "a ring puts nothing off");
            store.ring("w", 2500);
            store.commit(lease, polled(2100, "HighLevel is away"));
            assertEquals(62_100, store.watch("w").next(), "what failed waits");
        }
    }

    @Test
    void aRingFindsNoWatchThatHasEnded() {
        try (EventStore store = store(null)) {
            store.commit(begun(store), polled(100, ""));
            store.leave("w", "me", 150);
            store.ring("w", 200);
            store.ring("none", 200);
            assertEquals(60_100, store.watch("w").next());
        }
    }

    @Test
    void whoWishesNoIntervalSlowsNobodyAndChangesNothingOfWhatWasWished() {
        try (EventStore store = store(null)) {
            Duration standard = MINUTE.multipliedBy(15);
            assertEquals(
                    standard.toMillis(),
                    store.enter("w", "spec", "ada", standard, false, 1).everyMs());
            assertEquals(
                    Duration.ofHours(1).toMillis(),
                    store.enter("w", "spec", "ben", Duration.ofHours(1), 1).everyMs(),
                    "the only wish there is");
            assertEquals(
                    MINUTE.toMillis(),
                    store.enter("w", "spec", "eve", MINUTE, 1).everyMs(),
                    "the shortest of those wished");
            assertEquals(
                    MINUTE.toMillis(),
                    store.enter("w", "spec", "eve", standard, false, 2).everyMs(),
                    "she has not taken it back");
            assertEquals(
                    2 * MINUTE.toMillis(),
                    store.enter("w", "spec", "eve", MINUTE.multipliedBy(2), 2).everyMs(),
                    "another wish of hers");
            store.leave("w", "eve", 3);
            store.leave("w", "ben", 3);
            assertEquals(standard.toMillis(), store.watch("w").everyMs(), "nobody wishes anything");
        }
    }

    @Test
    void aWatchEndsWithItsLastReaderOrWhenNobodyHasReadItForADay() {
        long day = EventStore.UNREAD.toMillis();
        try (EventStore store = store(null)) {
            store.enter("w", "spec", "ada", MINUTE.multipliedBy(9), 1);
            store.enter("w", "spec", "ben", MINUTE, 1);
            assertEquals(MINUTE.toMillis(), store.watch("w").everyMs(), "as often as one of them wants");
            store.leave("w", "ben", 2);
            assertEquals(9 * MINUTE.toMillis(), store.watch("w").everyMs());
            assertEquals("", store.watch("w").state());
            assertEquals(List.of(), store.watches("ben"));
            assertFalse(store.read("w", "ben", 3));
            assertTrue(store.read("w", "ada", day));
            assertEquals(day, store.watch("w").read());
            store.tidy(day + day);
            assertEquals("", store.watch("w").state());
            store.tidy(day + day + 1);
            assertEquals("unread", store.watches("ada").getFirst().state());
            store.enter("w", "spec", "ada", MINUTE, 3 * day);
            assertEquals("", store.watch("w").state(), "wanted again");
            store.leave("w", "ada", 3 * day);
            assertEquals(List.of(), store.watches("ada"));
            assertEquals("stopped", store.watches().getFirst().state());
            store.tidy(3 * day + EventStore.KEPT.toMillis());
            assertEquals(1, store.watches().size());
            store.tidy(3 * day + EventStore.KEPT.toMillis() + 1);
            assertEquals(List.of(), store.watches());
        }
    }

    @Test
    void aLargeFindIsNotedWhole() {
        try (EventStore store = store(null)) {
            Lease lease = begun(store);
            List<Put> many = new ArrayList<>();
            for (int index = 0; index < 20_000; index++) {
                many.add(new Put("slot " + index, "value " + index, 0, null));
            }
            assertTrue(store.commit(lease, new Commit(many, 7, 0, 100, new Poll(160, "", "", 200, true))));
            assertEquals(20_000, store.items("w").size());
            List<Put> puts = new ArrayList<>();
            for (int index = 0; index < 1_500; index++) {
                puts.add(new Put("slot " + index, "other", 0, new Event("e" + index, "{}".repeat(1_000))));
            }
            assertTrue(store.commit(lease, commit(puts.toArray(Put[]::new))));
            assertEquals(1_500, store.watch("w").last());
            assertEquals(500, store.events("w", 1_000, 500).size());
            assertEquals("e1499", store.events("w", 1_499, 500).getFirst().id());
        }
    }

    protected final String refusal(Secret key) {
        return assertThrows(StoreException.class, () -> {
                    try (EventStore store = store(key)) {
                        store.watches();
                    }
                })
                .getMessage();
    }

    /// Takes up the watch `w`.
    protected static Lease begun(EventStore store) {
        store.enter("w", "spec", "me", MINUTE, 1);
        Lease lease = store.lease("w", "me", 1, LONG_MS);
        assertNotNull(lease);
        return lease;
    }

    protected static Put put(String slot, String value, String event) {
        return new Put(slot, value, 0, new Event(event, "body of " + event));
    }

    protected static Commit commit(Put... puts) {
        return new Commit(List.of(puts), 0, 0, 100, null);
    }

    private static Commit polled(long began, String note) {
        return new Commit(List.of(), 0, 0, began, new Poll(began + 60_000, "", note, 1, true));
    }

    protected static List<String> ids(EventStore store) {
        return store.events("w", 0, 100).stream().map(LoggedEvent::id).toList();
    }

    private static List<Long> seqs(EventStore store, long after) {
        return store.events("w", after, 100).stream().map(LoggedEvent::seq).toList();
    }
}
