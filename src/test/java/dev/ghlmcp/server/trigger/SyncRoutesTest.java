package dev.ghlmcp.server.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.account.AccountLocations;
import dev.ghlmcp.highlevel.account.FixedTokens;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.secret.Secret;
import dev.ghlmcp.server.auth.Authenticator;
import dev.ghlmcp.server.auth.BearerAuthenticator;
import dev.ghlmcp.server.auth.Tenants;
import dev.ghlmcp.server.auth.TokenList;
import dev.ghlmcp.server.host.HttpServer;
import dev.ghlmcp.server.http.HttpOptions;
import dev.ghlmcp.server.http.HttpRoute;
import dev.ghlmcp.server.observe.Metrics;
import dev.ghlmcp.store.Document;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.sqlite.SqliteStore;
import dev.ghlmcp.sync.HookedSync;
import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.SyncAuth;
import dev.ghlmcp.sync.SyncInput;
import dev.ghlmcp.sync.run.Inbox;
import dev.ghlmcp.sync.run.Inbox.SyncCounts;
import dev.ghlmcp.sync.run.SyncState;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// How the syncs are, over HTTP, and dead letters that are worked on again.
class SyncRoutesTest {
    private static final Instant NOW = Instant.parse("2026-11-29T09:00:00Z");
    private static final String OPERATOR = "operator-token-0123456789abcdef";
    private static final String TENANT = "tenants-token-0123456789abcdef";
    private static final Access OWN = access("pit-own");

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicLong later = new AtomicLong();
    private final List<Sync> syncs = List.of(sync("customers", true), sync("orders", false));
    private EventStore store;
    private Inbox inbox;
    private HttpServer server;

    @BeforeEach
    void open() {
        store = new SqliteStore(folder.resolve("state.db"), null);
        inbox = new Inbox(store.documents(), () -> NOW.plusSeconds(later.get()));
        SyncRoutes routes =
                new SyncRoutes(new SyncFigures(syncs, () -> inbox, () -> NOW.plusSeconds(later.get())), OWN);
        Authenticator gatekeeper = BearerAuthenticator.of(
                List.of(new TokenList(() -> "operator: " + OPERATOR + "\ntenant: " + TENANT, "tokens")),
                null,
                new Tenants(Map.of("tenant", access("pit-tenant")), OWN, false),
                false);
        Metrics metrics = new Metrics();
        metrics.synced().figures(routes.figures());
        metrics.synced().refused(() -> Map.of("customers", 7L));
        List<HttpRoute> all = new ArrayList<>(routes.routes(gatekeeper));
        all.add(metrics.route(gatekeeper, OWN));
        server = HttpServer.start(HttpOptions.defaults(), all, List.of());
    }

    @AfterEach
    void close() {
        server.close();
        store.close();
        http.close();
    }

    @Test
    void eachSyncTellsItsMessagesByStateAndNothingOfCustomers() throws Exception {
        accept("customers", "ada@example.com");
        later.set(90);
        accept("customers", "bob@example.com");
        dead("customers", "d1", "rejected", 1000);
        dead("customers", "d2", "no_id", 2000);
        HttpResponse<String> answer = get("/syncs", OPERATOR);
        assertEquals(200, answer.statusCode(), answer.body());
        JsonNode customers = Json.MAPPER.readTree(answer.body()).path(0);
        assertEquals("customers", customers.path("name").asString());
        assertTrue(customers.path("hook").asBoolean());
        assertEquals(2, customers.at("/messages/received").asInt());
        assertEquals(2, customers.at("/messages/dead").asInt());
        assertEquals(0, customers.at("/messages/done").asInt());
        assertEquals(90, customers.path("oldestWaitingSeconds").asInt());
        assertEquals("2026-11-29T09:01:30Z", customers.path("last").asString());
        assertEquals(
                "[{\"id\":\"d2\",\"reason\":\"no_id\",\"ended\":\"1970-01-01T00:00:02Z\",\"attempts\":3},"
                        + "{\"id\":\"d1\",\"reason\":\"rejected\",\"ended\":\"1970-01-01T00:00:01Z\",\"attempts\":3}]",
                customers.path("dead").toString());
        assertFalse(answer.body().contains("example.com"), answer.body());
        assertFalse(Json.MAPPER.readTree(answer.body()).path(1).path("hook").asBoolean());
    }

