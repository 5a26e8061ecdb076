package dev.ghlmcp.watch.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.sqlite.SqliteStore;
import dev.ghlmcp.watch.Trigger;
import dev.ghlmcp.watch.WatchEvents;
import dev.ghlmcp.watch.WatchSource;
import dev.ghlmcp.watch.WatchSpec;
import dev.ghlmcp.watch.poll.CrashingStore.Crash;
import dev.ghlmcp.watch.reader.FileSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Days of changes, of which searches learn late, polled every five minutes by a process that ends in the middle of
/// one step in twenty, and begins again: the file beside what could be seen. -Dwatch.days=5 for five of them.
class FeedSimulationTest {
    private static final long INTERVAL = 300_000;

    @TempDir
    Path folder;

    private record Result(int polls, int requests, int seen, int lost, int doubled, int wrong, int crashes) {
        private void say(String how, int day) {
            System.out.printf(
                    "| %-22s | %d | %6d | %8d | %6d | %4d | %7d | %7d |%n",
                    how, day, polls, requests, seen, lost, doubled, crashes);
        }

        private void assertWhole(boolean crashing) {
            assertEquals(List.of(0, 0, 0), List.of(lost, doubled, wrong), this::toString);
            assertTrue(seen > 4000 && crashes > 50 == crashing, this::toString);
        }
    }

    @Test
    void nothingIsLostOrDoubledInTheFileHoweverOftenTheProcessIsKilled() throws IOException, InterruptedException {
        System.out.println("| overlap 300 s          | day | polls | requests | changes | lost | doubled | crashes |");
        for (int day = 0; day < Integer.getInteger("watch.days", 1); day++) {
            Result calm = simulated(day, () -> false);
            calm.say("never killed", day);
            calm.assertWhole(false);
            Random random = new Random(day + 1L);
            Result killed = simulated(day, () -> random.nextDouble() < 0.05);
            killed.say("killed at 5 % of steps", day);
            killed.assertWhole(true);
        }
    }

    /// It ends at its first step, then after one more, after two more, and so on: so at each step of polls of one page
    /// and of those of many.
    @Test
    void aCrashAtEachStepInTurnLosesAndDoublesNothing() throws IOException, InterruptedException {
        AtomicInteger left = new AtomicInteger();
        AtomicInteger next = new AtomicInteger();
        Result all = simulated(3, () -> {
            if (left.getAndDecrement() > 0) {
                return false;
            }
            left.set(next.getAndIncrement());
            return true;
        });
        all.say("at each step in turn", 3);
        all.assertWhole(next.get() > 50);
    }

    private Result simulated(int seed, BooleanSupplier ends) throws IOException, InterruptedException {
        SimulatedContacts contacts = new SimulatedContacts(seed);
        Random random = new Random(seed + 1);
        Path base = Files.createTempDirectory(folder, "day");
        Path file = base.resolve("new.jsonl");
        WatchSpec spec = new WatchSpec(
                "http://localhost", "", "location", null, "search_contacts", Json.MAPPER.createObjectNode());
        Set<String> before = null;
        int crashes = 0;
        int polls = 0;
        EventStore store = new SqliteStore(base.resolve("state.db"), null);
        long begin = SimulatedContacts.BEGIN;
        store.enter(spec.id(), spec.text(), "me", Duration.ofMillis(INTERVAL), begin);
        for (long now = begin; now <= begin + SimulatedContacts.DAY + 3_600_000; now += INTERVAL) {
            contacts.advance(now);
            before = before == null ? new HashSet<>(contacts.seen()) : before;
            boolean done = false;
            while (!done) {
                try {
                    step(new CrashingStore(store, ends), contacts, spec, file, now);
                    done = true;
                    polls++;
                } catch (Crash _) {
                    crashes++;
                    if (store.sink(spec.id(), file.toString()) != null && random.nextBoolean()) {
                        // Half a line that was on its way to the disk.
                        Files.writeString(file, "{\"seq\":9", StandardOpenOption.APPEND);
                    }
                    if (random.nextInt(10) == 0) {
                        store.close();
                        store = new SqliteStore(base.resolve("state.db"), null);
                    }
                }
            }
        }
        store.close();
        Set<String> wanted = new HashSet<>(contacts.seen());
        wanted.removeAll(before);
        List<String> got = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode data = Json.MAPPER.readTree(line).path("data");
            got.add(data.path("id").asString() + "@"
                    + Instant.parse(data.at("/item/dateUpdated").asString()).toEpochMilli());
        }
        Set<String> once = new HashSet<>(got);
        Set<String> lost = new HashSet<>(wanted);
        lost.removeAll(once);
        Set<String> wrong = new HashSet<>(once);
        wrong.removeAll(wanted);
        return new Result(
                polls,
                contacts.requests(),
                wanted.size(),
                lost.size(),
                got.size() - once.size(),
                wrong.size(),
                crashes);
    }

    private static void step(EventStore store, WatchSource source, WatchSpec spec, Path file, long now)
            throws IOException, InterruptedException {
        Poller poller = new Poller(store, source, () -> Instant.ofEpochMilli(now), "me", Trigger.load());
        WatchEvents events = new WatchEvents(spec, poller.triggers().get(spec.operation()));
        try (FileSink sink = new FileSink(store, events, file)) {
            poller.poll(spec.id());
            sink.write();
        }
    }
}
