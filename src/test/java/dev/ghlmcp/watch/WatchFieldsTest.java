package dev.ghlmcp.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.DispatcherFixture;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.confirm.Confirmer;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.WatchRow;
import dev.ghlmcp.store.sqlite.SqliteStore;
import dev.ghlmcp.watch.poll.Poller;
import dev.ghlmcp.watch.poll.Poller.Outcome;
import dev.ghlmcp.watch.service.Watches;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The argument `fields` of a watch: what its events tell beside what they always do.
class WatchFieldsTest {
    @TempDir
    Path folder;

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withLimits(0, 0));
    private Dispatcher dispatcher;
    private ToolView tools;
    private EventStore store;
    private Watches watches;
    private Poller poller;

    @BeforeEach
    void open() {
        DispatcherFixture fixture = DispatcherFixture.on(sandbox.uri()).allowingAll();
        dispatcher = fixture.recordings(folder.resolve("recordings")).open();
        tools = fixture.view();
        store = new SqliteStore(folder.resolve("state.db"), null);
        watches = new Watches(store, dispatcher, InstantSource.system(), 20);
        PollBudget budget = new PollBudget(store, InstantSource.system(), 20, Duration.ofSeconds(5));
        poller = new Poller(
                store,
                new DispatcherSource(dispatcher, dispatcher.local(), budget),
                InstantSource.system(),
                "me",
                watches.triggers());
    }

    @AfterEach
    void close() {
        store.close();
        dispatcher.close();
        sandbox.close();
    }

    @Test
    void anEventTellsTheFieldsThatTheWatchNames() throws InterruptedException {
        WatchRow row = entered("search_contacts", "{\"fields\":\"state,city,customFields\"}");
        WatchRow plain = entered("search_contacts", "{}");
        poll(row, plain);
        String id = call("create_contact", """
                        {"firstName":"Zoe","state":"ME","city":"Portland",
                        "customFields":[{"key":"preferred_time","fieldValue":"Evening"}]}""").at("/contact/id").asString();
        poll(row, plain);
        JsonNode item = last(row);
        assertEquals(id, item.path("id").asString());
        assertEquals("Zoe", item.path("contactName").asString());
        assertEquals("ME", item.path("state").asString());
        assertEquals("Portland", item.path("city").asString());
        assertEquals("Preferred time", item.at("/customFields/0/name").asString(), item::toString);
        assertEquals("Evening", item.at("/customFields/0/value").asString());
        assertTrue(last(plain).has("contactName"));
        assertTrue(!last(plain).has("state") && !last(plain).has("customFields"));
        call(
                "update_contact",
                "{\"contactId\":\"" + id
                        + "\",\"customFields\":[{\"key\":\"preferred_time\",\"fieldValue\":\"Morning\"}]}");
        poll(row);
        assertEquals("Morning", last(row).at("/customFields/0/value").asString());
    }

    @Test
    void aRecordThatIsWatchedForAFewMembersIsWatchedForThese() throws InterruptedException {
        WatchRow row = entered(
                "get_conversation", "{\"conversationId\":\"" + conversation() + "\",\"fields\":\"dateUpdated\"}");
        Observed before = observed(row, "{\"id\":\"c\",\"unreadCount\":1,\"dateUpdated\":1,\"type\":\"SMS\"}");
        Observed after = observed(row, "{\"id\":\"c\",\"unreadCount\":1,\"dateUpdated\":2,\"type\":\"SMS\"}");
        Observed other = observed(row, "{\"id\":\"c\",\"unreadCount\":1,\"dateUpdated\":1,\"type\":\"Email\"}");
        assertNotEquals(before.hash(), after.hash());
        assertEquals(before.hash(), other.hash());
    }

    @Test
    void membersThatDoNotCountDoIfTheyAreNamed() {
        WatchRow plain = entered("search_users", "{}");
        WatchRow row = entered("search_users", "{\"fields\":[\"users.permissions.campaignsEnabled\"]}");
        String on = "{\"id\":\"u\",\"permissions\":{\"campaignsEnabled\":true}}";
        String off = "{\"id\":\"u\",\"permissions\":{\"campaignsEnabled\":false}}";
        assertEquals(observed(plain, on).hash(), observed(plain, off).hash());
        assertNotEquals(observed(row, on).hash(), observed(row, off).hash());
    }

    @Test
    void whoMeansTheSameFieldsSharesAWatch() {
        String id = entered("search_contacts", "{\"fields\":[\"city\",\"contacts.state\",\"city\"]}")
                .id();
        assertEquals(
                id,
                entered("search_contacts", "{\"fields\":\"state, contacts[].city\"}")
                        .id());
        String none = entered("search_contacts", "{}").id();
        assertNotEquals(id, none);
        assertEquals(none, entered("search_contacts", "{\"fields\":[]}").id());
    }

    @Test
    void fieldsThatCannotBeToldAreRefused() {
        String many =
                String.join(",", IntStream.range(0, 51).mapToObj(at -> "f" + at).toList());
        refused("search_contacts", "{\"fields\":\"" + many + "\"}", "fields names 51 members, and may name 50");
        refused("get_free_slots", "{\"calendarId\":\"c\",\"fields\":\"slot\"}", "fields is set by the watch itself");
        assertEquals(List.of(), store.watches());
    }

    @Test
    void whatIsTooMuchForAnEventIsNamedInIt() {
        WatchRow row = entered("search_contacts", "{\"fields\":\"customFields,state,source\"}");
        String text = "x".repeat(AskedFields.MAX_BYTES);
        ObjectNode told = new EventItems(events(row).trigger(), Json.MAPPER.createObjectNode())
                .told(Json.MAPPER.readTree("{\"id\":\"c\",\"source\":\"" + "y".repeat(2000)
                        + "\",\"state\":\"ME\",\"customFields\":[{\"id\":\"f\",\"value\":\"" + text + "\"}]}"));
        assertEquals("ME", told.path("state").asString());
        assertEquals(2000, told.path("source").asString().length(), "what is named is told whole");
        assertEquals("[\"customFields\"]", told.path("leftOut").toString());
        assertTrue(!told.has("customFields"));
    }

    private String conversation() {
        return call("search_conversations", "{}").at("/conversations/0/id").asString();
    }

    private static Observed observed(WatchRow row, String item) {
        return Observed.of(events(row).trigger(), Json.MAPPER.readTree(item), "");
    }

    private static WatchEvents events(WatchRow row) {
        WatchSpec spec = WatchSpec.of(row.spec());
        return new WatchEvents(spec, Trigger.of(spec.operation()));
    }

    private void poll(WatchRow... rows) throws InterruptedException {
        for (WatchRow row : rows) {
            assertEquals(
                    Outcome.DONE,
                    poller.poll(row.id()),
                    () -> store.watch(row.id()).note());
        }
    }

    private JsonNode last(WatchRow row) {
        return Json.MAPPER
                .readTree(store.events(row.id(), 0, 9).getLast().body())
                .at("/data/item");
    }

    private WatchRow entered(String operation, String arguments) {
        return watches.enter(
                        new CallerTools(dispatcher, dispatcher.local(), tools),
                        operation,
                        (ObjectNode) Json.MAPPER.readTree(arguments),
                        null)
                .row();
    }

    private void refused(String operation, String arguments, String part) {
        String sentence = assertThrows(IllegalArgumentException.class, () -> entered(operation, arguments))
                .getMessage();
        assertTrue(sentence.contains(part), sentence);
    }

    private JsonNode call(String tool, String arguments) {
        return dispatcher
                .call(dispatcher.local(), Confirmer.ABSENT, tool, (ObjectNode) Json.MAPPER.readTree(arguments))
                .json();
    }
}
