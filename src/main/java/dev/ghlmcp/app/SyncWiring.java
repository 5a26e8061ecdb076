package dev.ghlmcp.app;

import dev.ghlmcp.app.settings.FedSyncs;
import dev.ghlmcp.app.settings.SyncEntries;
import dev.ghlmcp.cli.context.SyncParts;
import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.mcp.DeclaredTools;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.IndexedTools;
import dev.ghlmcp.server.auth.Authenticator;
import dev.ghlmcp.server.hook.SyncHook;
import dev.ghlmcp.server.http.HttpRoute;
import dev.ghlmcp.server.observe.Metrics;
import dev.ghlmcp.server.trigger.SyncFigures;
import dev.ghlmcp.server.trigger.SyncRoutes;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.check.CheckedTools;
import dev.ghlmcp.sync.check.SyncCheck;
import dev.ghlmcp.sync.echo.EchoGuard;
import dev.ghlmcp.sync.run.Inbox;
import dev.ghlmcp.sync.run.Ledger;
import dev.ghlmcp.sync.run.SyncRunner;
import dev.ghlmcp.watch.delivery.Deliveries;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/// The syncs of a server. Their messages and their ledger are in the store of its watches, which is opened when
/// somebody asks for one of them first.
public final class SyncWiring implements AutoCloseable {
    private final Supplier<List<Sync>> settings;
    private final WatchWiring watching;
    private List<Sync> entries;
    private Inbox inbox;
    private SyncRunner runner;
    private EchoGuard echo;

    /// @param settings reads the entries of the settings
    SyncWiring(Supplier<List<Sync>> settings, WatchWiring watching) {
        this.settings = settings;
        this.watching = watching;
    }

    /// Those of these settings; null if there are none.
    ///
    /// @throws dev.ghlmcp.config.SettingsException if one cannot be used
    static SyncWiring of(AppWiring wiring) {
        List<Sync> syncs = read(wiring);
        if (syncs.isEmpty()) {
            return null;
        }
        List<String> problems = problems(wiring, syncs);
        if (!problems.isEmpty()) {
            throw new SettingsException(problems.getFirst()
                    + (problems.size() == 1
                            ? ""
                            : "; and " + (problems.size() - 1) + " more: `ghl-mcp sync check` lists them"));
        }
        return new SyncWiring(() -> syncs, wiring.watching());
    }

    /// The syncs of the settings.
    ///
    /// @throws SettingsException if one cannot be used
    public static List<Sync> read(AppWiring wiring) {
        return SyncEntries.any(wiring.settings())
                ? new SyncEntries(wiring.settings(), wiring.client().locations().names(), System.getenv()).syncs()
                : List.of();
    }

    /// What is wrong with these, by the tools that the settings select.
    public static List<String> problems(AppWiring wiring, List<Sync> syncs) {
        IndexedTools indexed = wiring.toolset().indexed();
        return new SyncCheck(new CheckedTools(
                        List.of(DeclaredTools.load(wiring.generation()), indexed),
                        wiring.tools().reaching(indexed.access()),
                        wiring.client().locations(),
                        wiring.rules()))
                .problems(syncs);
    }

    /// What these read that no watch of the settings posts to them.
    public static List<String> notes(AppWiring wiring, List<Sync> syncs) {
        return FedSyncs.notes(syncs, wiring.watching().entries());
    }

    /// The syncs of the settings.
    ///
    /// @throws dev.ghlmcp.config.SettingsException if one cannot be used
    public synchronized List<Sync> entries() {
        if (entries == null) {
            entries = settings.get();
        }
        return entries;
    }

    /// Where messages come in.
    ///
    /// @throws dev.ghlmcp.store.StoreException if the store cannot be used
    synchronized Inbox inbox(Dispatcher dispatcher) {
        open(dispatcher);
        return inbox;
    }

    /// Carries messages out.
    ///
    /// @throws dev.ghlmcp.store.StoreException if the store cannot be used
    synchronized SyncRunner runner(Dispatcher dispatcher) {
        open(dispatcher);
        return runner;
    }

    private void open(Dispatcher dispatcher) {
        if (runner != null) {
            return;
        }
        EventStore store = watching.store(dispatcher);
        echo = echo(watching, store);
        SyncParts parts = parts(this::entries, store, dispatcher, echo);
        inbox = parts.inbox();
        runner = parts.runner();
    }

    /// Keeps what syncs write out of what watches post; null if no watch posts.
    public static EchoGuard echo(WatchWiring watching, EventStore store) {
        return watching.entries().stream().anyMatch(watch -> watch.post() != null)
                ? new EchoGuard(store.documents(), InstantSource.system())
                : null;
    }

    /// What syncs are carried out with on a store.
    ///
    /// @param echo null if nothing that they write is posted
    public static SyncParts parts(Supplier<List<Sync>> syncs, EventStore store, Dispatcher dispatcher, EchoGuard echo) {
        InstantSource clock = InstantSource.system();
        Inbox inbox = new Inbox(store.documents(), clock);
        Ledger ledger = new Ledger(store.documents(), clock);
        SyncRunner runner = new SyncRunner(
                syncs,
                inbox,
                ledger,
                dispatcher,
                echo,
                clock,
                () -> ThreadLocalRandom.current().nextDouble());
        return new SyncParts(syncs.get(), store, inbox, ledger, runner, dispatcher);
    }

    /// What is served over HTTP: the hooks, and how the syncs are.
    SyncRoutes serve(Dispatcher dispatcher, Authenticator gatekeeper, Metrics metrics, List<HttpRoute> routes) {
        InstantSource clock = InstantSource.system();
        Supplier<Inbox> messages = () -> inbox(dispatcher);
        SyncHook hook = new SyncHook(entries(), messages, clock);
        SyncFigures figures = new SyncFigures(entries(), messages, clock);
        SyncRoutes shown = new SyncRoutes(figures, dispatcher.access());
        routes.add(hook.route());
        routes.addAll(shown.routes(gatekeeper));
        metrics.synced().figures(figures);
        metrics.synced().refused(hook::refused);
        return shown;
    }

    /// Carries messages out from now on, when the watches of the settings go.
    ///
    /// @throws dev.ghlmcp.config.SettingsException if a sync cannot be used
    /// @throws dev.ghlmcp.store.StoreException if the store cannot be used
    public void serve(Dispatcher dispatcher) {
        if (entries().isEmpty()) {
            return;
        }
        runner(dispatcher).begin();
        Deliveries posting = watching.delivering();
        if (posting != null && echo != null) {
            posting.echoes(echo::echo);
        }
    }

    /// Ends before the watches do, whose store it uses.
    @Override
    public synchronized void close() {
        if (runner != null) {
            runner.close();
        }
    }
}
