package dev.ghlmcp.watch.delivery;

import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.PeriodicTask;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.WatchRow;
import dev.ghlmcp.watch.EventCursor;
import dev.ghlmcp.watch.service.Watch;
import dev.ghlmcp.watch.service.Watches;
import dev.ghlmcp.webhook.WebhookSecret;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Keeps the watches of the settings going: they are entered when the program starts, whether somebody reads them or
/// not, and again after they have ended because HighLevel refused them.
public final class SettingsWatches implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMinutes(1);
    private static final Duration AGAIN = Duration.ofHours(1);

    private final List<SettingsWatch> entries;
    private final EventStore store;
    private final Watches watches;
    private final CallerTools reach;
    private final InstantSource clock;
    private final Consumer<String> says;
    private final Endpoints endpoints;
    private final Map<String, String> ids = new ConcurrentHashMap<>();
    private final Map<String, Long> entered = new ConcurrentHashMap<>();
    private final Map<String, String> problems = new ConcurrentHashMap<>();
    private final Map<String, List<WebhookSecret>> secrets = new ConcurrentHashMap<>();
    private PeriodicTask task;
    private Thread first;

    /// @param tools that the settings select
    /// @param says  takes a sentence about each watch
    public SettingsWatches(
            List<SettingsWatch> entries,
            EventStore store,
            Watches watches,
            Dispatcher dispatcher,
            ToolView tools,
            InstantSource clock,
            Consumer<String> says) {
        this.entries = List.copyOf(entries);
        this.store = store;
        this.watches = watches;
        this.reach = new CallerTools(dispatcher, new Caller(SettingsWatch.READER, dispatcher.access()), tools);
        this.clock = clock;
        this.says = says;
        this.endpoints = new Endpoints(store.documents());
    }

    /// From now on. A name in the arguments takes a request to HighLevel, for which nobody waits.
    public synchronized void begin() {
        if (task == null) {
            first = Thread.ofVirtual().name("watches of the settings").start(this::look);
            task = new PeriodicTask("watches of the settings", LOOK, this::look);
        }
    }

    /// Where events go, as far as their watches have been entered.
    public List<WebhookEndpoint> endpoints() {
        List<WebhookEndpoint> all = new ArrayList<>();
        for (SettingsWatch entry : entries) {
            String id = ids.get(entry.name());
            if (id != null && entry.post() != null) {
                all.add(entry.endpoint(id, secrets(entry)));
            }
        }
        return all;
    }

    /// While a file is being replaced the last that could be read counts.
    private List<WebhookSecret> secrets(SettingsWatch entry) {
        try {
            secrets.put(entry.name(), entry.post().secrets().get());
        } catch (IllegalArgumentException e) {
            report(entry.name(), e.getMessage());
        }
        return secrets.get(entry.name());
    }

    synchronized void look() {
        long now = clock.millis();
        for (SettingsWatch entry : entries) {
            String id = ids.get(entry.name());
            WatchRow row = id == null ? null : store.watch(id);
            boolean goes = row != null && (row.state().isEmpty() || now - entered.get(entry.name()) < AGAIN.toMillis());
            boolean removed = id != null && (row == null || !store.read(id, SettingsWatch.READER, now));
            if (removed || !goes) {
                enter(entry, now);
            }
            if (removed && !problems.containsKey(entry.name())) {
                says.accept(
                        "watches." + entry.name() + " was ended, by `ghl-mcp events --stop` or as its store was lost,"
                                + " and begins anew: what happened in between is no event");
            }
        }
    }

    private void enter(SettingsWatch entry, long now) {
        try {
            Watch watch = watches.enter(reach, entry.operation(), entry.arguments(), entry.every());
            if (entry.post() != null) {
                secrets.putIfAbsent(entry.name(), entry.post().secrets().get());
                endpoints.begin(
                        entry.endpoint(watch.id(), List.of()),
                        EventCursor.at(watch.row(), watch.row().last()));
            }
            entered.put(entry.name(), now);
            if (!watch.id().equals(ids.put(entry.name(), watch.id()))) {
                says.accept(
                        "watches." + entry.name() + " watches " + watch.spec().operation()
                                + (entry.post() == null
                                        ? ""
                                        : " and posts to " + entry.post().url().getHost()));
            }
            problems.remove(entry.name());
        } catch (IllegalArgumentException e) {
            report(entry.name(), e.getMessage());
        }
    }

    private void report(String name, String problem) {
        if (!Objects.equals(problem, problems.put(name, problem))) {
            says.accept("watches." + name + ": " + problem);
        }
    }

    @Override
    public synchronized void close() {
        if (task != null) {
            first.interrupt();
            task.close();
        }
    }
}
