package dev.ghlmcp.app;

import dev.ghlmcp.app.settings.HookSettings;
import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.audit.BufferedLog;
import dev.ghlmcp.mcp.call.CallListener;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.server.auth.Authenticator;
import dev.ghlmcp.server.hook.HighLevelHook;
import dev.ghlmcp.server.hook.HighLevelSignature;
import dev.ghlmcp.server.host.GracefulServer;
import dev.ghlmcp.server.host.HttpServer;
import dev.ghlmcp.server.host.McpRoutes;
import dev.ghlmcp.server.host.ToolEndpoints;
import dev.ghlmcp.server.http.HttpOptions;
import dev.ghlmcp.server.http.HttpOptions.Limits;
import dev.ghlmcp.server.http.HttpRoute;
import dev.ghlmcp.server.observe.AccessLog;
import dev.ghlmcp.server.observe.Health;
import dev.ghlmcp.server.observe.Metrics;
import dev.ghlmcp.server.page.FrontPage;
import dev.ghlmcp.server.page.FrontPage.About;
import dev.ghlmcp.server.page.RecentCalls;
import dev.ghlmcp.server.session.Sessions;
import dev.ghlmcp.server.trigger.SyncRoutes;
import dev.ghlmcp.server.trigger.TriggerRoutes;
import dev.ghlmcp.watch.bell.Doorbell;
import dev.ghlmcp.watch.bell.HeardBells;
import dev.ghlmcp.watch.delivery.Deliveries;
import dev.ghlmcp.watch.delivery.EndpointStatus;
import dev.ghlmcp.watch.service.PollFailedException;
import dev.ghlmcp.watch.service.Watch;
import dev.ghlmcp.watch.service.Watches;
import io.helidon.common.pki.PkiException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Composition root of the HTTP server. Settings are checked when it is built.
///
/// @param webhooks what signs HighLevel's; null if they are not taken
/// @param syncs    null if there are none
/// @param calls    that the front page shows; null for no page
public record HttpWiring(
        AppWiring wiring,
        HttpOptions options,
        HighLevelSignature webhooks,
        SyncWiring syncs,
        RecentCalls calls,
        boolean accessLog,
        Duration shutdown) {
    /// Checks the settings.
    ///
    /// @throws SettingsException if a setting cannot be used
    public static HttpWiring of(AppWiring wiring) {
        String host = wiring.settings().text(Setting.HTTP_HOST);
        boolean loopback = loopback(host);
        wiring.watching().entries();
        wiring.watching().guard();
        return new HttpWiring(
                wiring,
                options(wiring.settings(), host, loopback),
                HookSettings.signature(wiring.settings()),
                SyncWiring.of(wiring),
                on(wiring.settings(), Setting.HTTP_PAGE, loopback) ? new RecentCalls() : null,
                wiring.settings().flag(Setting.HTTP_ACCESS_LOG),
                wiring.settings().millis(Setting.HTTP_SHUTDOWN));
    }

    /// This listener, and what the front page needs to know.
    public CallListener listener(CallListener listener) {
        return calls == null ? listener : listener.and(calls);
    }

    /// Starts it.
    ///
    /// @throws SettingsException if tokens or tenants cannot be used, or everybody could come in
    public GracefulServer server(Dispatcher dispatcher, Metrics metrics) {
        Authenticator gatekeeper = gatekeeper(dispatcher);
        if (wiring.events() && gatekeeper.authenticates()) {
            wiring.watching().callbacks(gatekeeper);
        }
        Sessions sessions =
                new Sessions(options.limits().sessions(), options.limits().sessionIdle());
        metrics.sessions(sessions::count);
        metrics.watched().watches(wiring.watching()::opened);
        metrics.watched().deliveries(wiring.watching()::delivering);
        AccessLog log = new AccessLog(accessLog ? new BufferedLog(System.err) : null, metrics::answered);
        Health health = new Health();
        ToolEndpoints endpoints = new ToolEndpoints(
                wiring.tools(),
                wiring.listed(),
                wiring.toolset().indexed(),
                dispatcher,
                wiring.eventSupport(gatekeeper),
                wiring.version());
        McpRoutes mcp = new McpRoutes(endpoints, sessions, options);
        List<HttpRoute> routes = new ArrayList<>(health.routes());
        routes.add(metrics.route(gatekeeper, dispatcher.access()));
        SyncRoutes synced = syncs == null ? null : syncs.serve(dispatcher, gatekeeper, metrics, routes);
        if (calls != null) {
            About about = new About(wiring.version(), wiring.client().account() == null, options.sse());
            routes.addAll(new FrontPage(
                            gatekeeper,
                            dispatcher,
                            calls,
                            caller -> watches(dispatcher, caller),
                            caller -> posted(dispatcher, caller),
                            this::bells,
                            caller -> synced == null ? Json.MAPPER.createArrayNode() : synced.shown(caller),
                            about)
                    .routes());
        }
        if (wiring.settings().flag(Setting.HTTP_TRIGGERS)) {
            routes.addAll(new TriggerRoutes(
                            () -> wiring.watching().of(dispatcher),
                            dispatcher,
                            wiring.tools(),
                            InstantSource.system(),
                            options.limits().calls())
                    .routes(gatekeeper));
        }
        if (webhooks != null) {
            Supplier<Doorbell> bell = () -> wiring.watching().of(dispatcher).bell();
            routes.add(new HighLevelHook(bell, webhooks, dispatcher.address(), InstantSource.system()).route());
        }
        routes.addAll(mcp.routes(gatekeeper));
        try {
            HttpServer server = HttpServer.start(options, routes, List.of(log, health));
            return new GracefulServer(server, sessions, mcp, health, log, shutdown);
        } catch (PkiException e) {
            throw new SettingsException("http.tls-key must be a PEM file with a PKCS#8 key (BEGIN PRIVATE KEY), and"
                    + " http.tls-cert one with its certificate (BEGIN CERTIFICATE)");
        } catch (UncheckedIOException e) {
            throw new SettingsException("http.host " + options.host() + " with http.port " + options.port()
                    + " cannot be listened on. Another program may use the port: choose one with --port, 0 for any.");
        }
    }

    private HeardBells bells() {
        Watches opened = wiring.watching().opened();
        return opened == null ? null : opened.counts().bells();
    }

    /// What a caller watches.
    private List<Watch> watches(Dispatcher dispatcher, Caller caller) {
        Watches opened = wiring.watching().opened();
        try {
            return opened == null ? List.of() : opened.list(new CallerTools(dispatcher, caller, wiring.tools()));
        } catch (PollFailedException _) {
            // The page says by itself that the token is refused.
            return List.of();
        }
    }

    /// Where the events go that a caller may see of.
    private List<EndpointStatus> posted(Dispatcher dispatcher, Caller caller) {
        Deliveries going = wiring.watching().delivering();
        boolean own = caller.access().equals(dispatcher.access());
        return going == null ? List.of() : going.statuses(caller.principal(), own);
    }

    private Authenticator gatekeeper(Dispatcher dispatcher) {
        Authenticator gatekeeper = new AuthWiring(wiring.settings(), System.getenv()).gatekeeper(dispatcher.access());
        if (!gatekeeper.authenticates() && !loopback(options.host())) {
            throw new SettingsException(
                    "http.host " + options.host() + " can be reached from other machines, and nobody"
                            + " would be asked who they are. Set http.tokens-file ('ghl-mcp new-token NAME' makes a line for it)"
                            + " or http.oauth-issuer, see \"Authentication\" in docs/http.md, or stay on 127.0.0.1 and let those in"
                            + " who may come by an SSH tunnel.");
        }
        return gatekeeper;
    }

    private static HttpOptions options(Settings settings, String host, boolean loopback) {
        Path certificate = pem(settings, Setting.HTTP_TLS_CERT);
        Path key = pem(settings, Setting.HTTP_TLS_KEY);
        if ((certificate == null) != (key == null)) {
            throw new SettingsException("http.tls-cert and http.tls-key go together: one of them is not set");
        }
        return new HttpOptions(
                host,
                settings.number(Setting.HTTP_PORT, 0, 65535),
                settings.list(Setting.HTTP_ALLOWED_HOSTS),
                settings.list(Setting.HTTP_ALLOWED_ORIGINS),
                on(settings, Setting.HTTP_SSE, loopback),
                settings.choice(Setting.HTTP_SESSIONS, Need.class) == Need.REQUIRED,
                new Limits(
                        settings.number(Setting.HTTP_MAX_SESSIONS, 1, 1_000_000),
                        settings.millis(Setting.HTTP_SESSION_IDLE),
                        settings.number(Setting.HTTP_MAX_CONNECTIONS, 1, 1_000_000),
                        settings.millis(Setting.HTTP_READ_TIMEOUT),
                        settings.number(Setting.HTTP_MAX_IN_FLIGHT, 1, 1_000_000),
                        Limits.defaults().bodyBytes()),
                certificate,
                key);
    }

    private static Path pem(Settings settings, Setting setting) {
        String file = settings.text(setting);
        if (file != null && !Files.isReadable(Path.of(file))) {
            throw new SettingsException(setting.key() + ": the file " + file + " cannot be read");
        }
        return file == null ? null : Path.of(file);
    }

    private static boolean loopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException _) {
            throw new SettingsException("http.host must be an address of this machine, got '" + host + "'");
        }
    }

    private static boolean on(Settings settings, Setting setting, boolean loopback) {
        Switch position = settings.choice(setting, Switch.class);
        return position == Switch.ON || (position == Switch.AUTO && loopback);
    }

    private enum Need {
        OPTIONAL,
        REQUIRED
    }

    private enum Switch {
        ON,
        OFF,
        AUTO
    }
}
