package dev.ghlmcp.watch.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.LoggedEvent;
import dev.ghlmcp.store.sqlite.SqliteStore;
import dev.ghlmcp.watch.EventCursor;
import dev.ghlmcp.watch.Trigger;
import dev.ghlmcp.watch.Trigger.Kind;
import dev.ghlmcp.watch.WatchSource.Page;
import dev.ghlmcp.watch.WatchSource.PollException;
import dev.ghlmcp.watch.WatchSpec;
import dev.ghlmcp.watch.poll.Poller.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Each of the triggers: the first poll is silent, and later ones tell what is new, changed or removed, once.
class PollerTest {
    private static final Duration EVERY = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private EventStore store;
    private Instant now = Instant.parse("2026-03-02T12:00:00Z");

    /// What HighLevel has; null for an answer that does not come.
    private List<ObjectNode> items = new ArrayList<>();

    private boolean found = true;

    @BeforeEach
    void open() {
        store = new SqliteStore(folder.resolve("state.db"), null);
    }

    @AfterEach
    void close() {
        store.close();
    }

    static Stream<Trigger> all() {
        return Trigger.load().values().stream();
    }

    @ParameterizedTest
    @MethodSource("all")
    void tellsWhatHappensOnce(Trigger trigger) throws InterruptedException {
        String watch = entered(trigger.operation());
        found = trigger.kind() != Kind.MEDIA;
        items.add(item(trigger, 1));
        assertEquals(Outcome.DONE, poll(trigger, watch));
        assertEquals(List.of(), changes(watch), "the first poll is silent");
        assertEquals(Outcome.DONE, poll(trigger, watch));
        assertEquals(List.of(), changes(watch), "nothing has happened");
        List<String> expected = new ArrayList<>();
        if (trigger.kind() == Kind.MEDIA) {
            found = true;
            assertEquals(Outcome.ENDED, poll(trigger, watch));
            assertEquals(List.of("new"), changes(watch));
            return;
        }
        if (trigger.emits().contains("new") && trigger.kind() != Kind.RECORD) {
            items.add(item(trigger, 2));
            expected.add("new");
        }
        poll(trigger, watch);
        assertEquals(expected, changes(watch));
        if (trigger.emits().contains("changed")) {
            touch(trigger, items.getFirst());
            expected.add("changed");
        }
        poll(trigger, watch);
        assertEquals(expected, changes(watch));
        if (trigger.emits().contains("removed")) {
            items.removeFirst();
            expected.add("removed");
            found = trigger.kind() != Kind.RECORD;
        }
        poll(trigger, watch);
        poll(trigger, watch);
        assertEquals(expected, changes(watch));
    }

    @Test
    void aToAnotherAndBackAreTwoEvents() throws InterruptedException {
        Trigger trigger = Trigger.of("list_calendars");
        String watch = entered(trigger.operation());
        items.add(item(trigger, 1).put("name", "A"));
        poll(trigger, watch);
        for (String name : List.of("B", "A", "B")) {
            items.getFirst().put("name", name);
            poll(trigger, watch);
        }
        assertEquals(List.of("changed", "changed", "changed"), changes(watch));
        assertEquals("[\"name\"]", event(watch, 0).at("/data/changedMembers").toString());
    }

    /// As a Redis that crashes may lose the last second.
    @Test
    void aStoreThatHasLostItsLastPollGetsTheSameEventsAgain() throws Exception {
        Trigger trigger = Trigger.of("list_calendars");
        String watch = entered(trigger.operation());
        items.add(item(trigger, 1));
        items.add(item(trigger, 2));
        poll(trigger, watch);
        store.close();
        Path lost = Files.copy(folder.resolve("state.db"), folder.resolve("before.db"));
        open();
        items.getFirst().put("name", "Another name");
        items.set(1, item(trigger, 3));
        poll(trigger, watch);
        List<String> ids = ids(watch);
        assertEquals(3, ids.size(), "changed, new and removed");
        store.close();
        Files.move(lost, folder.resolve("state.db"), StandardCopyOption.REPLACE_EXISTING);
        open();
        assertEquals(List.of(), ids(watch));
        poll(trigger, watch);
        assertEquals(ids, ids(watch));
    }

