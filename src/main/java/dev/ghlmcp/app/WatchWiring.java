package dev.ghlmcp.app;

import dev.ghlmcp.app.settings.NetworkWiring;
import dev.ghlmcp.app.settings.WatchEntries;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.cli.StartFailure;
import dev.ghlmcp.config.Section;
import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.server.auth.Principals;
import dev.ghlmcp.server.event.EventSubscriptions;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.StoreException;
import dev.ghlmcp.watch.delivery.Deliveries;
import dev.ghlmcp.watch.delivery.SettingsWatch;
import dev.ghlmcp.watch.delivery.SettingsWatches;
import dev.ghlmcp.watch.service.Watches;
import dev.ghlmcp.webhook.CallbackGuard;
import dev.ghlmcp.webhook.WebhookSender;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/// The watches of a server. Their store is opened when somebody asks for them first.
public final class WatchWiring implements AutoCloseable {
    private final Settings settings;
    private final boolean sandbox;
    private EventStore store;
    private Watches watches;
    private Deliveries deliveries;
    private SettingsWatches standing;
    private EventSubscriptions subscriptions;
    private Principals principals;
    private boolean closed;

    /// @param sandbox whether a sandbox of this process is watched, which ends with it
    /// @throws dev.ghlmcp.config.SettingsException if a setting cannot be used
    WatchWiring(Settings settings, boolean sandbox) {
        this.settings = settings;
        this.sandbox = sandbox;
        share();
    }

    private int share() {
        return settings.number(Setting.WATCH_SHARE, 1, 100);
    }

    /// The watches, which are polled from now on.
    ///
    /// @throws dev.ghlmcp.store.StoreException if the store cannot be used
    public synchronized Watches of(Dispatcher dispatcher) {
        if (closed) {
            throw new IllegalStateException("the program ends");
        }
        if (watches == null) {
            store = StoreWiring.open(settings, sandbox);
            watches = new Watches(store, dispatcher, InstantSource.system(), share());
            watches.begin();
        }
        return watches;
    }

    /// The store of the watches.
    ///
    /// @throws dev.ghlmcp.store.StoreException if it cannot be used
    synchronized EventStore store(Dispatcher dispatcher) {
        of(dispatcher);
        return store;
    }

    /// The watches; null before somebody has asked for them.
    synchronized Watches opened() {
        return watches;
    }

    /// The watches of the settings.
    ///
    /// @throws dev.ghlmcp.config.SettingsException if one cannot be used
    public List<SettingsWatch> entries() {
        Map<String, String> section = settings.section(Section.WATCHES);
        return section.isEmpty() ? List.of() : new WatchEntries(System.getenv()).watches(section);
    }

    /// Clients may have events sent to callbacks, as long as these let them in.
    synchronized void callbacks(Principals admitting) {
        principals = admitting;
    }

    /// The subscriptions with callbacks.
    ///
    /// @throws StoreException before they are served
    synchronized EventSubscriptions subscriptions() {
        if (subscriptions == null) {
            throw new StoreException("Subscriptions are not served yet: try again in a second");
        }
        return subscriptions;
    }

    /// Polls, keeps the watches of the settings going, and sends events to their endpoints.
    ///
    /// @param entries   the watches of the settings
    /// @param tools     that the settings select
    /// @param userAgent names this program to receivers
    /// @throws dev.ghlmcp.store.StoreException if the store cannot be used
    public synchronized void serve(
            Dispatcher dispatcher, List<SettingsWatch> entries, ToolView tools, String userAgent) {
        Watches opened = of(dispatcher);
        InstantSource clock = InstantSource.system();
        standing = new SettingsWatches(
                entries,
                store,
                opened,
                dispatcher,
                tools,
                clock,
                sentence -> System.err.println("ghl-mcp: " + sentence));
        standing.begin();
        deliveries = new Deliveries(
                store,
                new WebhookSender(new NetworkWiring(settings, System.getenv()).network(), userAgent, clock),
                guard(),
                standing::endpoints,
                clock,
                () -> ThreadLocalRandom.current().nextDouble());
        if (principals != null) {
            subscriptions = new EventSubscriptions(deliveries, opened, principals, dispatcher, tools, clock);
        }
        deliveries.begin();
    }

    /// Which callbacks clients may name.
    ///
    /// @throws SettingsException if a network is none
    CallbackGuard guard() {
        try {
            return CallbackGuard.of(settings.list(Setting.EVENTS_CALLBACK_NETWORKS));
        } catch (IllegalArgumentException e) {
            throw new SettingsException(Setting.EVENTS_CALLBACK_NETWORKS.key() + ": " + e.getMessage());
        }
    }

    /// The deliveries; null while nothing is posted.
    synchronized Deliveries delivering() {
        return deliveries;
    }

    /// Goes on with what is watched already. What keeps it from that is said once on standard error.
    void resume(Dispatcher dispatcher) {
        try {
            of(dispatcher);
        } catch (RuntimeException e) {
            System.err.println("ghl-mcp: nothing is watched: " + StartFailure.sentence(e));
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (deliveries != null) {
            standing.close();
            deliveries.close();
        }
        if (watches != null) {
            watches.close();
            watches = null;
        }
    }
}
