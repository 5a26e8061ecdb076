package dev.ghlmcp.server.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.store.sqlite.SqliteStore;
import dev.ghlmcp.watch.bell.Bell;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What an address asks for.
class TriggerRoutesTest extends TriggerRoutesFixture {
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
    void thePageAndTheMetricsTellOfHighLevelsWebhooksButNotATenant() throws Exception {
        assertTrue(!asked("/page.json", bearer(ANN)).body().contains("webhooks"), "none came");
        watches.bell().take("w1", Bell.of("https://example.com", Json.MAPPER.createObjectNode()));
        JsonNode page = Json.MAPPER.readTree(asked("/page.json", bearer(ANN)).body());
        assertEquals(1, page.at("/webhooks/count").asInt());
        assertTrue(page.at("/webhooks/latest").asLong() > 0, page::toString);
        assertTrue(!asked("/page.json", bearer(BOB)).body().contains("webhooks"));
        String metrics = asked("/metrics", bearer(ANN)).body();
        assertTrue(metrics.contains("ghl_watch_bells_total 1.0"), metrics);
        assertTrue(!metrics.contains("ghl_watch_bell_latest 0.0"), metrics);
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
            400 | /triggers/search_contacts?query=%00    | has a %00
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
}
