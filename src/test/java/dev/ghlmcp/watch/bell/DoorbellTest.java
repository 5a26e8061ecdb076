package dev.ghlmcp.watch.bell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.store.Commit;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.Lease;
import dev.ghlmcp.store.sqlite.SqliteStore;
import dev.ghlmcp.watch.WatchSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class DoorbellTest {
    private static final String HERE = "https://services.leadconnectorhq.com";
    private static final long QUARTER = Duration.ofMinutes(15).toMillis();

    @TempDir
    private Path folder;

    private final AtomicBoolean hurry = new AtomicBoolean(true);
    private EventStore store;
    private Doorbell bell;
    private long now = 1_000_000_000;

    @BeforeEach
    void open() {
        store = new SqliteStore(folder.resolve("state.db"), null);
        bell = new Doorbell(store, () -> Instant.ofEpochMilli(now), _ -> hurry.get(), new HeardBells());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aRecordIsPolledAtOnceAndAListThreeTimesLater() {
        String contact = watched("get_contact", "{\"contactId\":\"ada\"}");
        String contacts = watched("search_contacts", "{}");
        long begin = now;
        assertTrue(bell.take("w1", contact("ContactUpdate")));
        List<Long> record = new ArrayList<>();
        List<Long> list = new ArrayList<>();
        for (now = begin; now <= begin + 120_000; now += 1000) {
            bell.ring();
            polledIfDue(contact, record);
            polledIfDue(contacts, list);
        }
        assertEquals(List.of(begin), record);
        assertEquals(List.of(begin + 5000, begin + 30_000, begin + 90_000), list);
    }

    @Test
    void manyBellsAreAnsweredByAFewPolls() {
        String contacts = watched("search_contacts", "{}");
        long begin = now;
        List<Long> polls = new ArrayList<>();
        for (now = begin; now <= begin + 300_000; now += 1000) {
            for (int i = 0; i < 3 && now < begin + 60_000; i++) {
                bell.take("w" + now + i, contact("ContactUpdate"));
            }
            bell.ring();
            polledIfDue(contacts, polls);
        }
        assertEquals(begin + 5000, polls.getFirst());
        assertTrue(polls.size() <= 1 + 150 / 15, () -> polls.size() + " polls");
        assertTrue(polls.getLast() >= begin + 149_000, "the last bell is answered to its end");
    }

    @Test
    void aBellIsHeardOnceAndOnlyWhereItRings() {
        String contacts = watched("search_contacts", "{}");
        assertTrue(bell.take("w1", contact("ContactUpdate")));
        assertFalse(bell.take("w1", contact("ContactUpdate")), "the same webhook");
        bell.take("w2", Bell.of(HERE, Json.MAPPER.readTree("{\"type\":\"ContactUpdate\",\"locationId\":\"other\"}")));
        bell.take("w3", contact("NoteCreate"));
        assertEquals(3, bell.heard().count().sum());
        now += 5000;
        bell.ring();
        bell.ring();
        assertEquals(now, store.watch(contacts).next());
        assertEquals(0, store.documents().document("bell", "w2").due(), "it concerns nobody");
        assertEquals(1_000_000_000, Doorbell.latest(store, "loc"));
        assertEquals(1_000_000_000, Doorbell.latest(store, "other"));
        assertEquals(0, Doorbell.latest(store, "third"));
        now += Duration.ofDays(1).toMillis();
        store.tidy(now);
        assertNull(store.documents().document("bell", "w1"));
    }

    @Test
    void aPollThatRunsMeanwhileDoesNotCountForIt() {
        String contact = watched("get_contact", "{\"contactId\":\"ada\"}");
        Lease lease = store.lease(contact, "me", now, now + 30_000);
        long began = now;
        now += 20_000;
        bell.take("w1", contact("ContactUpdate"));
        bell.ring();
        committed(lease, began, "");
        assertEquals(now, store.watch(contact).next());
    }

    @Test
    void whatFailsOrHasNoRoomIsNotHurried() {
        String contact = watched("get_contact", "{\"contactId\":\"ada\"}");
        String contacts = watched("search_contacts", "{}");
        committed(store.lease(contact, "me", now, now + 30_000), now, "HighLevel is away");
        long next = store.watch(contacts).next();
        hurry.set(false);
        bell.take("w1", contact("ContactUpdate"));
        now += 200_000;
        for (int i = 0; i < 5; i++) {
            bell.ring();
        }
        assertEquals(next, store.watch(contacts).next());
        assertEquals(now - 200_000 + QUARTER, store.watch(contact).next());
    }

    @Test
    void silenceIsNoticedOnlyWherePollsFoundWhatABellCouldTell() {
        String contacts = watched("search_contacts", "{}");
        String pipelines = watched("list_pipelines", "{}");
        found(pipelines);
        assertEquals(Set.of(), Doorbell.silent(store, now), "no webhook tells of pipelines");
        found(contacts);
        assertEquals(Set.of("loc"), Doorbell.silent(store, now));
        bell.take("w1", contact("ContactUpdate"));
        assertEquals(Set.of(), Doorbell.silent(store, now));
        now += Duration.ofHours(25).toMillis();
        assertEquals(Set.of(), Doorbell.silent(store, now), "nothing happened");
        found(contacts);
        assertEquals(Set.of("loc"), Doorbell.silent(store, now));
    }

    private void found(String watch) {
        Commit.Put put = new Commit.Put("slot", "" + now, 0, new Commit.Event("evt" + watch + now, "{}"));
        Lease lease = store.lease(watch, "me", now, now + 30_000);
        assertTrue(store.commit(lease, new Commit(List.of(put), 0, 0, now, null)));
        store.release(watch, "me");
    }

    private static Bell contact(String type) {
        return Bell.of(
                HERE,
                Json.MAPPER
                        .createObjectNode()
                        .put("type", type)
                        .put("locationId", "loc")
                        .put("id", "ada"));
    }

    /// Polled long ago, and not due for long.
    private String watched(String operation, String arguments) {
        WatchSpec spec = new WatchSpec(HERE, "", "loc", null, operation, (ObjectNode) Json.MAPPER.readTree(arguments));
        store.enter(spec.id(), spec.text(), "test", Duration.ofMinutes(15), now - QUARTER / 2);
        committed(store.lease(spec.id(), "me", now - QUARTER / 2, now), now - QUARTER / 2, "");
        store.release(spec.id(), "me");
        return spec.id();
    }

    private void polledIfDue(String watch, List<Long> polls) {
        if (store.watch(watch).next() <= now) {
            polls.add(now);
            committed(store.lease(watch, "me", now, now + 30_000), now, "");
            store.release(watch, "me");
        }
    }

    private void committed(Lease lease, long began, String note) {
        Commit.Poll end = new Commit.Poll(began + QUARTER, "", note, 1, true);
        assertTrue(store.commit(lease, new Commit(List.of(), 0, 0, began, end)));
    }
}