    private List<String> ids(String watch) {
        return store.events(watch, 0, 100).stream().map(LoggedEvent::id).toList();
    }

    @Test
    void ofTwoProcessesOnOneStoreOnePollsAndBothRead() throws InterruptedException {
        Trigger trigger = Trigger.of("list_calendars");
        String watch = entered(trigger.operation());
        items.add(item(trigger, 1));
        assertEquals(Outcome.DONE, poll(trigger, watch));
        items.add(item(trigger, 2));
        try (EventStore second = new SqliteStore(folder.resolve("state.db"), null)) {
            Poller other = new Poller(second, this::read, () -> now, "other", Trigger.load());
            assertEquals(Outcome.ELSEWHERE, other.poll(watch));
            poll(trigger, watch);
            assertEquals(1, second.events(watch, 0, 10).size());
            now = now.plus(Poller.LEASE).plusSeconds(1);
            assertEquals(Outcome.DONE, other.poll(watch), "the first one has been away");
            assertEquals(Outcome.ELSEWHERE, new Poller(store, this::read, () -> now, "me", Trigger.load()).poll(watch));
        }
    }

    @Test
    void aListThatIsSuddenlyShortIsBelievedTheSecondTime() throws InterruptedException {
        Trigger trigger = Trigger.of("list_calendars");
        String watch = entered(trigger.operation());
        IntStream.range(0, 30).forEach(index -> items.add(item(trigger, index)));
        poll(trigger, watch);
        items.clear();
        assertEquals(Outcome.FAILED, poll(trigger, watch));
        assertEquals(List.of(), changes(watch));
        assertEquals(Outcome.DONE, poll(trigger, watch));
        assertEquals(30, changes(watch).size());
    }

    @Test
    void aPollThatFailsIsMadeUpForAndARefusalThatLastsEndsTheWatch() throws InterruptedException {
        Trigger trigger = Trigger.of("list_calendars");
        String watch = entered(trigger.operation());
        items.add(item(trigger, 1));
        poll(trigger, watch);
        items.add(item(trigger, 2));
        List<ObjectNode> there = items;
        items = null;
        assertEquals(Outcome.REFUSED, poll(trigger, watch));
        assertEquals("HighLevel said no", store.watch(watch).note());
        items = there;
        assertEquals(Outcome.DONE, poll(trigger, watch));
        assertEquals(List.of("new"), changes(watch));
        assertEquals("", store.watch(watch).note());
        items = null;
        assertEquals(Outcome.REFUSED, poll(trigger, watch));
        now = now.plus(Duration.ofMinutes(16));
        assertEquals(Outcome.ENDED, poll(trigger, watch));
        assertEquals("refused", store.watch(watch).state());
    }

    @Test
    void aRecordThatIsNotThereIsNotWatched() throws InterruptedException {
        Trigger trigger = Trigger.of("get_contact");
        String watch = entered(trigger.operation());
        found = false;
        assertEquals(Outcome.REFUSED, poll(trigger, watch));
        assertTrue(store.watch(watch).note().startsWith("What is to be watched does not exist"));
    }

    @Test
    void anAppointmentThatMovesIntoTheWindowIsNotNewAndOneThatIsPastIsNotRemoved() throws InterruptedException {
        Trigger trigger = Trigger.of("list_calendar_events");
        String watch = entered(trigger.operation());
        items.add(item(trigger, 1)
                .put("startTime", now.minus(Duration.ofHours(23)).toString()));
        poll(trigger, watch);
        now = now.plus(Duration.ofHours(2));
        items.clear();
        items.add(item(trigger, 2)
                .put("startTime", now.plus(Duration.ofDays(60)).minusSeconds(60).toString()));
        poll(trigger, watch);
        assertEquals(List.of(), changes(watch));
    }

