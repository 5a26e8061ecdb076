package dev.ghlmcp.watch.delivery;

import dev.ghlmcp.store.Document;
import dev.ghlmcp.store.LoggedEvent;
import dev.ghlmcp.store.StoreException;
import dev.ghlmcp.store.WatchRow;
import dev.ghlmcp.watch.delivery.WebhookEndpoint.Format;
import dev.ghlmcp.webhook.WebhookMessage;
import dev.ghlmcp.webhook.WebhookReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Sends to one endpoint what is to be sent now: events in their order, so many at once, then what failed before. Each
/// step is noted before the next begins: what was sent and not noted is sent again, with the same id.
final class DeliveryRun {
    /// A process that ends without a word is followed by another after that.
    static final Duration LEASE = Duration.ofSeconds(30);

    private static final int MAX_AT_ONCE = 8;

    /// While so many wait, nothing new is tried.
    static final int MAX_WAITING = 200;

    private final Deliveries all;
    private final WebhookEndpoint endpoint;
    private final DeliveryState state;
    private final DeliveryResults results;
    private final Map<String, Thread> sending = new HashMap<>();
    private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
    private Document document;
    private boolean changed;

    private record Outcome(Delivery delivery, WebhookReply reply) {}

    private record Sending(Delivery delivery, DeliveryBody body) {}

    DeliveryRun(Deliveries all, WebhookEndpoint endpoint, Document document) {
        this.all = all;
        this.endpoint = endpoint;
        this.document = document;
        this.state = DeliveryState.of(document.body());
        this.results = new DeliveryResults(all, endpoint, state);
    }

    /// Whether there is anything to do.
    boolean any(long now) {
        WatchRow row = all.store.watch(endpoint.watch());
        boolean elsewhere = state.at(endpoint);
        boolean moved = moved(row);
        // Its client is told at once that there is no such watch any more.
        boolean ended = row == null && !endpoint.owner().isEmpty();
        changed = elsewhere || moved || ended || document.expires() > 0;
        return changed
                || (sends(now)
                        && ((row != null && row.last() > state.position && room())
                                || state.waiting.values().stream().anyMatch(delivery -> delivery.next() <= now)
                                || !results.due(now).isEmpty()));
    }

    void run() throws InterruptedException {
        try {
            while (true) {
                if (!all.allowed(endpoint)) {
                    return;
                }
                long now = all.clock.millis();
                List<Sending> begun = begin(now);
                boolean idle = begun.isEmpty() && sending.isEmpty();
                if ((!idle || changed) && !save(idle ? Endpoints.NOW : now + LEASE.toMillis())) {
                    return;
                }
                if (idle) {
                    return;
                }
                begun.forEach(this::send);
                Outcome outcome = outcomes.poll(LEASE.toMillis() / 3, TimeUnit.MILLISECONDS);
                while (outcome != null) {
                    sending.remove(outcome.delivery().key());
                    results.note(outcome.delivery(), outcome.reply());
                    changed = true;
                    outcome = outcomes.poll();
                }
            }
        } finally {
            sending.values().forEach(Thread::interrupt);
            if (!sending.isEmpty()) {
                release();
            }
        }
    }

    /// Another process needs not wait until the lease ends.
    private void release() {
        try {
            save(Endpoints.NOW);
        } catch (StoreException _) {
            // It runs out by itself.
        }
    }

    /// @return false if another process has taken the endpoint over
    private boolean save(long due) {
        Document next = document.with(state.text()).at(due).until(0);
        if (!all.documents().replace(next)) {
            return false;
        }
        document = next.replaced();
        changed = false;
        return true;
    }

