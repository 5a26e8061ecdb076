package dev.ghlmcp.watch.delivery;

import dev.ghlmcp.store.Document;
import dev.ghlmcp.store.LoggedEvent;
import dev.ghlmcp.watch.delivery.WebhookEndpoint.Format;
import dev.ghlmcp.webhook.WebhookReply;
import java.util.List;

/// Notes what became of the deliveries to one endpoint, and keeps its dead letters.
record DeliveryResults(Deliveries all, WebhookEndpoint endpoint, DeliveryState state) {
    private static final int MAX_DUE = 1000;

    private RetrySchedule schedule() {
        return RetrySchedule.of(endpoint);
    }

    private boolean standard() {
        return endpoint.format() == Format.STANDARD;
    }

    private boolean over(Delivery failed, long now) {
        return schedule().over(failed.first(), now);
    }

    void note(Delivery delivery, WebhookReply reply) {
        long now = all.clock.millis();
        if (reply.accepted()) {
            accepted(delivery, now);
            return;
        }
        all.counts().failed().increment();
        state.failing = state.failing == 0 ? now : state.failing;
        state.reason = reply.reason();
        state.problem = reply.problem();
        failed(delivery, reply, now);
    }

    private void accepted(Delivery delivery, long now) {
        all.counts().accepted().increment();
        state.waiting.remove(delivery.key());
        state.last = now;
        state.reason = "";
        state.problem = "";
        if (!delivery.dead().isEmpty()) {
            forget(delivery.dead());
        } else if (standard() && over(delivery.failed(now), now)) {
            // A process may have ended after it gave this up, and before it noted that.
            String event = event(delivery);
            if (event != null) {
                forget(letter(delivery, event, 0, "", now).document().name());
            }
        }
        if (state.failing > 0) {
            state.failing = 0;
            // The receiver is back: what waits for hours need not.
            state.waiting.replaceAll((_, other) -> other.hurried() ? other : other.hurried(now));
        }
    }

    private void failed(Delivery delivery, WebhookReply reply, long now) {
        if (reply.status() == 410 && standard()) {
            state.stopped = "It answered 410: it wants nothing more. `ghl-mcp events replay " + endpoint.name()
                    + "` tries again";
            state.waiting.put(delivery.key(), delivery.at(now));
        } else if (reply.status() == 413 && standard() && !delivery.bare()) {
            state.waiting.put(delivery.key(), delivery.bare(now));
        } else if (reply.status() == 410 || reply.status() == 413 || over(delivery.failed(now), now)) {
            all.counts().dead().increment();
            if (standard()) {
                bury(delivery, delivery.sent() + 1, reply.problem(), now);
            }
            state.waiting.remove(delivery.key());
        } else {
            Delivery failed = delivery.failed(now);
            if (reply.retryAfter() != null) {
                state.paused = now + reply.retryAfter().toMillis();
            }
            long next = schedule().next(failed.attempts(), failed.first(), now, all.random);
            state.waiting.put(delivery.key(), failed.at(Math.max(next, state.paused)));
        }
    }

    /// Makes dead letters of all events that wait.
    void bury(String problem) {
        for (Delivery delivery : List.copyOf(state.waiting.values())) {
            if (delivery.dead().isEmpty()) {
                bury(delivery, delivery.sent(), problem, all.clock.millis());
                state.waiting.remove(delivery.key());
            }
        }
    }

    private void bury(Delivery delivery, int sent, String problem, long now) {
        if (delivery.dead().isEmpty()) {
            String event = event(delivery);
            if (event != null) {
                all.documents()
                        .insert(letter(delivery, event, sent, problem, now).document());
            }
            return;
        }
        Document document = all.documents().document(DeadLetter.KIND, delivery.dead());
        if (document != null) {
            DeadLetter again = DeadLetter.of(document).again(sent, now, problem);
            all.documents().replace(document.with(again.document().body()).at(0));
        }
    }

    private DeadLetter letter(Delivery delivery, String event, int sent, String problem, long now) {
        return new DeadLetter(endpoint.name(), state.watch, delivery.seq(), event, now, sent, problem);
    }

    private void forget(String name) {
        Document document = all.documents().document(DeadLetter.KIND, name);
        if (document != null) {
            all.documents().remove(document);
        }
    }

    /// The dead letters that are to be sent again.
    List<Document> due(long now) {
        String prefix = DeadLetter.prefix(endpoint.name());
        return all.documents().due(DeadLetter.KIND, now, MAX_DUE).stream()
                .filter(letter -> letter.name().startsWith(prefix))
                .filter(letter -> !state.waiting.containsKey(
                        Delivery.replayed(letter.name(), now).key()))
                .toList();
    }

    /// The event of a delivery; null if it is no longer kept.
    String event(Delivery delivery) {
        if (!delivery.dead().isEmpty()) {
            Document letter = all.documents().document(DeadLetter.KIND, delivery.dead());
            return letter == null ? null : DeadLetter.of(letter).event();
        }
        List<LoggedEvent> found = all.store.events(state.watch, delivery.seq() - 1, 1);
        return found.isEmpty() || found.getFirst().seq() != delivery.seq()
                ? null
                : found.getFirst().body();
    }
}
