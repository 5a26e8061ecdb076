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
import dev.ghlmcp.mcp.call.Caller;
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
import dev.ghlmcp.store.SqliteStore;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// `GET /triggers` as Zapier, Make and n8n use it, on the sandbox. Time passes when the test says so.
class TriggerRoutesTest {
    private static final String ANN = "ann-token-0123456789abcdef";
    private static final String BOB = "bob-token-0123456789abcdef";
    private static final String EVE = "eve-token-0123456789abcdef";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final AtomicLong ahead = new AtomicLong();
    private final InstantSource clock = () -> InstantSource.system().instant().plusMillis(ahead.get());
    private final Sandbox sandbox =
            Sandbox.start(SandboxOptions.defaults().withLimits(0, 0).withClock(clock));
    private final ContactTraffic traffic = new ContactTraffic(sandbox.uri());
    private final HttpClient http = HttpClient.newHttpClient();
    private Dispatcher dispatcher;
    private Watches watches;
    private HttpServer server;

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
        metrics.watches(() -> watches);
        List<HttpRoute> routes =
                new ArrayList<>(new TriggerRoutes(() -> watches, dispatcher, tools, clock, 10).routes(gatekeeper));
        routes.add(metrics.route(gatekeeper, dispatcher.access()));
        routes.addAll(new FrontPage(
                        gatekeeper,
                        dispatcher,
                        new RecentCalls(),
                        caller -> watches.list(new CallerTools(dispatcher, caller, tools)),
                        new About("1", true, false))
                .routes());
        server = HttpServer.start(HttpOptions.defaults(), routes, List.of());
    }

    private void shut() {
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

    /// A tool that polls, and works on each event that it has not seen.
    private abstract class Tool {
        final String path;
        final List<String> worked = new ArrayList<>();

        Tool(String path) {
            this.path = path;
        }

        /// Whether this is new to it.
        abstract boolean fresh(JsonNode event);

        void poll() throws IOException, InterruptedException {
            events(path, ANN).valueStream().toList().reversed().forEach(event -> {
                if (fresh(event)) {
                    worked.add(event.at("/data/change").asString() + " "
                            + event.at("/data/id").asString());
                }
            });
        }

        List<String> worked(int count) {
            Awaitility.await().atMost(PATIENCE).until(() -> {
                poll();
                return worked.size() >= count;
            });
            return worked;
        }
    }

    /// What is there when the Zap is switched on counts as seen, then each id that is new fires
    /// (docs.zapier.com, "How deduplication works in Zapier").
    private final class Zap extends Tool {
        private final Set<String> seen = new HashSet<>();

        Zap(String path) throws IOException, InterruptedException {
            super(path);
            poll();
            worked.clear();
        }

        @Override
        boolean fresh(JsonNode event) {
            return seen.add(event.path("id").asString());
        }
    }

    /// Make keeps the greatest number, and takes what is above it (developers.make.com, "Trigger (polling)").
    private final class Scenario extends Tool {
        private long last;

        Scenario(String path) throws IOException, InterruptedException {
            super(path);
            poll();
            worked.clear();
        }

        @Override
        boolean fresh(JsonNode event) {
            boolean fresh = event.path("seq").asLong() > last;
            last = Math.max(last, event.path("seq").asLong());
            return fresh;
        }
    }

    @Test
    void aZapAndAScenarioSeeEachChangeOnceAlsoAfterARestart() throws Exception {
        Zap zap = new Zap("/triggers/search_contacts");
        Scenario scenario = new Scenario("/triggers/search_contacts?every=5m");
        assertEquals(0, zap.seen.size(), "what was there before is no event");
        String ada = contact("Ada");
        later();
        assertEquals(List.of("new " + ada), zap.worked(1));
        traffic.change(ada);
        String bea = contact("Bea");
        later();
        assertEquals(Set.of("new " + ada, "changed " + ada, "new " + bea), Set.copyOf(zap.worked(3)));
        shut();
        String cleo = contact("Cleo");
        open();
        later();
        assertEquals("new " + cleo, zap.worked(4).getLast());
        later();
        zap.poll();
        assertEquals(4, zap.worked.size(), zap.worked::toString);
        assertEquals(zap.worked, scenario.worked(4));
    }

    @Test
    void anAddressWithoutAnIntervalOrWithALongerOneSlowsNoOthersWatch() throws Exception {
        CallerTools ann = new CallerTools(dispatcher, new Caller("ann", dispatcher.access()), ToolView.load());
        String id = watches.start(ann, "list_calendars", Json.MAPPER.createObjectNode(), Duration.ofMinutes(1))
                .id();
        events("/triggers/list_calendars", ANN);
        events("/triggers/list_calendars?every=1h", ANN);
        assertEquals(60_000, watches.list(ann).getFirst().row().everyMs());
        events("/triggers/list_pipelines?every=5m", ANN);
        events("/triggers/list_pipelines", ANN);
        assertEquals(
                300_000,
                watches.list(ann).stream()
                        .filter(watch -> !watch.id().equals(id))
                        .findFirst()
                        .orElseThrow()
                        .row()
                        .everyMs());
    }

    @Test
    void manyAtOnceAreAllShownUntilEveryToolHasAsked() throws Exception {
        Zap all = new Zap("/triggers/search_contacts");
        for (int index = 0; index < 130; index++) {
            contact("More" + index);
        }
        later();
        assertEquals(130, all.worked(130).size());
        assertEquals(130, events("/triggers/search_contacts", ANN).size());
        assertEquals(7, events("/triggers/search_contacts?limit=7", ANN).size());
        ahead.addAndGet(Duration.ofMinutes(31).toMillis());
        assertEquals(100, events("/triggers/search_contacts", ANN).size());
        assertEquals(130, events("/triggers/search_contacts?limit=2000", ANN).size());
        List<Long> numbers = events("/triggers/search_contacts", ANN)
                .valueStream()
                .map(event -> event.path("seq").asLong())
                .toList();
        assertEquals(numbers.stream().sorted().toList().reversed(), numbers, "the newest first");
    }

    @Test
    void nobodySeesWhatIsAnothersWithTheSameAddress() throws Exception {
        String path = "/triggers/search_contacts";
        events(path, ANN);
        events(path, BOB);
        String ada = contact("Ada");
        later();
        Awaitility.await().atMost(PATIENCE).until(() -> events(path, ANN).size() == 1);
        assertEquals(ada, events(path, ANN).at("/0/data/id").asString());
        assertEquals(0, events(path, BOB).size());
        HttpResponse<String> other = asked(path + "?locationId=" + SampleAccount.LOCATION_ID, bearer(BOB));
        assertTrue(other.statusCode() >= 400, other.body());
        assertTrue(!other.body().contains(ada), other.body());
        HttpResponse<String> header = asked(path, bearer(BOB), "X-GHL-Location", SampleAccount.LOCATION_ID);
        assertTrue(!header.body().contains(ada), header.body());
        // The other way round, one who may touch two sub-accounts sees each by itself.
        traffic.create("Bea", SampleAccount.SECOND_LOCATION_ID, SampleAccount.SECOND_LOCATION_TOKEN);
        later();
        Awaitility.await().atMost(PATIENCE).until(() -> events(path, BOB).size() == 1);
        assertEquals(1, events(path, ANN).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"list_locations?", "search_users?", "get_user?userId=6RfHk7hp3ILTgK2y3mH3&"})
    void aFencedTenantSeesNeitherTheAgencyNorOtherSubAccounts(String query) throws Exception {
        String path = "/triggers/" + query + "sample=true";
        String all = events(path, ANN).toString();
        String agency = "tidewateragency";
        assertTrue(all.contains(agency) || all.contains(SampleAccount.SECOND_LOCATION_ID), all);
        String fenced = asked(path, bearer(EVE)).body();
        for (String foreign : List.of(agency, SampleAccount.SECOND_LOCATION_ID, SampleAccount.THIRD_LOCATION_ID)) {
            assertTrue(!fenced.contains(foreign), fenced);
        }
    }

    @Test
    void thePageAndTheMetricsTellWhatIsWatched() throws Exception {
        events("/triggers/search_contacts?query=Ada&every=10m", ANN);
        events("/triggers/list_calendars", BOB);
        contact("Ada");
        ahead.addAndGet(Duration.ofMinutes(11).toMillis());
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> events("/triggers/search_contacts?query=Ada", ANN).size() == 1);
        JsonNode page =
                Json.MAPPER.readTree(asked("/page.json", bearer(ANN)).body()).path("watches");
        assertEquals(1, page.size());
        JsonNode watch = page.path(0);
        assertEquals("search_contacts", watch.path("operation").asString());
        assertEquals("{\"query\":\"Ada\"}", watch.path("arguments").toString());
        assertEquals("working", watch.path("state").asString());
        assertEquals(1, watch.path("count").asInt());
        assertTrue(watch.has("lastEvent") && watch.has("nextPoll"), watch::toString);
        assertTrue(watch.path("requestsPerDay").asInt() > 0, watch::toString);
        JsonNode other =
                Json.MAPPER.readTree(asked("/page.json", bearer(BOB)).body()).path("watches");
        assertEquals("list_calendars", other.at("/0/operation").asString());
        assertEquals(1, other.size());
        String metrics = asked("/metrics", bearer(ANN)).body();
        assertTrue(metrics.contains("ghl_watches{state=\"working\"} 2"), metrics);
        assertTrue(metrics.contains("ghl_watch_events_total 1.0"), metrics);
        assertTrue(metrics.matches("(?s).*ghl_watch_polls_total\\{outcome=\"done\"} [3-9].*"), metrics);
        assertTrue(metrics.contains("ghl_watch_polls_total{outcome=\"failed\"} 0.0"), metrics);
        assertTrue(!metrics.contains("Ada") && !metrics.contains(SampleAccount.SECOND_LOCATION_ID), metrics);
        assertTrue(!asked("/metrics", bearer(BOB)).body().contains("ghl_watch"));
    }

    @Test
    void argumentsAreReadByTheOperationsSchema() throws Exception {
        assertEquals(
                0,
                events("/triggers/search_opportunities?status=open&query=braces", ANN)
                        .size());
        assertEquals(
                0,
                events("/triggers/filter_users_by_email?emails=a%40x.com,b%40x.com", ANN)
                        .size());
        assertEquals(
                0,
                events("/triggers/filter_users_by_email?emails=a%40x.com&emails=b%40x.com", ANN)
                        .size());
        assertEquals(
                0,
                events("/triggers/search_contacts?query=Ada%20B&every=1m", ANN).size());
        String filters = "%5B%7B%22field%22%3A%22tags%22%2C%22operator%22%3A%22eq%22%2C%22value%22%3A%22vip%22%7D%5D";
        assertEquals(
                0, events("/triggers/search_contacts?filters=" + filters, ANN).size());
        CallerTools ann = new CallerTools(dispatcher, new Caller("ann", dispatcher.access()), ToolView.load());
        assertEquals(
                List.of(
                        "search_opportunities {\"query\":\"braces\",\"status\":\"open\"}",
                        "filter_users_by_email {\"emails\":[\"a@x.com\",\"b@x.com\"]}",
                        "search_contacts {\"query\":\"Ada B\"}",
                        "search_contacts {\"filters\":[{\"field\":\"tags\",\"operator\":\"eq\",\"value\":\"vip\"}]}"),
                watches.list(ann).stream().map(watch -> watch.spec().toString()).toList());
    }

    @Test
    void aNameInTheAddressMeansTheSameAsLongAsItIsAskedFor() throws Exception {
        String path = "/triggers/get_contact?contactId=Zora";
        String zora = contact("Zora");
        events(path, ANN);
        // From now on nobody has that name.
        traffic.change(zora);
        later();
        Awaitility.await().atMost(PATIENCE).until(() -> events(path, ANN).size() == 1);
        assertEquals(zora, events(path, ANN).at("/0/data/id").asString());
        HttpResponse<String> nobody = asked("/triggers/get_contact?contactId=Nobody%20Here", bearer(ANN));
        assertEquals(400, nobody.statusCode());
        assertTrue(nobody.body().contains("contactId: "), nobody.body());
    }

    @Test
    void aSampleShowsWhatThereIsUntilSomethingHappens() throws Exception {
        String path = "/triggers/search_contacts?sample=true";
        Zap zap = new Zap(path);
        JsonNode samples = events(path, ANN);
        assertEquals(
                List.of("sample_1", "sample_2", "sample_3"),
                samples.valueStream().map(event -> event.path("id").asString()).toList());
        assertEquals("contact.matched", samples.at("/0/name").asString());
        assertTrue(samples.at("/0/data/item/email").asString().contains("@"), samples.toString());
        String ada = contact("Ada");
        later();
        assertEquals(List.of("new " + ada), zap.worked(1), "a sample never fires");
        assertEquals(1, events(path, ANN).size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            404 | /triggers/search_contact               | did you mean search_contacts? GET /triggers lists the 55
            404 | /triggers/create_contact               | 'create_contact' cannot be watched
            404 | /triggers/list_snapshots               | list_snapshots is hidden.
            404 | /triggers/nope                         | 'nope' cannot be watched; GET /triggers lists the 55
            400 | /triggers/get_contact                  | contactId is missing
            400 | /triggers/search_contacts?nme=x        | nme
            400 | /triggers/search_contacts?page=2       | page is set by the watch itself: leave it out
            400 | /triggers/search_contacts?query=a&query=b | query is given twice
            400 | /triggers/search_contacts?limit=0      | limit is how many events to show, from 1 to 2000, got '0'
            400 | /triggers/search_contacts?query=%ff    | no UTF-8
            400 | /triggers/search_contacts?%c3=x        | no UTF-8
            400 | /triggers/search_contacts?every=soon   | every is a time such as 90s, 15m or 1h, got 'soon'
            400 | /triggers/search_contacts?every=5s     | every must be from 1m to 1h
            400 | /triggers/search_contacts?sample=yes   | sample is true or false
            400 | /triggers/get_contact?contactId=AAAAAAAAAAAAAAAAAAAA | the first poll failed
            """)
    void whatCannotBeIsRefusedWithASentenceAndNothingBegins(int status, String path, String part) throws Exception {
        HttpResponse<String> response = asked(path, bearer(ANN));
        assertEquals(status, response.statusCode(), response.body());
        String sentence =
                Json.MAPPER.readTree(response.body()).at("/error/message").asString();
        assertTrue(sentence.contains(part), sentence);
        try (SqliteStore store = new SqliteStore(folder.resolve("state.db"), null)) {
            assertEquals(List.of(), store.watches());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/triggers", "/triggers/list_calendars", "/metrics", "/page.json"})
    void aSlashAtTheEndOfAPathChangesNothing(String path) throws Exception {
        HttpResponse<String> plain = asked(path, bearer(ANN));
        HttpResponse<String> slash = asked(path + "/", bearer(ANN));
        assertEquals(200, plain.statusCode(), plain.body());
        assertEquals(200, slash.statusCode(), slash.body());
        assertEquals(plain.headers().firstValue("Content-Type"), slash.headers().firstValue("Content-Type"));
        assertEquals(401, asked(path + "/").statusCode());
    }

    @Test
    void nobodyComesInWithoutATokenAndBasicTakesItAsThePassword() throws Exception {
        String path = "/triggers/list_calendars";
        for (String wrong : List.of("", "Basic " + basic("ann", "wrong"), "Basic ???", "Bearer " + "x".repeat(30))) {
            HttpResponse<String> response = wrong.isEmpty() ? asked(path) : asked(path, "Authorization", wrong);
            assertEquals(401, response.statusCode(), response.body());
            String challenge = response.headers().firstValue("WWW-Authenticate").orElse("");
            assertTrue(challenge.startsWith("Basic realm=\"ghl-mcp\", charset=\"UTF-8\", Bearer "), challenge);
        }
        assertEquals(401, asked("/triggers").statusCode());
        assertEquals(
                200,
                asked(path, "Authorization", "Basic " + basic("anything", ANN)).statusCode());
        assertEquals(
                55, Json.MAPPER.readTree(asked("/triggers", bearer(ANN)).body()).size());
        assertEquals(
                403,
                asked(path, "Authorization", "Bearer " + ANN, "Sec-Fetch-Site", "cross-site")
                        .statusCode());
        assertEquals(
                405,
                http.send(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                                        .header("Authorization", "Bearer " + ANN)
                                        .POST(HttpRequest.BodyPublishers.noBody())
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .statusCode());
    }

    /// Lets so much time pass that everything is polled.
    private void later() {
        ahead.addAndGet(Duration.ofMinutes(6).toMillis());
    }

    private JsonNode events(String path, String token) throws IOException, InterruptedException {
        HttpResponse<String> response = asked(path, bearer(token));
        assertEquals(200, response.statusCode(), response.body());
        assertEquals(
                "application/json",
                response.headers().firstValue("Content-Type").orElse(""));
        JsonNode events = Json.MAPPER.readTree(response.body());
        assertTrue(events.isArray(), response.body());
        return events;
    }

    private static String[] bearer(String token) {
        return new String[] {"Authorization", "Bearer " + token};
    }

    private static String basic(String user, String password) {
        return Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> asked(String path, String[] authorization, String... more)
            throws IOException, InterruptedException {
        List<String> headers = new ArrayList<>(List.of(authorization));
        headers.addAll(List.of(more));
        return asked(path, headers.toArray(String[]::new));
    }

    private HttpResponse<String> asked(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
        return http.send(
                (headers.length == 0 ? request : request.headers(headers)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String contact(String name) throws IOException, InterruptedException {
        return traffic.create(name, SampleAccount.LOCATION_ID, SampleAccount.LOCATION_TOKEN)
                .at("/contact/id")
                .asString();
    }
}
