package dev.ghlmcp.watch.delivery;

import dev.ghlmcp.network.Network;
import dev.ghlmcp.store.Commit;
import dev.ghlmcp.store.Commit.Event;
import dev.ghlmcp.store.Commit.Put;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.Lease;
import dev.ghlmcp.store.sqlite.SqliteStore;
import dev.ghlmcp.watch.EventCursor;
import dev.ghlmcp.watch.delivery.WebhookEndpoint.Format;
import dev.ghlmcp.webhook.CallbackGuard;
import dev.ghlmcp.webhook.WebhookSecret;
import dev.ghlmcp.webhook.WebhookSender;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// A store with one watch, a receiver, and a clock that stands unless it is moved.
final class DeliveryTrial implements AutoCloseable {
    static final String WATCH = "abcdefghijklmnopqrst";

    final AtomicLong time = new AtomicLong(Instant.parse("2026-11-29T08:00:00Z").toEpochMilli());
    final InstantSource clock = () -> Instant.ofEpochMilli(time.get());
    final Receiver receiver = new Receiver();
    final WebhookSecret secret = WebhookSecret.random();
    final EventStore store;
    final List<WebhookEndpoint> settings = new ArrayList<>();
    private final Path file;
    private int events;

    DeliveryTrial(Path folder) {
        folder.toFile().mkdirs();
        this.file = folder.resolve("state.db");
        this.store = open();
        enter();
    }

    void enter() {
        store.enter(WATCH, "{}", "settings", Duration.ofMinutes(5), time.get());
    }

    /// Another process on the same store.
    EventStore open() {
        return new SqliteStore(file, null);
    }

    Deliveries deliveries() {
        return deliveries(store);
    }

    Deliveries deliveries(EventStore used) {
        Deliveries deliveries = new Deliveries(
                used,
                new WebhookSender(Network.DIRECT, "ghl-mcp/1", clock),
                CallbackGuard.of(List.of("127.0.0.0/8")),
                () -> List.copyOf(settings),
                clock,
                () -> 0.5);
        deliveries.owners(_ -> true);
        return deliveries;
    }

    WebhookEndpoint endpoint(String name, Format format, boolean ordered) {
        boolean own = format == Format.STANDARD;
        return new WebhookEndpoint(
                name,
                WATCH,
                own ? "settings" : "ada",
                receiver.url(),
                List.of(secret),
                0,
                format,
                ordered,
                own ? "" : "ada",
                0,
                0);
    }

    /// An endpoint of the settings.
    WebhookEndpoint posted(boolean ordered) {
        WebhookEndpoint endpoint = endpoint("new-leads", Format.STANDARD, ordered);
        settings.add(endpoint);
        new Endpoints(store.documents()).begin(endpoint, after(0));
        return endpoint;
    }

    /// After the event of a number.
    EventCursor after(long seq) {
        return EventCursor.at(store.watch(WATCH), seq);
    }

    /// So many events happen.
    ///
    /// @return their ids
    List<String> happen(int count) {
        return happen(count, "\"Ada\"");
    }

    List<String> happen(int count, String name) {
        List<Put> puts = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String id = "evt_" + ++events;
            ids.add(id);
            String body = "{\"eventId\":\"" + id
                    + "\",\"name\":\"contact.matched\",\"timestamp\":\"2026-11-29T08:00:00Z\","
                    + "\"data\":{\"change\":\"new\",\"id\":\"c" + events + "\",\"item\":{\"name\":" + name + "}}}";
            puts.add(new Put("c" + events, "1", 0, new Event(id, body)));
        }
        Lease lease = store.lease(WATCH, "me", time.get(), time.get() + 1000);
        store.commit(lease, new Commit(puts, 0, 0, time.get(), null));
        store.release(WATCH, "me");
        return ids;
    }

    void pass(Duration duration) {
        time.addAndGet(duration.toMillis());
    }

    /// Sends what there is to send now, and waits for it.
    static void look(Deliveries deliveries) throws InterruptedException {
        for (Thread run : deliveries.look()) {
            run.join();
        }
    }

    EndpointStatus status() {
        return new Endpoints(store.documents()).status("new-leads");
    }

    List<DeadLetter> dead() {
        return new Endpoints(store.documents()).dead("new-leads");
    }

    @Override
    public void close() {
        store.close();
        receiver.close();
    }
}
