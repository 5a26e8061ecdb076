package dev.ghlmcp.watch.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.mcp.call.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// When watches are polled.
class EventToolsPollsTest extends EventToolsFixture {
    @Test
    void theNextPollIsMovedByAnotherInterval() {
        Caller ada = own("ada");
        Instant first = Instant.parse(call(ada, "watch", "{'operation':'list_calendars','every':'1h'}")
                .path("nextPoll")
                .asString());
        assertEquals(now.plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS), first);
        Instant sooner = Instant.parse(call(ada, "watch", "{'operation':'list_calendars','every':'5m'}")
                .path("nextPoll")
                .asString());
        assertEquals(first.minus(Duration.ofMinutes(55)), sooner);
        Instant later = Instant.parse(call(ada, "watch", "{'operation':'list_calendars','every':'30m'}")
                .path("nextPoll")
                .asString());
        assertEquals(sooner.plus(Duration.ofMinutes(25)), later);
    }

    @Test
    void aWatchThatFailsSaysSoAndWaitsLongerEachTime() {
        Caller ada = own("ada");
        String id = call(ada, "watch", "{'operation':'list_calendars'}")
                .path("watch")
                .asString();
        sandbox.close();
        long pause = Duration.ofMinutes(1).toMillis();
        for (int fails = 1; fails <= 3; fails++) {
            now = Instant.ofEpochMilli(store.watch(id).next());
            int expected = fails;
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> store.watch(id).fails() == expected);
            assertEquals(now.toEpochMilli() + pause, store.watch(id).next());
            pause *= 2;
        }
        JsonNode listed = call(ada, "list_watches", "{}").path("watches").path(0);
        assertEquals("failing", listed.path("state").asString());
        assertTrue(listed.path("problem").asString().contains("HighLevel"), listed::toString);
    }
}