    @Test
    void metricsHaveEveryStateAndTheOldestThatWaits() throws Exception {
        accept("customers", "ada@example.com");
        later.set(3600);
        dead("orders", "d1", "mapping", 1000);
        String text = get("/metrics", OPERATOR).body();
        for (String line : List.of(
                "ghl_sync_messages{state=\"received\",sync=\"customers\"} 1.0",
                "ghl_sync_messages{state=\"dead\",sync=\"customers\"} 0.0",
                "ghl_sync_messages{state=\"dead\",sync=\"orders\"} 1.0",
                "ghl_sync_oldest_waiting_seconds{sync=\"customers\"} 3600.0",
                "ghl_sync_oldest_waiting_seconds{sync=\"orders\"} 0.0",
                "ghl_sync_refused_total{sync=\"customers\"} 7.0")) {
            assertTrue(text.contains(line), line + "\n" + text);
        }
        assertFalse(get("/metrics", TENANT).body().contains("ghl_sync"), "others' syncs");
    }

    @Test
    void deadLettersAreReplayedAndWhatMayBeDoneAlreadyOnlyIfItIsNamed() throws Exception {
        dead("customers", "d1", "rejected", 1000);
        dead("customers", "d2", "uncertain", 1000);
        dead("customers", "d3", "uncertain", 1000);
        dead("orders", "d1", "rejected", 1000);
        assertEquals("{\"replayed\":1}", replay("customers", "{}"));
        assertEquals("{\"replayed\":1}", replay("customers", "{\"ids\":[\"d2\",\"nonesuch\"]}"));
        assertEquals("{\"replayed\":0}", replay("customers", "{}"));
        SyncCounts counts = inbox.counts("customers");
        assertEquals(1, counts.of(SyncState.DEAD));
        assertEquals(2, counts.of(SyncState.RECEIVED));
        assertEquals(1, inbox.counts("orders").of(SyncState.DEAD));
        assertEquals(
                2,
                Json.MAPPER
                        .readTree(get("/syncs", OPERATOR).body())
                        .at("/0/messages/received")
                        .asInt());
    }

    @Test
    void onlyTheServersOwnAccountMayDoThat() throws Exception {
        dead("customers", "d1", "rejected", 1000);
        assertEquals(401, get("/syncs", "nobody").statusCode());
        assertEquals(403, get("/syncs", TENANT).statusCode());
        assertEquals(401, post("customers/replay", "{}", "nobody").statusCode());
        assertEquals(403, post("customers/replay", "{}", TENANT).statusCode());
        assertEquals(404, post("others/replay", "{}", OPERATOR).statusCode());
        assertEquals(404, post("customers/erase", "{}", OPERATOR).statusCode());
        assertEquals(415, post("customers/replay", "{}", OPERATOR, "text/plain").statusCode());
        for (String wrong : List.of(
                "",
                "[]",
                "{\"ids\":[]}",
                "{\"ids\":\"d1\"}",
                "{\"ids\":[1.5,\"\"]}",
                "{\"id\":[\"d1\"]}",
                "nonsense")) {
            assertEquals(400, post("customers/replay", wrong, OPERATOR).statusCode(), wrong);
        }
        assertEquals(1, inbox.counts("customers").of(SyncState.DEAD));
    }

    private void accept(String sync, String email) {
        inbox.accept(
                syncs.get(sync.equals("customers") ? 0 : 1),
                List.of(new SyncInput(Json.MAPPER.createObjectNode().put("email", email), Map.of())),
                null);
    }

    /// As the runner leaves one.
    private void dead(String sync, String id, String reason, long ended) {
        String body = Json.MAPPER.writeValueAsString(Json.MAPPER
                .createObjectNode()
                .put("order", 1)
                .put("state", "DEAD")
                .put("reason", reason)
                .put("problem", "HighLevel said that ada@example.com is wrong")
                .put("attempts", 3)
                .put("ended", ended)
                .set("body", Json.MAPPER.createObjectNode().put("email", "ada@example.com")));
        store.documents().insert(Document.of("inbox " + sync, id, body));
    }

    private static Sync sync(String name, boolean hook) {
        SyncAuth auth = hook ? new SyncAuth(() -> List.of(OPERATOR), SyncAuth.Kind.TOKEN, null, null, null) : null;
        return HookedSync.of(name, auth);
    }

    private static Access access(String token) {
        return new Access(new FixedTokens(new Secret(token), null, "loc1"), new AccountLocations("loc1"), null);
    }

    private String replay(String sync, String body) throws Exception {
        HttpResponse<String> answer = post(sync + "/replay", body, OPERATOR);
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }

    private HttpResponse<String> post(String path, String body, String token) throws Exception {
        return post(path, body, token, "application/json");
    }

    private HttpResponse<String> post(String path, String body, String token, String type) throws Exception {
        return http.send(
                request("/syncs/" + path, token)
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        return http.send(request(path, token).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Authorization", "Bearer " + token);
    }
}
