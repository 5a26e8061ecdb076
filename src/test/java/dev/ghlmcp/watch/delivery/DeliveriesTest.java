package dev.ghlmcp.watch.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.watch.EventCursor;
import dev.ghlmcp.watch.delivery.Receiver.Received;
import dev.ghlmcp.watch.delivery.WebhookEndpoint.Format;
import dev.ghlmcp.webhook.WebhookSecret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveriesTest {
    @TempDir
    Path folder;

    private DeliveryTrial trial;
    private Deliveries deliveries;

    @BeforeEach
    void begin() {
        trial = new DeliveryTrial(folder);
        deliveries = trial.deliveries();
    }

    @AfterEach
    void end() {
        trial.close();
    }

    private void look() throws InterruptedException {
        DeliveryTrial.look(deliveries);
    }

    @Test
    void anEventIsSentOnceAsStandardWebhooksWriteIt() throws InterruptedException {
        trial.posted(false);
        trial.happen(1);

        look();
        look();

        assertEquals(List.of("evt_1"), trial.receiver.accepted());
        Received sent = trial.receiver.all().getFirst();
        assertTrue(sent.signedWith(trial.secret, trial.time.get()));
        assertEquals("contact.matched", sent.json().path("type").asString());
        assertEquals("2026-11-29T08:00:00Z", sent.json().path("timestamp").asString());
        assertEquals("Ada", sent.json().at("/data/item/name").asString());
        assertEquals(3, sent.json().size());
        assertNull(sent.subscription());
        assertEquals("working", trial.status().state());
        assertEquals(trial.time.get(), trial.status().last());
    }

    @Test
    void whatThisProgramItselfMadeHappenIsNotPosted() throws InterruptedException {
        trial.posted(false);
        List<String> ids = trial.happen(3);
        deliveries.echoes(event -> event.contains(ids.get(1)));

        look();

        assertEquals(Set.of(ids.get(0), ids.get(2)), Set.copyOf(trial.receiver.accepted()));
        assertEquals(0, trial.status().waiting());
        deliveries.echoes(_ -> true);
        trial.happen(1);
        look();
        assertEquals(2, trial.receiver.all().size());
        assertEquals(4, trial.status().done().seq());
    }

    @Test
    void aDeliveryThatFailsForAnHourArrives() throws InterruptedException {
        trial.posted(false);
        trial.receiver.answers = _ -> 503;
        trial.happen(1);
        long begun = trial.time.get();

        look();
        assertEquals("failing", trial.status().state());
        assertEquals("It answered 503", trial.status().problem());
        for (int minute = 0; minute < 60; minute++) {
            trial.pass(Duration.ofMinutes(1));
            look();
        }
        List<Long> attempts = trial.receiver.all().stream()
                .map(one -> Long.parseLong(one.timestamp()) - begun / 1000)
                .toList();
        assertEquals(List.of(0L, 60L, 360L, 1860L), attempts, "5 s, 5 min and 30 min, seen at full minutes");
        trial.receiver.answers = _ -> 200;
        trial.pass(Duration.ofHours(2));
        look();

        assertEquals(List.of("evt_1"), trial.receiver.accepted());
        assertEquals("working", trial.status().state());
        assertEquals(0, trial.status().waiting());
    }

    @Test
    void whatWaitsForHoursIsSentWhenTheReceiverIsBack() throws InterruptedException {
        trial.posted(false);
        trial.receiver.answers = _ -> 500;
        List<String> ids = new ArrayList<>(trial.happen(3));
        for (int i = 0; i < 40; i++) {
            look();
            trial.pass(Duration.ofMinutes(1));
        }
        trial.receiver.answers = _ -> 200;
        ids.addAll(trial.happen(1));
        look();

        assertEquals(Set.copyOf(ids), Set.copyOf(trial.receiver.accepted()));
        assertEquals(ids.size(), trial.receiver.accepted().size());
    }

    @Test
    void eventsGoOutInTheirOrderEightAtOnceAndNoneTwice() throws InterruptedException {
        trial.posted(false);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger max = new AtomicInteger();
        trial.receiver.answers = _ -> {
            max.accumulateAndGet(now.incrementAndGet(), Math::max);
            now.decrementAndGet();
            return 200;
        };
        List<String> ids = trial.happen(100);

        look();

        assertEquals(new TreeSet<>(ids), new TreeSet<>(trial.receiver.accepted()));
        assertEquals(100, trial.receiver.all().size());
        assertTrue(max.get() <= 8, max::toString);
    }

    @Test
    void orderedMeansOneAtATimeAndNoneBeforeTheOneBefore() throws InterruptedException {
        trial.posted(true);
        trial.receiver.answers =
                came -> came.id().equals("evt_3") && trial.receiver.all().size() < 5 ? 500 : 200;
        List<String> ids = trial.happen(6);

        look();
        assertEquals(List.of("evt_1", "evt_2"), trial.receiver.accepted());
        for (int i = 0; i < 40; i++) {
            trial.pass(Duration.ofMinutes(1));
            look();
        }
        assertEquals(ids, trial.receiver.accepted());
    }

    @Test
    void whatNeverArrivesBecomesADeadLetterAfterADayAndCanBeSentAgain() throws InterruptedException {
        trial.posted(false);
        trial.receiver.answers = came -> came.id().equals("evt_1") ? 500 : 200;
        trial.happen(2);
        for (int hour = 0; hour < 30; hour++) {
            look();
            trial.pass(Duration.ofHours(1));
        }

        DeadLetter letter = trial.dead().getFirst();
        assertEquals(1, trial.dead().size());
        assertEquals("evt_1", letter.id());
        assertEquals("It answered 500", letter.problem());
        assertEquals(10, letter.attempts());
        assertEquals(0, trial.status().waiting());
        assertEquals(1, trial.status().dead());
        assertEquals(List.of("evt_2"), trial.receiver.accepted());

        trial.receiver.answers = _ -> 200;
        assertEquals(0, deliveries.endpoints().replay("new-leads", List.of("evt_9")));
        assertEquals(1, deliveries.endpoints().replay("new-leads", List.of()));
        look();
        assertEquals(List.of("evt_2", "evt_1"), trial.receiver.accepted());
        assertEquals(List.of(), trial.dead());
    }

    @Test
    void anEventIsGivenUpADayAfterItsFirstAttemptHoweverOftenTheServerWasOff() throws InterruptedException {
        for (boolean ordered : List.of(false, true)) {
            try (DeliveryTrial off = new DeliveryTrial(folder.resolve("ordered " + ordered))) {
                off.posted(ordered);
                off.receiver.answers = _ -> 500;
                off.happen(1);
                for (int attempts = 1; attempts <= 2; attempts++) {
                    DeliveryTrial.look(off.deliveries());
                    assertEquals(attempts, off.receiver.all().size());
                    assertEquals(List.of(), off.dead(), "it was tried for less than a day");
                    off.pass(Duration.ofHours(11));
                }
                off.pass(Duration.ofDays(2));
                DeliveryTrial.look(off.deliveries());
                assertEquals(3, off.receiver.all().size(), "a server that was off for days tries once more");
                assertEquals(3, off.dead().getFirst().attempts());
                assertEquals(0, off.status().waiting());
            }
        }
    }

    @Test
    void aReceiverThatAlwaysAsksForALongPauseIsGivenUpAfterADayToo() throws InterruptedException {
        trial.posted(false);
        trial.receiver.answers = _ -> 429;
        trial.receiver.retryAfter = "86400";
        trial.happen(1);
        look();
        trial.pass(Duration.ofDays(1));
        look();

        assertEquals(2, trial.dead().getFirst().attempts());
    }

    @Test
    void whatGoesOnAfterAStopHasADayAnew() throws InterruptedException {
        trial.posted(false);
        trial.receiver.answers = _ -> 500;
        trial.happen(1);
        look();
        trial.receiver.answers = _ -> 410;
        trial.pass(Duration.ofMinutes(1));
        look();
        trial.receiver.answers = _ -> 500;
        trial.pass(Duration.ofDays(3));
        deliveries.endpoints().replay("new-leads", List.of());
        look();

        assertEquals(3, trial.receiver.all().size());
        assertEquals(List.of(), trial.dead());
        assertEquals(1, trial.status().waiting());
    }

    @Test
    void aReceiverThatIsGoneStopsTheEndpointUntilSomebodySaysSo() throws InterruptedException {
        trial.posted(false);
        trial.receiver.answers = _ -> 410;
        List<String> ids = trial.happen(1);
        look();
        ids = new ArrayList<>(ids);
        ids.addAll(trial.happen(3));
        trial.pass(Duration.ofDays(2));
        look();

        assertEquals("stopped", trial.status().state());
        assertTrue(trial.status().stopped().contains("410"), trial.status().stopped());
        assertEquals(1, trial.receiver.all().size());
        trial.receiver.answers = _ -> 200;
        deliveries.endpoints().replay("new-leads", List.of());
        look();
        assertEquals(new TreeSet<>(ids), new TreeSet<>(trial.receiver.accepted()));
        assertEquals("working", trial.status().state());
    }

    @Test
    void anotherAddressIsTriedThoughTheOneBeforeWasStopped() throws InterruptedException {
        WebhookEndpoint before = trial.posted(false);
        trial.receiver.answers = _ -> 410;
        trial.happen(1);
        look();
        trial.receiver.answers = _ -> 200;
        trial.settings.set(
                0,
                new WebhookEndpoint(
                        before.name(),
                        before.watch(),
                        before.reader(),
                        before.url().resolve("/other"),
                        before.secrets(),
                        0,
                        before.format(),
                        false,
                        "",
                        0,
                        0));
        look();

        assertEquals(List.of("evt_1"), trial.receiver.accepted());
    }

    @Test
    void whatIsTooLargeGoesWithoutItsItem() throws InterruptedException {
        trial.posted(false);
        trial.receiver.answers = came -> came.body().length > 300 ? 413 : 200;
        trial.happen(1, "\"" + "x".repeat(1000) + "\"");
        trial.happen(1, "\"" + "y".repeat(300_000) + "\"");
        look();

        assertEquals(
                List.of("evt_1", "evt_2"),
                trial.receiver.accepted().stream().sorted().toList());
        assertEquals(3, trial.receiver.all().size(), "the second is known to be too large");
        trial.receiver.all().stream()
                .filter(one -> one.answered() == 200)
                .forEach(one -> assertFalse(one.json().at("/data").has("item")));
        trial.receiver.answers = _ -> 413;
        trial.happen(1);
        look();
        assertEquals("evt_3", trial.dead().getFirst().id());
        assertEquals(2, trial.dead().getFirst().attempts(), "with item and without");
    }

    @Test
    void aWatchThatWasRemovedAndBeginsAnewIsPostedFromItsBeginning() throws InterruptedException {
        trial.posted(false);
        trial.happen(3);
        look();
        trial.store.remove(DeliveryTrial.WATCH);
        trial.enter();
        trial.happen(1);
        look();

        assertEquals(4, trial.receiver.accepted().size());
        assertEquals("evt_4", trial.receiver.accepted().getLast());
    }

    @Test
    void aWatchThatBeganAnewAndHasAsManyEventsIsPostedFromItsBeginningToo() throws InterruptedException {
        trial.posted(false);
        trial.happen(3);
        look();
        trial.store.remove(DeliveryTrial.WATCH);
        trial.pass(Duration.ofSeconds(1));
        trial.enter();
        trial.happen(5);
        look();

        assertEquals(8, trial.receiver.accepted().size());
    }

    @Test
    void whatAnotherWatchOfTheSameNameHadToPostBecomesADeadLetter() throws InterruptedException {
        trial.posted(false);
        trial.receiver.answers = _ -> 500;
        trial.happen(2);
        look();
        WebhookEndpoint before = trial.settings.getFirst();
        trial.settings.set(
                0,
                new WebhookEndpoint(
                        before.name(),
                        "another watch",
                        before.reader(),
                        before.url(),
                        before.secrets(),
                        0,
                        before.format(),
                        false,
                        "",
                        0,
                        0));
        look();

        assertEquals(
                List.of("evt_1", "evt_2"),
                trial.dead().stream().map(DeadLetter::id).toList());
        assertEquals(0, trial.status().waiting());
        trial.receiver.answers = _ -> 200;
        deliveries.endpoints().replay("new-leads", List.of("evt_2"));
        look();
        assertEquals(List.of("evt_2"), trial.receiver.accepted());
    }

    @Test
    void aRedirectIsNoAnswer() throws InterruptedException {
        trial.posted(false);
        trial.receiver.answers = _ -> 302;
        trial.happen(1);
        look();

        assertEquals(1, trial.receiver.all().size());
        assertTrue(trial.status().problem().contains("redirect"), trial.status().problem());
    }

    @Test
    void aReceiverSaysHowLongToWait() throws InterruptedException {
        trial.posted(false);
        trial.receiver.answers = _ -> 429;
        trial.receiver.retryAfter = "600";
        trial.happen(1);
        look();
        trial.happen(1);
        trial.pass(Duration.ofSeconds(599));
        look();
        assertEquals(1, trial.receiver.all().size());
        trial.receiver.answers = _ -> 200;
        trial.receiver.retryAfter = null;
        trial.pass(Duration.ofSeconds(1));
        look();

        assertEquals(2, trial.receiver.accepted().size());
    }

    @Test
    void whoAsksToWaitForADayIsTriedAtOnceIfAPersonSaysSo() throws InterruptedException {
        trial.posted(false);
        trial.receiver.answers = _ -> 503;
        trial.receiver.retryAfter = "999999999";
        trial.happen(1);
        look();
        assertEquals(
                trial.time.get() + Duration.ofDays(1).toMillis(), trial.status().next());
        trial.receiver.answers = _ -> 200;
        trial.pass(Duration.ofMinutes(1));
        look();
        assertEquals(0, trial.receiver.accepted().size());
        deliveries.endpoints().replay("new-leads", List.of());
        look();

        assertEquals(1, trial.receiver.accepted().size());
        assertEquals(0, trial.status().next());
    }

    @Test
    void whileASecretRotatesBothVerify() throws InterruptedException {
        WebhookEndpoint before = trial.posted(false);
        WebhookSecret next = WebhookSecret.random();
        trial.settings.set(
                0,
                new WebhookEndpoint(
                        before.name(),
                        before.watch(),
                        before.reader(),
                        before.url(),
                        List.of(next, trial.secret),
                        trial.time.get() + 1000,
                        before.format(),
                        false,
                        "",
                        0,
                        0));
        trial.happen(1);
        look();
        trial.pass(Duration.ofSeconds(1));
        trial.happen(1);
        look();

        Received both = trial.receiver.all().getFirst();
        assertTrue(both.signedWith(next, trial.time.get()));
        assertTrue(both.signedWith(trial.secret, trial.time.get()));
        Received later = trial.receiver.all().getLast();
        assertTrue(later.signedWith(next, trial.time.get()));
        assertFalse(later.signedWith(trial.secret, trial.time.get()));
    }

    @Test
    void aSubscriptionGetsOccurrencesAndACursorThatIsSafeToKeep() throws InterruptedException {
        WebhookEndpoint endpoint = trial.endpoint("sub_1", Format.MCP, false);
        trial.happen(1);
        assertTrue(deliveries.endpoints().add(endpoint, trial.after(1), trial.time.get()));
        AtomicInteger first = new AtomicInteger();
        trial.receiver.answers = came -> came.id().equals("evt_2") && first.getAndIncrement() == 0 ? 500 : 200;
        trial.happen(3);
        look();
        trial.pass(Duration.ofMinutes(2));
        look();

        assertEquals(
                List.of("evt_2", "evt_3", "evt_4"),
                trial.receiver.accepted().stream().sorted().toList());
        trial.receiver.all().forEach(one -> {
            assertEquals("sub_1", one.subscription());
            assertEquals(one.id(), one.json().path("eventId").asString());
            long kept = EventCursor.of(one.json().path("cursor").asString()).seq();
            assertTrue(kept >= 1 && (one.id().equals("evt_2") ? kept <= 2 : kept < 4), one.id() + ": " + kept);
        });
        trial.happen(1);
        look();
        assertEquals(
                trial.after(5).text(),
                trial.receiver.all().getLast().json().path("cursor").asString());
        assertFalse(
                deliveries.endpoints().add(endpoint, trial.after(0), trial.time.get()), "it goes on from where it is");
        look();
        assertEquals(4, trial.receiver.accepted().size());
        assertTrue(deliveries.endpoints().remove("sub_1"));
        trial.happen(1);
        look();
        assertEquals(4, trial.receiver.accepted().size());
    }

    @Test
    void aSubscriptionGivesUpAfterAQuarterOfAnHourAnd410IsForOneEvent() throws InterruptedException {
        deliveries.endpoints().add(trial.endpoint("sub_1", Format.MCP, false), trial.after(0), trial.time.get());
        trial.receiver.answers =
                came -> came.id().equals("evt_1") ? 410 : came.id().equals("evt_2") ? 500 : 200;
        trial.happen(3);
        for (int i = 0; i < 16; i++) {
            look();
            trial.pass(Duration.ofMinutes(1));
        }

        assertEquals(List.of("evt_3"), trial.receiver.accepted());
        assertEquals(1 + 5 + 1, trial.receiver.all().size());
        assertEquals(0, deliveries.endpoints().status("sub_1").waiting());
        assertEquals(List.of(), deliveries.endpoints().dead("sub_1"), "its client has the cursor");
    }
}
