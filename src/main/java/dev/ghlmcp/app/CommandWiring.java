package dev.ghlmcp.app;

import dev.ghlmcp.app.settings.SettingsSource;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.cli.context.Composition;
import dev.ghlmcp.cli.context.GlobalOptions;
import dev.ghlmcp.cli.context.SyncParts;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.doctor.DoctorReport;
import dev.ghlmcp.highlevel.limit.RequestLimits;
import dev.ghlmcp.highlevel.oauth.OAuth;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.IndexedTools;
import dev.ghlmcp.mcp.audit.CallLog;
import dev.ghlmcp.mcp.call.CallListener;
import dev.ghlmcp.server.host.GracefulServer;
import dev.ghlmcp.server.observe.Metrics;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.echo.EchoGuard;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

/// What each command runs; the wirings say which parts that takes.
public final class CommandWiring implements Composition {
    private final OutputStream out;
    private final String version = version("/dev/ghlmcp/version");
    private final ToolView tools = ToolView.load();
    private final SettingsSource source = new SettingsSource();

    /// @param out standard output
    public CommandWiring(OutputStream out) {
        this.out = out;
    }

    /// Serves stdio with the settings of the environment, without the command line's parser, which slows the start.
    public void plainStdio(boolean sandbox) {
        stdio(source.read(null, Map.of(), false), sandbox);
    }

    @Override
    public void stdio(Settings settings, boolean sandbox) {
        new StdioWiring(wiring(settings, sandbox), out, version).run();
    }

    @Override
    public void http(Settings settings, boolean sandbox) throws InterruptedException {
        AppWiring wiring = wiring(settings, sandbox);
        HttpWiring http = HttpWiring.of(wiring);
        Metrics metrics = new Metrics();
        CallListener listener = http.listener(new CallLog(System.err).and(metrics));
        try (Dispatcher dispatcher =
                wiring.dispatcher(metrics.watch(wiring.client().limiting().budgets()), listener, true)) {
            try (GracefulServer server = http.server(dispatcher, metrics)) {
                Thread.ofPlatform().daemon().name("warm").start(dispatcher::warm);
                if (wiring.events()
                        || http.webhooks() != null
                        || !wiring.watching().entries().isEmpty()) {
                    wiring.watch(dispatcher);
                }
                Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, http, dispatcher)));
                if (http.syncs() != null) {
                    http.syncs().serve(dispatcher);
                }
                out().println("ghl-mcp serves MCP at " + server.server().uri());
                if (http.calls() != null) {
                    out().println("ghl-mcp shows itself at "
                            + server.server().uri().resolve("/"));
                }
                out.flush();
                new CountDownLatch(1).await();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void watch(Settings settings, boolean sandbox) throws InterruptedException {
        AppWiring wiring = wiring(settings, sandbox);
        if (wiring.watching().entries().isEmpty()) {
            throw new SettingsException("There is nothing to watch: name an operation, or write watches: into the"
                    + " settings, see docs/webhooks.md");
        }
        // The process ends by a signal alone.
        Dispatcher dispatcher = wiring.dispatcher(wiring.client().limiting().budgets(), _ -> {}, false);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            wiring.watching().close();
            dispatcher.close();
        }));
        wiring.watch(dispatcher);
        new CountDownLatch(1).await();
    }

    private static void end(GracefulServer server, HttpWiring http, Dispatcher dispatcher) {
        server.close();
        if (http.syncs() != null) {
            http.syncs().close();
        }
        http.wiring().watching().close();
        dispatcher.close();
    }

    @Override
    public Dispatcher dispatcher(
            Settings settings, boolean sandbox, UnaryOperator<RequestLimits> watched, CallListener listener) {
        AppWiring wiring = wiring(settings, sandbox);
        return wiring.dispatcher(watched.apply(wiring.client().limiting().budgets()), listener, false);
    }

    @Override
    public EventStore store(Settings settings, boolean sandbox) {
        return StoreWiring.open(settings, sandbox);
    }

    @Override
    public List<Sync> syncs(Settings settings, boolean sandbox) {
        return SyncWiring.read(wiring(settings, sandbox));
    }

    @Override
    public List<String> problems(Settings settings, boolean sandbox, List<Sync> syncs) {
        return SyncWiring.problems(wiring(settings, sandbox), syncs);
    }

    @Override
    public List<String> notes(Settings settings, boolean sandbox, List<Sync> syncs) {
        return SyncWiring.notes(wiring(settings, sandbox), syncs);
    }

    @Override
    public SyncParts syncs(Settings settings, boolean sandbox, UnaryOperator<RequestLimits> watched) {
        List<Sync> syncs = syncs(settings, sandbox);
        EventStore store = StoreWiring.open(settings, sandbox);
        EchoGuard echo = SyncWiring.echo(wiring(settings, sandbox).watching(), store);
        return SyncWiring.parts(() -> syncs, store, dispatcher(settings, sandbox, watched, _ -> {}), echo);
    }

    @Override
    public OAuth oauth(Settings settings) {
        return wiring(settings, false).oauth();
    }

    private AppWiring wiring(Settings settings, boolean sandbox) {
        return AppWiring.of(settings, sandbox, tools, version);
    }

    @Override
    public DoctorReport examine(Settings settings, boolean sandbox) throws InterruptedException {
        return new DoctorWiring(wiring(settings, sandbox), tools).examine(version());
    }

    @Override
    public Settings settings(GlobalOptions options) {
        return source.read(options.config(), options.settings(), options.installed());
    }

    @Override
    public String version() {
        return "ghl-mcp " + version;
    }

    @Override
    public ToolView tools(Settings settings) {
        return wiring(settings, false).listed();
    }

    @Override
    public IndexedTools indexed(Settings settings) {
        return wiring(settings, false).toolset().indexed();
    }

    @Override
    public PrintStream out() {
        return new PrintStream(out, false, StandardCharsets.UTF_8);
    }

    private static String version(String resource) {
        try (InputStream in = CommandWiring.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
