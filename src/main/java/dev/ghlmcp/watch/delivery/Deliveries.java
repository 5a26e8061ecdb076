package dev.ghlmcp.watch.delivery;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.log.StackTraces;
import dev.ghlmcp.mcp.PeriodicTask;
import dev.ghlmcp.store.Document;
import dev.ghlmcp.store.DocumentStore;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.StoreException;
import dev.ghlmcp.webhook.CallbackGuard;
import dev.ghlmcp.webhook.WebhookMessage;
import dev.ghlmcp.webhook.WebhookReply;
import dev.ghlmcp.webhook.WebhookSender;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// Sends the events of watches to their endpoints. Of several processes on one store one sends to an endpoint: the one
/// that takes the document with its state; if that dies, the document is due again.
///
/// @see DeliveryRun what is sent when
public final class Deliveries implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration TIDY = Duration.ofMinutes(10);
    private static final Duration END = Duration.ofSeconds(2);

    /// Endpoints are taken to read their watch that often.
    private static final Duration READING = Duration.ofHours(1);

    final EventStore store;
    final WebhookSender sender;
    final CallbackGuard guard;
    final InstantSource clock;
    final DoubleSupplier random;
    private final Endpoints endpoints;
    private final Supplier<List<WebhookEndpoint>> settings;
    private final DeliveryCounts counts = new DeliveryCounts();
    private volatile Predicate<WebhookEndpoint> owners = _ -> false;
    private volatile Predicate<String> echoes = _ -> false;
    private final Map<String, Thread> running = new ConcurrentHashMap<>();
    private final Map<String, Long> read = new ConcurrentHashMap<>();
    private long tidied;
    private PeriodicTask task;

    /// @param guard    for the addresses that clients have named
    /// @param settings gives the endpoints of the settings
    /// @param random   from 0 to 1
    public Deliveries(
            EventStore store,
            WebhookSender sender,
            CallbackGuard guard,
            Supplier<List<WebhookEndpoint>> settings,
            InstantSource clock,
            DoubleSupplier random) {
        this.store = store;
        this.sender = sender;
        this.guard = guard;
        this.clock = clock;
        this.random = random;
        this.endpoints = new Endpoints(store.documents());
        this.settings = settings;
    }

    /// Asked before events are sent to an endpoint of a client, and now and then, whether its owner may still have
    /// them. As long as nobody can tell, which is so on standard input, this process sends nothing to any.
    public void owners(Predicate<WebhookEndpoint> allowed) {
        owners = allowed;
    }

    /// Asked of each event whether the settings' endpoints need not have it, because this program itself has just made
    /// what it tells.
    public void echoes(Predicate<String> echo) {
        echoes = echo;
    }

    boolean echo(WebhookEndpoint endpoint, String event) {
        return endpoint.owner().isEmpty() && echoes.test(event);
    }

    boolean allowed(WebhookEndpoint endpoint) {
        return endpoint.owner().isEmpty() || owners.test(endpoint);
    }

    /// Sends a message that is no event, once.
    ///
    /// @param type of it, as its id and body say
    public WebhookReply send(WebhookEndpoint endpoint, String type, ObjectNode body) throws InterruptedException {
        return sender.send(new WebhookMessage(
                endpoint.url(),
                endpoint.owner().isEmpty() ? null : guard,
                "msg_" + type + "_" + UUID.randomUUID(),
                Json.MAPPER.writeValueAsBytes(
                        Json.MAPPER.createObjectNode().put("type", type).setAll(body)),
                endpoint.signing(clock.millis()),
                DeliveryBody.headers(endpoint)));
    }

    /// The callback that a client has named.
    ///
    /// @throws IllegalArgumentException with a sentence if it can be none
    public URI callback(String where, String url) {
        URI callback = guard.address(where, url);
        guard.demandEncrypted(where, callback);
        return callback;
    }

    /// Whether the host of a callback has an address.
    public boolean found(URI callback) {
        return guard.found(callback);
    }

    /// From now on.
    public synchronized void begin() {
        if (task == null) {
            task = new PeriodicTask("deliveries", LOOK, this::look);
        }
    }

    /// The endpoints of the store.
    public Endpoints endpoints() {
        return endpoints;
    }

    /// What this process' deliveries came to.
    public DeliveryCounts counts() {
        return counts;
    }

    /// How the deliveries go to what a caller may see of.
    ///
    /// @param owner whose subscriptions
    /// @param own   whether also those of the settings
    public List<EndpointStatus> statuses(String owner, boolean own) {
        return Stream.concat(
                        own ? settings.get().stream() : Stream.of(),
                        endpoints.all(clock.millis()).stream()
                                .filter(endpoint -> endpoint.owner().equals(owner)))
                .map(endpoint -> endpoints.status(endpoint.name()))
                .filter(Objects::nonNull)
                .toList();
    }

    /// Where endpoints are kept.
    public DocumentStore documents() {
        return store.documents();
    }

    /// Starts what there is to send.
    ///
    /// @return the threads that send it
    List<Thread> look() {
        long now = clock.millis();
        List<Thread> started = new ArrayList<>();
        List<WebhookEndpoint> known = Stream.concat(settings.get().stream(), endpoints.all(now).stream())
                .toList();
        if (now - tidied >= TIDY.toMillis()) {
            tidied = now;
            endpoints.tidy(known, now);
        }
        known.forEach(endpoint -> {
            if (touch(endpoint, now) && !running.containsKey(endpoint.name())) {
                Document state = documents().document(Endpoints.STATE, endpoint.name());
                if (state != null && state.due() <= now) {
                    DeliveryRun run = new DeliveryRun(this, endpoint, state);
                    if (run.any(now)) {
                        started.add(start(endpoint.name(), run));
                    }
                }
            }
        });
        return started;
    }

    private Thread start(String name, DeliveryRun run) {
        Thread thread = Thread.ofVirtual().name("delivery").unstarted(() -> {
            try {
                run.run();
            } catch (InterruptedException | StoreException _) {
                // The process ends, or the next look says what is wrong with the store.
            } catch (RuntimeException | Error e) {
                StackTraces.report(
                        System.err,
                        "Deliveries to " + name + " failed and go on later (" + StackTraces.summary(e) + ")",
                        e);
            } finally {
                running.remove(name);
            }
        });
        running.put(name, thread);
        thread.start();
        return thread;
    }

    private boolean touch(WebhookEndpoint endpoint, long now) {
        Long before = read.get(endpoint.name());
        if (before == null || now - before >= READING.toMillis()) {
            if (!allowed(endpoint)) {
                return false;
            }
            read.put(endpoint.name(), now);
            store.read(endpoint.watch(), endpoint.reader(), now);
        }
        return true;
    }

    @Override
    public synchronized void close() {
        if (task != null) {
            task.close();
        }
        List<Thread> runs = List.copyOf(running.values());
        runs.forEach(Thread::interrupt);
        try {
            for (Thread run : runs) {
                run.join(END);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
