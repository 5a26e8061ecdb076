package dev.ghlmcp.server.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.DispatcherFixture;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.account.AccountLocations;
import dev.ghlmcp.highlevel.account.FixedTokens;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import dev.ghlmcp.secret.Secret;
import dev.ghlmcp.server.auth.Authenticator;
import dev.ghlmcp.server.auth.BearerAuthenticator;
import dev.ghlmcp.server.auth.Tenants;
import dev.ghlmcp.server.auth.TokenList;
import dev.ghlmcp.server.host.HttpServer;
import dev.ghlmcp.server.http.HttpOptions;
import dev.ghlmcp.server.http.HttpRoute;
import dev.ghlmcp.server.observe.Metrics;
import dev.ghlmcp.server.page.FrontPage;
import dev.ghlmcp.server.page.FrontPage.About;
import dev.ghlmcp.server.page.RecentCalls;
import dev.ghlmcp.store.sqlite.SqliteStore;
import dev.ghlmcp.watch.ContactTraffic;
import dev.ghlmcp.watch.service.Watches;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `GET /triggers` as Zapier, Make and n8n use it, on the sandbox. Time passes when the test says so.
abstract class TriggerRoutesFixture {
    static final String ANN = "ann-token-0123456789abcdef";
    static final String BOB = "bob-token-0123456789abcdef";
    static final String EVE = "eve-token-0123456789abcdef";
    static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    final AtomicLong ahead = new AtomicLong();
    final InstantSource clock = () -> InstantSource.system().instant().plusMillis(ahead.get());
    final Sandbox sandbox =
            Sandbox.start(SandboxOptions.defaults().withLimits(0, 0).withClock(clock));
    final ContactTraffic traffic = new ContactTraffic(sandbox.uri());
    final HttpClient http = HttpClient.newHttpClient();
    Dispatcher dispatcher;
    Watches watches;
    HttpServer server;

    @BeforeEach
    void open() {
        dispatcher = DispatcherFixture.on(sandbox.uri())
                .recordings(folder.resolve("recordings"))
                .open();
        Access second = new Access(
                new FixedTokens(
                        new Secret(SampleAccount.SECOND_LOCATION_TOKEN), null, SampleAccount.SECOND_LOCATION_ID),
                new AccountLocations(SampleAccount.SECOND_LOCATION_ID),
                null);
        Access fenced = new Access(
                dispatcher.access().credentials(),
                new AccountLocations(SampleAccount.LOCATION_ID, Map.of(), Set.of(SampleAccount.LOCATION_ID)),
                SampleAccount.COMPANY_ID);
        watches = new Watches(new SqliteStore(folder.resolve("state.db"), null), dispatcher, clock, 100);
        watches.begin();
        ToolView tools = ToolView.load().without(Map.of("list_snapshots", "list_snapshots is hidden."));
        Authenticator gatekeeper = BearerAuthenticator.of(
                List.of(new TokenList(() -> "ann: " + ANN + "\nbob: " + BOB + "\neve: " + EVE, "tokens")),
                null,
                new Tenants(Map.of("bob", second, "eve", fenced), dispatcher.access(), false),
                true);
        Metrics metrics = new Metrics();
        metrics.watched().watches(() -> watches);
        List<HttpRoute> routes =
                new ArrayList<>(new TriggerRoutes(() -> watches, dispatcher, tools, clock, 10).routes(gatekeeper));
        routes.add(metrics.route(gatekeeper, dispatcher.access()));
        routes.addAll(new FrontPage(
                        gatekeeper,
                        dispatcher,
                        new RecentCalls(),
                        caller -> watches.list(new CallerTools(dispatcher, caller, tools)),
                        _ -> List.of(),
                        () -> watches.counts().bells(),
                        _ -> Json.MAPPER.createArrayNode(),
                        new About("1", true, false))
                .routes());
        server = HttpServer.start(HttpOptions.defaults(), routes, List.of());
    }

    void shut() {
        server.close();
        watches.close();
        dispatcher.close();
    }

    @AfterEach
    void end() {
        shut();
        traffic.close();
        sandbox.close();
        http.close();
    }

    /// Lets so much time pass that everything is polled.
    void later() {
        ahead.addAndGet(Duration.ofMinutes(6).toMillis());
    }

    JsonNode events(String path, String token) throws IOException, InterruptedException {
        HttpResponse<String> response = asked(path, bearer(token));
        assertEquals(200, response.statusCode(), response.body());
        assertEquals(
                "application/json",
                response.headers().firstValue("Content-Type").orElse(""));
        JsonNode events = Json.MAPPER.readTree(response.body());
        assertTrue(events.isArray(), response.body());
        return events;
    }

    static String[] bearer(String token) {
        return new String[] {"Authorization", "Bearer " + token};
    }

    static String basic(String user, String password) {
        return Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> asked(String path, String[] authorization, String... more)
            throws IOException, InterruptedException {
        List<String> headers = new ArrayList<>(List.of(authorization));
        headers.addAll(List.of(more));
        return asked(path, headers.toArray(String[]::new));
    }

    HttpResponse<String> asked(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
        return http.send(
                (headers.length == 0 ? request : request.headers(headers)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    String contact(String name) throws IOException, InterruptedException {
        return traffic.create(name, SampleAccount.LOCATION_ID, SampleAccount.LOCATION_TOKEN)
                .at("/contact/id")
                .asString();
    }
}
