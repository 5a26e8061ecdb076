package dev.ghlmcp.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.secret.Secret;
import dev.ghlmcp.store.Commit.Event;
import dev.ghlmcp.store.Commit.Poll;
import dev.ghlmcp.store.Commit.Put;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Secret KEY = new Secret("three plain words");

    @TempDir
    Path folder;

    @Test
    void anEventIsLoggedOnceAndNumberedInOrder() {
        try (EventStore store = store(null)) {
            begun(store);
            assertTrue(store.commit("w", "me", commit(put("a", "1", "e1"), put("b", "1", "e2"))));
            assertTrue(store.commit("w", "me", commit(put("b", "1", "e3"), put("a", "2", "e1"), put("a", "3", "e4"))));
            assertEquals(List.of(1L, 2L, 3L), seqs(store, 0));
            assertEquals(List.of("e1", "e2", "e4"), ids(store));
            assertEquals(List.of(3L), seqs(store, 2));
            assertEquals(Map.of("a", "3", "b", "1"), store.items("w"));
        }
    }

    @Test
    void whoLostTheLeaseNotesNothing() {
        try (EventStore store = store(null);
                EventStore other = store(null)) {
            begun(store);
            assertFalse(other.lease("w", "you", 1000, 2000));
            assertTrue(other.lease("w", "you", 5001, 6000), "the first one has run out");
            assertFalse(store.commit("w", "me", commit(put("a", "1", "e1"))));
            assertEquals(List.of(), ids(store));
            assertTrue(other.commit("w", "you", commit(put("a", "1", "e1"))));
            assertEquals(List.of("e1"), ids(store), "both read it");
            store.release("w", "me");
            assertEquals("you", store.watch("w").holder());
        }
    }

    @Test
    void aNumberIsNeverGivenTwiceThoughTheLogIsForgotten() {
        try (EventStore store = store(null)) {
            begun(store);
            store.commit("w", "me", commit(put("a", "1", "e1")));
            store.tidy(101 + EventStore.KEPT.toMillis());
            assertEquals(List.of(), seqs(store, 0));
            store.commit("w", "me", commit(put("a", "2", "e2")));
            assertEquals(List.of(2L), seqs(store, 0));
            assertEquals(2, store.watch("w").first());
        }
    }

    @Test
    void theMarkNeverGoesBackAndOldSlotsAreForgotten() {
        try (EventStore store = store(null)) {
            begun(store);
            store.commit("w", "me", new Commit(List.of(new Put("a", "1", 10, null)), 50, 0, 100, null));
            store.commit("w", "me", new Commit(List.of(new Put("b", "1", 20, null)), 40, 15, 100, null));
            assertEquals(50, store.watch("w").mark());
            assertEquals(Map.of("b", "1"), store.items("w"));
        }
    }

    @Test
    void theEndOfAPollIsKeptOverARestart() {
        try (EventStore store = store(null)) {
            begun(store);
            store.commit("w", "me", new Commit(List.of(), 0, 0, 100, new Poll(160, "", "HighLevel is away", 0, true)));
            store.sink("w", new SinkPosition("new.jsonl", "inode", 12, 3));
            assertEquals(2, store.spend("location", 20_000, 2));
        }
        try (EventStore store = store(null)) {
            WatchRow watch = store.enter("w", "spec", "me", Duration.ofMinutes(2), 900);
            assertEquals(160, watch.next());
            assertEquals("HighLevel is away", watch.note());
            assertTrue(watch.primed());
            assertEquals(120_000, watch.everyMs());
            assertEquals(1, watch.made());
            assertEquals(new SinkPosition("new.jsonl", "inode", 12, 3), store.sink("w", "new.jsonl"));
            assertEquals(3, store.spend("location", 20_000, 1));
            assertEquals(1, store.spend("location", 20_001, 1), "another day");
            store.remove("w");
            assertNull(store.watch("w"));
            assertNull(store.sink("w", "new.jsonl"));
        }
    }

    @Test
    void aRingBringsTheNextPollForwardAndOneThatBeganBeforeDoesNotCountForIt() {
        try (EventStore store = store(null)) {
            begun(store);
            store.commit("w", "me", polled(100, ""));
            assertEquals(60_100, store.watch("w").next());
            store.ring("w", 2000);
            store.ring("w", 3000);
            assertEquals(2000, store.watch("w").next(), "the first of them");
            store.commit("w", "me", polled(1999, ""));
            assertEquals(2000, store.watch("w").next(), "the poll began before");
            store.enter("w", "spec", "you", Duration.ofSeconds(30), 1999);
            assertEquals(2000, store.watch("w").next(), "another reader does not undo it");
            store.commit("w", "me", polled(2000, ""));
            assertEquals(62_000, store.watch("w").next(), "the poll has heard it");
            store.ring("w", 70_000);
            assertEquals(62_000, store.watch("w").next(), "a ring puts nothing off");
            store.ring("w", 2500);
            store.commit("w", "me", polled(2100, "HighLevel is away"));
            assertEquals(62_100, store.watch("w").next(), "what failed waits");
        }
    }

    @Test
    void aRingFindsNoWatchThatHasEnded() {
        try (EventStore store = store(null)) {
            begun(store);
            store.commit("w", "me", polled(100, ""));
            store.leave("w", "me", 150);
            store.ring("w", 200);
            store.ring("none", 200);
            assertEquals(60_100, store.watch("w").next());
        }
    }

    @Test
    void anotherProgramsDatabaseIsRefusedAndLeftAsItWas() throws Exception {
        Path file = folder.resolve("state.db");
        try (Connection foreign = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = foreign.createStatement()) {
            statement.execute("create table meta(name text)");
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        byte[] before = Files.readAllBytes(file);
        StoreException told = assertThrows(StoreException.class, () -> store(null));
        assertTrue(told.getMessage().contains("is not a store of ghl-mcp"), told.getMessage());
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    @Test
    void aDamagedStoreAndAFolderAreNamedAsWhatTheyAre() throws Exception {
        Path file = folder.resolve("state.db");
        try (EventStore store = store(null)) {
            begun(store);
        }
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 20_000));
        StoreException damaged = assertThrows(StoreException.class, () -> {
            try (EventStore store = store(null)) {
                store.watches();
                begun(store);
            }
        });
        assertTrue(damaged.getMessage().contains("is damaged"), damaged.getMessage());
        StoreException told = assertThrows(StoreException.class, () -> new SqliteStore(folder, null));
        assertTrue(told.getMessage().contains("is a folder"), told.getMessage());
    }

    @Test
    void theFileIsItsOwnersAlone() throws IOException {
        try (EventStore store = store(null)) {
            begun(store);
            for (String name : List.of("state.db", "state.db-wal", "state.db-shm")) {
                assertEquals(
                        PosixFilePermissions.fromString("rw-------"),
                        Files.getPosixFilePermissions(folder.resolve(name)),
                        name);
            }
        }
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
        assertTrue(refusal(null).contains("Run: chmod 600"));
    }

    @Test
    void withAKeyEventsAreReadByThoseWhoHaveIt() throws IOException {
        try (EventStore store = store(KEY)) {
            begun(store);
            store.commit("w", "me", commit(put("a", "1", "e1")));
            Commit.Poll failed = new Commit.Poll(1, "", "no contact ada@example.com", 1, false);
            store.enter("x", "the question about ada@example.com", "me", MINUTE, 1);
            store.lease("x", "me", 1, 5000);
            store.commit("x", "me", new Commit(List.of(), 0, 0, 100, failed));
        }
        try (EventStore store = store(KEY)) {
            assertEquals("body of e1", store.events("w", 0, 10).getFirst().body());
            assertEquals("the question about ada@example.com", store.watch("x").spec());
            assertEquals("no contact ada@example.com", store.watch("x").note());
        }
        String bytes = new String(Files.readAllBytes(file()), StandardCharsets.ISO_8859_1);
        assertFalse(bytes.contains("body of") || bytes.contains("ada@"));
        assertTrue(refusal(null).contains("set GHL_STORE_KEY"), refusal(null));
        assertTrue(refusal(new Secret("other words")).contains("another GHL_STORE_KEY"));
    }

    @Test
    void aKeyThatComesLaterLeavesEarlierEventsReadable() {
        try (EventStore store = store(null)) {
            begun(store);
            store.commit("w", "me", commit(put("a", "1", "e1")));
        }
        try (EventStore store = store(KEY)) {
            store.commit("w", "me", commit(put("a", "2", "e2")));
            assertEquals(List.of("e1", "e2"), ids(store));
        }
    }

    @Test
    void whatIsNoStoreIsLeftAsItIs() throws IOException {
        Files.writeString(
                file(), "somebody's notes, long enough to be taken for a header of a file of SQLite".repeat(9));
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
        assertTrue(refusal(null).contains("is not a store of ghl-mcp"), refusal(null));
        assertTrue(Files.readString(file()).startsWith("somebody's notes"));
    }

    @Test
    void processesThatOpenANewStoreTogetherBothWork() throws InterruptedException {
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
    void aStoreOfTheFirstVersionGoesOn() throws SQLException {
        try (EventStore store = store(null)) {
            begun(store);
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            statement.execute("drop table reader");
            statement.execute("drop table document");
            for (String column : List.of("ended", "fails", "cost", "ring")) {
                statement.execute("alter table watch drop column " + column);
            }
            statement.execute("pragma user_version = 1");
        }
        try (EventStore store = store(null)) {
            assertEquals("w", store.watches("local").getFirst().id());
        }
    }

    private Path file() {
        return folder.resolve("state.db");
    }

    private EventStore store(Secret key) {
        return new SqliteStore(file(), key);
    }

    private String refusal(Secret key) {
        return assertThrows(StoreException.class, () -> store(key).close()).getMessage();
    }

    private static void begun(EventStore store) {
        store.enter("w", "spec", "me", MINUTE, 1);
        assertTrue(store.lease("w", "me", 1, 5000));
    }

    private static Put put(String slot, String value, String event) {
        return new Put(slot, value, 0, new Event(event, "body of " + event));
    }

    private static Commit commit(Put... puts) {
        return new Commit(List.of(puts), 0, 0, 100, null);
    }

    private static Commit polled(long began, String note) {
        return new Commit(List.of(), 0, 0, began, new Poll(began + 60_000, "", note, 1, true));
    }

    private static List<String> ids(EventStore store) {
        return store.events("w", 0, 100).stream().map(LoggedEvent::id).toList();
    }

    private static List<Long> seqs(EventStore store, long after) {
        return store.events("w", after, 100).stream().map(LoggedEvent::seq).toList();
    }
}