    @Test
    void aCursorOfAnotherWatchIsRefused() {
        String watch = entered("list_calendars");
        EventCursor cursor = EventCursor.at(store.watch(watch), 0);
        assertEquals(cursor, EventCursor.of(cursor.text()));
        assertEquals(cursor, cursor.demand(store, store.watch(watch)));
        String other = entered("list_pipelines");
        assertTrue(assertThrows(IllegalArgumentException.class, () -> cursor.demand(store, store.watch(other)))
                .getMessage()
                .contains("is of the watch " + watch));
        assertThrows(IllegalArgumentException.class, () -> EventCursor.of("no cursor"));
    }

    private String entered(String operation) {
        WatchSpec spec = new WatchSpec(
                "http://localhost",
                "",
                "location",
                null,
                operation,
                Json.MAPPER.createObjectNode().put("messageId", "m1"));
        return store.enter(spec.id(), spec.text(), "me", EVERY, now.toEpochMilli())
                .id();
    }

    private Outcome poll(Trigger trigger, String watch) throws InterruptedException {
        now = now.plusSeconds(60);
        return new Poller(store, this::read, () -> now, "me", Map.of(trigger.operation(), trigger)).poll(watch);
    }

    private List<String> changes(String watch) {
        return store.events(watch, 0, 100).stream()
                .map(event ->
                        Json.MAPPER.readTree(event.body()).at("/data/change").asString())
                .toList();
    }

    private JsonNode event(String watch, int index) {
        return Json.MAPPER.readTree(store.events(watch, 0, 100).get(index).body());
    }

    private ObjectNode item(Trigger trigger, int number) {
        ObjectNode item = Json.MAPPER
                .createObjectNode()
                .put("dateAdded", now.toString())
                .put("startTime", now.plus(Duration.ofDays(number)).toString())
                .put("name", "Name " + number);
        trigger.identity().stream().findFirst().ifPresent(member -> item.put(member, "id" + number));
        trigger.key().forEach(member -> item.put(member, stamp(trigger, member)));
        trigger.identity().stream().findFirst().ifPresent(member -> item.put(member, "id" + number));
        return item;
    }

    private String stamp(Trigger trigger, String member) {
        return trigger.kind() == Kind.FEED && !member.equals("status") ? now.toString() : member + now.getEpochSecond();
    }

    private void touch(Trigger trigger, ObjectNode item) {
        item.put("name", "Another name").put("exists", true);
        trigger.key().stream()
                .filter(member -> !trigger.identity().contains(member) || trigger.kind() == Kind.PROBE)
                .forEach(member -> item.put(member, stamp(trigger, member)));
    }

    /// Answers as the operation does, with what there is.
    private Page read(String operation, ObjectNode arguments) throws PollException {
        if (items == null) {
            throw new PollException("HighLevel said no", true);
        }
        Trigger trigger = Trigger.of(operation);
        if (!found) {
            return new Page(null, List.of(), null, false, 0);
        }
        if (operation.equals("get_free_slots")) {
            return new Page(
                    null, items.stream().map(item -> item.get("startTime")).toList(), null, true, 0);
        }
        if (trigger.item().isEmpty()) {
            return new Page(
                    null, List.copyOf(items.stream().map(ObjectNode::deepCopy).toList()), null, true, 9);
        }
        ObjectNode body = Json.MAPPER.createObjectNode();
        JsonNode item =
                items.isEmpty() ? Json.MAPPER.nullNode() : items.getFirst().deepCopy();
        return new Page(
                trigger.item().getFirst().equals("$")
                        ? item
                        : body.set(trigger.item().getFirst(), item),
                List.of(),
                null,
                true,
                0);
    }
}
