package dev.ghlmcp.server.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.store.WatchRow;
import dev.ghlmcp.watch.EventCursor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A cursor of a watch whose events are not those that it had when the cursor was given.
class EventCursorsTest {
    private static final String CONTACTS = "{'name':'contact.matched','arguments':{}";

    @TempDir
    Path folder;

    private EventClients clients;

    @BeforeEach
    void open() {
        clients = new EventClients(folder);
    }

    @AfterEach
    void close() {
        clients.close();
    }

    @Test
    void aWatchThatWasEndedAndBeginsAnewTellsAllToWhoHasAnOldCursor() throws Exception {
        String old = after(poll(null), 3).path("cursor").asString();
        clients.store.remove(watch().id());
        clients.later(Duration.ofSeconds(1));
        String from = cursor(poll(null));
        List<String> made = happened(from, 5);

        JsonNode answer = poll(old);
        assertEquals(made, ids(answer));
        assertTrue(answer.path("truncated").asBoolean());
        assertFalse(poll(cursor(answer)).path("truncated").asBoolean(), "it is said once");
    }

    @Test
    void aStoreThatWasBroughtBackFromABackupHasOtherEventsOfTheSameNumbers() throws Exception {
        String from = cursor(after(poll(null), 1));
        clients.shut();
        Path backup = folder.resolve("backup.db");
        Files.copy(folder.resolve("state.db"), backup);
        clients.open();
        String old = cursor(after(from, 2));
        clients.shut();
        Files.copy(backup, folder.resolve("state.db"), StandardCopyOption.REPLACE_EXISTING);
        clients.open();
        String first = clients.traffic.create();
        clients.later(Duration.ofHours(1));
        until(from, 3);

        assertEquals(List.of(first), ids(poll(old)), "what was found again has the same numbers");
        EventCursor known = EventCursor.of(old);
        JsonNode other = poll(new EventCursor(known.watch(), known.made(), known.seq(), "aaaaaa").text());
        assertEquals(4, other.path("events").size(), "all that are kept");
        assertTrue(other.path("truncated").asBoolean());
    }

    @Test
    void aStreamGoesOnWithAWatchThatBeginsAnew() throws Exception {
        after(poll(null), 2);
        try (EventClients.Stream stream = clients.stream("ada", CONTACTS + "}")) {
            stream.next();
            clients.store.remove(watch().id());
            clients.later(Duration.ofSeconds(1));
            poll(null);
            clients.later(Duration.ofHours(1));
            String made = clients.traffic.create();
            clients.later(Duration.ofHours(1));
            JsonNode told = stream.next();
            while (!told.path("method").asString().endsWith("/event")) {
                assertFalse(told.path("method").asString("").endsWith("/terminated"), told::toString);
                told = stream.next();
            }
            assertEquals(made, told.at("/params/data/id").asString());
        }
    }

    @Test
    void aStreamWhoseWatchIsEndedIsToldThat() throws Exception {
        try (EventClients.Stream stream = clients.stream("ada", CONTACTS + "}")) {
            stream.next();
            clients.store.remove(watch().id());
            JsonNode told = stream.next();
            assertEquals("notifications/events/terminated", told.path("method").asString());
            assertEquals("watch ended", told.at("/params/error/data/reason").asString());
        }
    }

    @Test
    void aCursorOfAnEarlierReleaseGoesOnFromItsNumberAndSaysThatItIsUnsure() throws Exception {
        String from = cursor(poll(null));
        List<String> made = happened(from, 2);
        String former = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("1." + watch().id() + ".1").getBytes(StandardCharsets.US_ASCII));
        JsonNode answer = poll(former);
        assertEquals(made.subList(1, 2), ids(answer));
        assertTrue(answer.path("truncated").asBoolean());
        assertTrue(EventCursor.of(cursor(answer)).made() > 0);
    }

    private WatchRow watch() {
        return clients.store.watches().getFirst();
    }

    /// Contacts are created, and the ids come in the order of their events: those of one millisecond have none.
    private List<String> happened(String from, int count) throws Exception {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(clients.traffic.create());
        }
        clients.later(Duration.ofHours(1));
        List<String> told = ids(until(from, count));
        assertEquals(Set.copyOf(made), Set.copyOf(told));
        return told;
    }

    private JsonNode after(String from, int count) throws Exception {
        happened(from, count);
        return poll(from);
    }

    private JsonNode after(JsonNode from, int count) throws Exception {
        return after(cursor(from), count);
    }

    private static String cursor(JsonNode answer) {
        return answer.path("cursor").asString();
    }

    private JsonNode poll(String cursor) {
        return clients.result(
                "ada", "events/poll", CONTACTS + (cursor == null ? "" : ",'cursor':'" + cursor + "'") + "}");
    }

    private JsonNode until(String cursor, int count) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> poll(cursor), answer -> answer.path("events").size() >= count);
    }

    private static List<String> ids(JsonNode answer) {
        List<String> ids = new ArrayList<>();
        answer.path("events").forEach(event -> ids.add(event.at("/data/id").asString()));
        return ids;
    }
}
