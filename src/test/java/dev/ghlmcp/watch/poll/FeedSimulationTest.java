package dev.ghlmcp.watch.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.SqliteStore;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Days of changes, of which searches learn late, polled every five minutes by a process that ends in the middle of
/// one step in twenty, and begins again: the file beside what could be seen. -Dwatch.days=5 for five of them.
class FeedSimulationTest {
    private static final long INTERVAL = 300_000;

    @TempDir
    Path folder;

    private record Result(int requests, int seen, int lost, int doubled, int wrong, int crashes) {}

    @Test
    void nothingIsLostOrDoubledInTheFile() throws IOException, InterruptedException {
        for (int day = 0; day < Integer.getInteger("watch.days", 1); day++) {
            Result calm = simulated(day, 0);
            assertEquals(List.of(0, 0, 0), List.of(calm.lost(), calm.doubled(), calm.wrong()), calm::toString);
            assertTrue(calm.seen() > 4000, calm::toString);
        }
    }

    @Test
    void aProcessThatIsKilledAtAnyStepLosesAndDoublesNothing() throws IOException, InterruptedException {
        for (int day = 0; day < Integer.getInteger("watch.days", 1); day++) {
            Result killed = simulated(day, 0.05);
            System.out.println("killed: " + killed);
            assertEquals(List.of(0, 0, 0), List.of(killed.lost(), killed.doubled(), killed.wrong()), killed::toString);
            assertTrue(killed.crashes() > 50, killed::toString);
        }
    }

    private Result simulated(int seed, double chance) throws IOException, InterruptedException {
        SimulatedContacts contacts = new SimulatedContacts(seed);
        Random random = new Random(seed + 1);
        Path base = Files.createTempDirectory(folder, "day");
        Path file = base.resolve("new.jsonl");
        WatchSpec spec = new WatchSpec("", "location", null, "search_contacts", Json.MAPPER.createObjectNode());
        Set<String> before = null;
        int crashes = 0;
        EventStore store = new SqliteStore(base.resolve("state.db"), null);
        long begin = SimulatedContacts.BEGIN;
        store.enter(spec.id(), spec.text(), "me", Duration.ofMillis(INTERVAL), begin);
        for (long now = begin; now <= begin + SimulatedContacts.DAY + 3_600_000; now += INTERVAL) {
            contacts.advance(now);
            before = before == null ? new HashSet<>(contacts.seen()) : before;
            boolean done = false;
            while (!done) {
                try {
                    step(new CrashingStore(store, random, chance), contacts, spec, file, now);
                    done = true;
                } catch (Crash _) {
                    crashes++;
                    if (Files.exists(file) && random.nextBoolean()) {
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
                contacts.requests(), wanted.size(), lost.size(), got.size() - once.size(), wrong.size(), crashes);
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
