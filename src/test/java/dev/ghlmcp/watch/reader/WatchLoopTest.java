package dev.ghlmcp.watch.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.store.Commit;
import dev.ghlmcp.store.Commit.Event;
import dev.ghlmcp.store.Commit.Poll;
import dev.ghlmcp.store.Commit.Put;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.Lease;
import dev.ghlmcp.store.SinkPosition;
import dev.ghlmcp.store.StoreException;
import dev.ghlmcp.store.sqlite.SqliteStore;
import dev.ghlmcp.watch.Trigger;
import dev.ghlmcp.watch.WatchEvents;
import dev.ghlmcp.watch.WatchSource;
import dev.ghlmcp.watch.WatchSource.Page;
import dev.ghlmcp.watch.WatchSource.PollException;
import dev.ghlmcp.watch.WatchSpec;
import dev.ghlmcp.watch.poll.Poller;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchLoopTest {
    private static final WatchSpec SPEC =
            new WatchSpec("http://localhost", "", "loc", null, "list_pipelines", Json.MAPPER.createObjectNode());
    private static final WatchSource NOTHING =
            (_, _) -> new Page(Json.MAPPER.createArrayNode(), List.of(), null, true, 0);
    private static final WatchSource REFUSES = (_, _) -> {
        throw new PollException("The token is not accepted", true);
    };

    @TempDir
    Path folder;

    private final AtomicLong now = new AtomicLong(1000);
    private final List<String> said = new ArrayList<>();
    private EventStore store;
    private int exit;

    @BeforeEach
    void watch() {
        store = new SqliteStore(folder.resolve("state.db"), null);
        store.enter(SPEC.id(), SPEC.text(), "local", Duration.ofMinutes(1), 1);
    }

    @AfterEach
    void end() {
        store.close();
    }

    @Test
    void eventsThatCouldNotBePrintedArePrintedTheNextTime() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        LineSink broken = new LineSink(store, events(), new PrintStream(full), Runnable::run);
        happened();
        IOException told = assertThrows(IOException.class, broken::write);
        assertTrue(told.getMessage().contains("disk is full"), told.getMessage());
        assertEquals(1, printed(NOTHING).lines().count());
    }

    @Test
    void aRefusedTokenGetsNoEventsAndTheWatchIsNotFailingForOthers() {
        printed(NOTHING);
        happened();
        assertEquals("", printed(REFUSES));
        assertEquals(List.of("The token is not accepted"), said);
        assertEquals(0, store.watch(SPEC.id()).fails());
        assertEquals(1, printed(NOTHING).lines().count());
    }

    @Test
    void aFirstPollThatIsRefusedIsAMistakeOfTheCommandAndLeavesNoWatch() {
        printed(REFUSES);
        assertEquals(2, exit);
        assertNull(store.watch(SPEC.id()));
    }

    @Test
    void aFirstPollWithoutAnAnswerFailsAndLeavesNoWatch() {
        printed((_, _) -> {
            throw new PollException("HighLevel is away", false);
        });
        assertEquals(3, exit);
        assertNull(store.watch(SPEC.id()));
    }

    @Test
    void theEventsOfAWatchThatHasEndedAreForThoseWhomHighLevelAnswers() {
        printed(NOTHING);
        happened("removed");
        assertEquals("", printed(REFUSES));
        assertEquals(List.of("The token is not accepted"), said);
        assertEquals(1, printed(NOTHING).lines().count());
    }

    @Test
    void oncePollsWhenTheLeaseOfAKilledProcessHasRunOut() {
        printed(NOTHING);
        assertNotNull(store.lease(SPEC.id(), "killed", now.get(), now.get() + 15_000));
        long before = store.watch(SPEC.id()).polled();
        printed(NOTHING);
        assertTrue(store.watch(SPEC.id()).polled() > before);
        assertEquals(List.of(), said);
    }

    @Test
    void onceSaysThatAnotherProcessDoesNotLetItPoll() {
        printed(NOTHING);
        assertNotNull(store.lease(SPEC.id(), "busy", now.get(), Long.MAX_VALUE));
        assertEquals("", printed(NOTHING));
        assertTrue(said.getFirst().contains("another process polls"), said.toString());
    }

    @Test
    void aStoreThatIsAwayIsSaidOnceAndWaitedForUnlessThePollIsOne() throws Exception {
        printed(NOTHING);
        StoreException away = new StoreException("The store does not answer", null, true);
        AtomicInteger silent = new AtomicInteger(2);
        EventSink sink = new EventSink() {
            @Override
            public int write() {
                if (silent.getAndDecrement() > 0) {
                    throw away;
                }
                store.leave(SPEC.id(), "local", now.get());
                return 0;
            }

            @Override
            public boolean lasts() {
                return true;
            }

            @Override
            public void close() {}
        };
        assertEquals(0, loop(NOTHING, sink, false).run());
        assertEquals(List.of("The store does not answer", "the watch has ended: stopped"), said);
        store.enter(SPEC.id(), SPEC.text(), "local", Duration.ofMinutes(1), now.get());
        silent.set(1);
        assertSame(away, assertThrows(StoreException.class, loop(NOTHING, sink, true)::run));
    }

    @Test
    void aFileThatIsFullIsSaidOnceAndWrittenLaterUnlessThePollIsOne() throws Exception {
        printed(NOTHING);
        AtomicInteger full = new AtomicInteger(2);
        EventSink sink = new EventSink() {
            @Override
            public int write() throws IOException {
                if (full.getAndDecrement() > 0) {
                    throw new IOException("The disk is full");
                }
                store.leave(SPEC.id(), "local", now.get());
                return 0;
            }

            @Override
            public boolean lasts() {
                return true;
            }

            @Override
            public void close() {}
        };
        assertEquals(0, loop(NOTHING, sink, false).run());
        assertEquals(List.of("The disk is full", "the watch has ended: stopped"), said);
        store.enter(SPEC.id(), SPEC.text(), "local", Duration.ofMinutes(1), now.get());
        full.set(1);
        assertEquals(3, loop(NOTHING, sink, true).run());
    }

    @Test
    void whatAWriteThatFailedLeftInAFileIsCutOff() throws Exception {
        Path file = folder.resolve("new.jsonl");
        happened();
        try (FileSink sink = new FileSink(store, events(), file)) {
            Files.writeString(file, "{\"seq\":1,");
            assertEquals(1, sink.write());
            assertEquals(1, Files.readString(file).lines().count(), Files.readString(file));
        }
    }

    @Test
    void aFileOfThisWatchsEventsWithAnotherNameIsCalledThat() throws Exception {
        Path file = folder.resolve("new.jsonl");
        Path link = Files.createSymbolicLink(folder.resolve("link.jsonl"), file);
        happened();
        try (FileSink sink = new FileSink(store, events(), file)) {
            assertEquals(1, sink.write());
        }
        Path copied = Files.copy(file, folder.resolve("copied.jsonl"));
        for (Path other : List.of(link, copied)) {
            IllegalArgumentException told =
                    assertThrows(IllegalArgumentException.class, () -> new FileSink(store, events(), other).close());
            assertTrue(told.getMessage().contains("holds events of this watch that were written"), told.getMessage());
        }
    }

    @Test
    void aFileFromBeforeAWatchWasEndedIsCalledThatAndANewOneGetsItsEvents() throws Exception {
        Path file = folder.resolve("new.jsonl");
        happened();
        try (FileSink sink = new FileSink(store, events(), file)) {
            assertEquals(1, sink.write());
        }
        store.remove(SPEC.id());
        store.enter(SPEC.id(), SPEC.text(), "local", Duration.ofMinutes(1), 2);
        String told = assertThrows(IllegalArgumentException.class, () -> new FileSink(store, events(), file).close())
                .getMessage();
        assertTrue(told.contains("before the watch was ended and began anew: move it away"), told);
        Files.move(file, folder.resolve("old.jsonl"));
        happened();
        try (FileSink sink = new FileSink(store, events(), file)) {
            assertEquals(1, sink.write());
        }
    }

    @Test
    void aLoopEndsWithItsWatchThoughAnotherBeganAnew() throws Exception {
        int[] looks = {0};
        EventSink sink = new EventSink() {
            @Override
            public int write() {
                if (looks[0]++ == 0) {
                    store.remove(SPEC.id());
                    store.enter(SPEC.id(), SPEC.text(), "local", Duration.ofMinutes(1), 2);
                }
                return 0;
            }

            @Override
            public boolean lasts() {
                return true;
            }

            @Override
            public void close() {}
        };
        assertEquals(0, loop(NOTHING, sink, false).run());
        assertEquals(List.of("the watch was ended"), said);
    }

    @Test
    void aFileGoesBackToWhereTheStoreKnowsItThatHasLostWhatCameAfter() throws Exception {
        Path file = folder.resolve("new.jsonl");
        happened();
        try (FileSink sink = new FileSink(store, events(), file)) {
            SinkPosition before = store.sink(SPEC.id(), file.toString());
            assertEquals(1, sink.write());
            String once = Files.readString(file);
            store.sink(SPEC.id(), before);
            assertEquals(1, sink.write());
            assertEquals(once, Files.readString(file));
        }
    }

    @Test
    void aFolderIsNoFileOfEvents() throws IOException {
        Path place = Files.createDirectory(folder.resolve("there"));
        IllegalArgumentException told =
                assertThrows(IllegalArgumentException.class, () -> new FileSink(store, events(), place).close());
        assertTrue(told.getMessage().contains("is a folder"), told.getMessage());
    }

    private WatchLoop loop(WatchSource source, EventSink sink, boolean once) {
        InstantSource clock = () -> Instant.ofEpochMilli(now.addAndGet(10_000));
        Poller poller = new Poller(store, source, clock, "me", Trigger.load());
        return new WatchLoop(store, poller, SPEC.id(), "local", sink, once, said::add);
    }

    private WatchEvents events() {
        return new WatchEvents(SPEC, Trigger.find(SPEC.operation()));
    }

    private void happened() {
        happened("");
    }

    private void happened(String state) {
        Lease lease = store.lease(SPEC.id(), "me", now.get(), now.get() + 1);
        Put there = new Put("a", "1", 0, null);
        Put gone = new Put("a", null, 0, new Event("e1", "{}"));
        assertTrue(store.commit(
                lease, new Commit(List.of(there, gone), 0, 0, now.get(), new Poll(now.get(), state, "", 1, true))));
        store.release(SPEC.id(), "me");
    }

    private String printed(WatchSource source) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (LineSink sink = new LineSink(store, events(), new PrintStream(bytes), Runnable::run)) {
            exit = loop(source, sink, true).run();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        store.release(SPEC.id(), "me");
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