    /// The settings have it get the events of another watch, whose numbers are others.
    private boolean moved(WatchRow row) {
        if (!state.watch.equals(endpoint.watch())) {
            results.bury("The settings have it get the events of another watch now");
            state.watch = endpoint.watch();
            state.made = row == null ? 0 : row.made();
            state.position = row == null ? 0 : row.last();
            return true;
        }
        if (row == null || (row.made() == state.made && row.last() >= state.position)) {
            return false;
        }
        boolean noted = state.made > 0;
        state.made = row.made();
        if (!noted && row.last() >= state.position) {
            return true;
        }
        // The watch was removed and began anew.
        state.waiting.values().removeIf(delivery -> delivery.dead().isEmpty());
        state.position = 0;
        return true;
    }

    private boolean sends(long now) {
        return state.stopped.isEmpty() && state.paused <= now;
    }

    private boolean room() {
        return endpoint.ordered() ? state.waiting.isEmpty() : state.waiting.size() < MAX_WAITING;
    }

    /// What can be sent now.
    private List<Sending> begin(long now) {
        List<Sending> begun = new ArrayList<>();
        if (!sends(now)) {
            return begun;
        }
        for (Document letter : results.due(now)) {
            Delivery replayed = Delivery.replayed(letter.name(), now);
            state.waiting.put(replayed.key(), replayed);
            changed = true;
        }
        int max = endpoint.ordered() ? 1 : MAX_AT_ONCE;
        for (Delivery delivery : List.copyOf(state.waiting.values())) {
            if (sending.size() + begun.size() < max && delivery.next() <= now && !sending.containsKey(delivery.key())) {
                add(begun, delivery);
            }
            if (endpoint.ordered()) {
                // The others come after it.
                break;
            }
        }
        while (sending.size() + begun.size() < max && room() && next(begun, now)) {
            changed = true;
        }
        return begun;
    }

    /// Takes events that were never tried.
    ///
    /// @return false if there are none
    private boolean next(List<Sending> begun, long now) {
        List<LoggedEvent> more = all.store.events(endpoint.watch(), state.position, 1);
        if (more.isEmpty()) {
            return false;
        }
        long seq = more.getFirst().seq();
        boolean gap = seq > state.position + 1;
        if (gap && endpoint.format() == Format.STANDARD) {
            System.err.println("ghl-mcp: " + endpoint.name() + " does not get the events " + (state.position + 1)
                    + " to " + (seq - 1) + ", which waited for so long that they are no longer kept");
        }
        Delivery delivery =
                gap && endpoint.format() == Format.MCP ? Delivery.gap(seq - 1, now) : Delivery.fresh(seq, now);
        state.position = delivery.seq();
        if (!delivery.gap() && all.echo(endpoint, more.getFirst().body())) {
            return true;
        }
        state.waiting.put(delivery.key(), delivery);
        add(begun, delivery);
        return true;
    }

    private void add(List<Sending> begun, Delivery delivery) {
        DeliveryBody body = body(delivery);
        if (body == null) {
            state.waiting.remove(delivery.key());
            changed = true;
        } else {
            begun.add(new Sending(delivery, body));
        }
    }

    /// @return null if the event is no longer kept
    private DeliveryBody body(Delivery delivery) {
        if (delivery.gap()) {
            return DeliveryBody.gap(endpoint, state.cursor(delivery.seq()));
        }
        String event = results.event(delivery);
        return event == null
                ? null
                : DeliveryBody.of(endpoint, event, delivery.bare(), state.watermark(delivery.seq()));
    }

    private void send(Sending begun) {
        Delivery delivery = begun.delivery();
        WebhookMessage message = new WebhookMessage(
                endpoint.url(),
                endpoint.owner().isEmpty() ? null : all.guard,
                begun.body().id(),
                begun.body().json(),
                endpoint.signing(all.clock.millis()),
                DeliveryBody.headers(endpoint));
        Thread thread = Thread.ofVirtual().name("delivery").unstarted(() -> {
            try {
                outcomes.add(new Outcome(delivery, all.sender.send(message)));
            } catch (InterruptedException _) {
                // It counts as not sent.
            }
        });
        sending.put(delivery.key(), thread);
        thread.start();
    }
}
