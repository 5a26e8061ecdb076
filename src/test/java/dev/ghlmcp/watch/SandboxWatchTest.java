package dev.ghlmcp.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.DispatcherFixture;
import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.catalog.OnDemand;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.highlevel.account.Quota;
import dev.ghlmcp.highlevel.limit.RequestLimits.State;
import dev.ghlmcp.index.ApiIndex;
import dev.ghlmcp.index.ApiOperation;
import dev.ghlmcp.index.Generated;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.Examples;
import dev.ghlmcp.mcp.confirm.Confirmer;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import dev.ghlmcp.store.Commit;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.WatchRow;
import dev.ghlmcp.store.sqlite.SqliteStore;
import dev.ghlmcp.watch.poll.Poller;
import dev.ghlmcp.watch.poll.Poller.Outcome;
import dev.ghlmcp.watch.service.Watches;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Watches on the sandbox, through everything that a call goes through.
class SandboxWatchTest {
    private static final Set<String> OWN = Set.of("pageLimit", "limit", "skip", "offset", "sort", "order", "page");

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
        DispatcherFixture fixture = DispatcherFixture.on(sandbox.uri())
                .indexed(Generation.DATED, "all")
                .allowingAll()
                .recordings(folder.resolve("recordings"));
        dispatcher = fixture.open();
        tools = fixture.view();
        store = new SqliteStore(folder.resolve("state.db"), null);
        watches = new Watches(store, dispatcher, InstantSource.system(), 20);
        poller = poller(store, InstantSource.system());
    }

    private Poller poller(EventStore with, InstantSource clock) {
        PollBudget budget = new PollBudget(with, clock, 20, Duration.ofSeconds(5));
        return new Poller(
                with, new DispatcherSource(dispatcher, dispatcher.local(), budget), clock, "me", watches.triggers());
    }

    private String contact(String email) {
        return call("create_contact", "{\"firstName\":\"Zoe\",\"email\":\"" + email + "\"}")
                .at("/contact/id")
                .asString();
    }

    @AfterEach
    void close() {
        store.close();
        dispatcher.close();
        sandbox.close();
    }

    @Test
    void eachOfThemPrimesAndIsSilentWhereNothingHappens() throws InterruptedException {
        Examples examples = new Examples();
        List<String> failures = new ArrayList<>();
        for (Trigger trigger : watches.triggers().values()) {
            ToolDefinition tool = dispatcher.tool(trigger.operation());
            ObjectNode arguments = examples.of(tool);
            arguments.remove(OWN);
            arguments.remove(WatchWindow.filled(trigger.operation()));
            WatchRow row = entered(trigger.operation(), arguments, null);
            Outcome first = poller.poll(row.id());
            Outcome second = poller.poll(row.id());
            boolean media = trigger.kind() == Trigger.Kind.MEDIA;
            if (first != (media ? Outcome.ENDED : Outcome.DONE)
                    || second != (media ? Outcome.ENDED : Outcome.DONE)
                    || store.watch(row.id()).last() != (media ? 1 : 0)
                    || (!media && store.items(row.id()).isEmpty())) {
                failures.add(WatchSpec.of(row.spec()) + " " + first + " " + second + " "
                        + store.watch(row.id()).last() + " events, "
                        + store.items(row.id()).size() + " known. "
                        + store.watch(row.id()).note());
            }
        }
        assertEquals(List.of(), failures);
    }

    /// Ids whose names HighLevel tells, and the member with the name.
    private static final Map<String, String> NAMES = Map.of(
            "assignedTo", "assignedToName",
            "assignedUserId", "assignedUserName",
            "userId", "userName",
            "calendarId", "calendarName",
            "pipelineId", "pipelineName",
            "pipelineStageId", "pipelineStageName");

    /// Members of which one says who or what an item is.
    private static final List<String> WHAT = List.of(
            "contactName",
            "name",
            "title",
            "subject",
            "body",
            "label",
            "key",
            "email",
            "slot",
            "exists",
            "messageType",
            "notificationType",
            "firstObjectLabel",
            "associationId");

    @Test
    void anItemTellsByItselfWhoWhatAndWhen() throws InterruptedException, WatchSource.PollException {
        Examples examples = new Examples();
        List<String> failures = new ArrayList<>();
        for (Trigger trigger : watches.triggers().values()) {
            ObjectNode arguments = examples.of(dispatcher.tool(trigger.operation()));
            arguments.remove(OWN);
            arguments.remove(WatchWindow.filled(trigger.operation()));
            for (Commit.Event sample : poller.sample(entered(trigger.operation(), arguments, null), 20)) {
                JsonNode item = Json.MAPPER.readTree(sample.body()).at("/data/item");
                boolean told = WHAT.stream().anyMatch(item::has);
                boolean local = item.valueStream()
                        .noneMatch(value ->
                                value.asString("").matches("\\d{4}-\\d\\d-\\d\\d[T ].*(Z|\\.\\d{3}|:\\d\\d:\\d\\d)")
                                        || value.asLong(0) > 1_000_000_000_000L);
                boolean named = NAMES.entrySet().stream()
                        .filter(name ->
                                item.has(name.getKey()) && trigger.members().contains(name.getValue()))
                        .allMatch(name -> item.has(name.getValue()));
                if (!told || !local || !named) {
                    failures.add(trigger.operation() + " " + item);
                }
            }
        }
        assertEquals("", String.join("\n", failures));
    }

    @Test
    void tellsOfAContactThatIsMadeAndChanged() throws InterruptedException {
        WatchRow row = entered("search_contacts", Json.MAPPER.createObjectNode(), null);
        poller.poll(row.id());
        String id = contact("zoe@example.com");
        poller.poll(row.id());
        call("update_contact", "{\"contactId\":\"" + id + "\",\"lastName\":\"Bell\"}");
        poller.poll(row.id());
        poller.poll(row.id());
        assertEquals(List.of("new " + id, "changed " + id), changes(store, row));
    }

    private static List<String> changes(EventStore from, WatchRow row) {
        return from.events(row.id(), 0, 10).stream()
                .map(event -> Json.MAPPER.readTree(event.body()).path("data"))
                .map(data ->
                        data.path("change").asString() + " " + data.path("id").asString())
                .toList();
    }

    @Test
    void aListOfTheWholeApiIsWatchedByRule() throws Exception {
        WatchRow row = entered("list_products", Json.MAPPER.createObjectNode(), null);
        assertEquals(
                Outcome.DONE, poller.poll(row.id()), () -> store.watch(row.id()).note());
        String id = call("create_product", "{\"name\":\"Whitening kit\",\"productType\":\"PHYSICAL\"}")
                .path("_id")
                .asString();
        assertEquals(Outcome.DONE, poller.poll(row.id()));
        call(
                "update_product",
                "{\"productId\":\"" + id + "\",\"name\":\"Whitening set\",\"productType\":\"PHYSICAL\"}");
        assertEquals(Outcome.DONE, poller.poll(row.id()));
        call("delete_product", "{\"productId\":\"" + id + "\"}");
        assertEquals(Outcome.DONE, poller.poll(row.id()));
        assertEquals(Outcome.DONE, poller.poll(row.id()));
        assertEquals(List.of("new " + id, "changed " + id, "removed " + id), changes(store, row));
        JsonNode event =
                Json.MAPPER.readTree(store.events(row.id(), 0, 1).getFirst().body());
        assertEquals("products", event.path("name").asString());
        assertEquals("Whitening kit", event.at("/data/item/name").asString());
    }

    @Test
    void ofTheWholeApiOnlyListsThatAreSwitchedOnAreWatched() {
        refused("create_product", "{}", "cannot be watched");
        refused("get_product", "{\"productId\":\"p\"}", "cannot be watched");
        refused("list_products", "{\"limit\":5}", "limit is set by the watch itself");
        refused("get_oauth_token", "{}", "cannot be watched");
        tools = tools.reaching(OnDemand.NONE);
        refused("list_products", "{}", "list_products");
        assertEquals(List.of(), store.watches());
    }

    /// Each list of the API, but for those whose answer in the sandbox is no list, or never ends, and those of a
    /// record that is not there.
    @Test
    void nearlyEveryListOfTheWholeApiPrimes() throws InterruptedException {
        List<String> primed = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (ApiOperation operation : ApiIndex.get().operations()) {
            ToolDefinition tool = dispatcher.tool(operation.name());
            if (tool == null || !tool.hints().readOnly() || tool.listing() == null) {
                continue;
            }
            ObjectNode arguments = Generated.arguments(operation.request(), false, Map.of());
            arguments.remove(List.of("limit", "pageLimit", "pageSize", "page", "skip", "offset"));
            try {
                WatchRow row = entered(operation.name(), arguments, null);
                boolean done = poller.poll(row.id()) == Outcome.DONE;
                (done ? primed : others)
                        .add(operation.name() + " " + store.watch(row.id()).note());
                store.remove(row.id());
            } catch (IllegalArgumentException e) {
                others.add(e.getMessage());
            }
        }
        assertTrue(primed.size() >= 95, primed::toString);
        assertTrue(primed.toString().contains("list_payment_transactions "), primed::toString);
        for (String other : others) {
            assertTrue(
                    other.contains("answers no list")
                            || other.contains("cannot be watched")
                            || other.contains("does not exist")
                            || other.contains("more pages than a poll reads"),
                    other);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-5, 0, 5})
    void newAndChangedAreToldApartByHighLevelsClockWhateverOursSays(long minutes) throws InterruptedException {
        InstantSource ours = InstantSource.offset(InstantSource.system(), Duration.ofMinutes(minutes));
        try (Watches skewed = new Watches(new SqliteStore(folder.resolve("skewed.db"), null), dispatcher, ours, 100);
                EventStore seen = new SqliteStore(folder.resolve("skewed.db"), null)) {
            String before = contact("before@example.com");
            WatchRow row = skewed.enter(
                            new CallerTools(dispatcher, dispatcher.local(), tools),
                            "search_contacts",
                            Json.MAPPER.createObjectNode(),
                            null)
                    .row();
            Poller mine = poller(seen, ours);
            assertEquals(Outcome.DONE, mine.poll(row.id()));
            String after = contact("after@example.com");
            call("update_contact", "{\"contactId\":\"" + before + "\",\"lastName\":\"Bell\"}");
            assertEquals(Outcome.DONE, mine.poll(row.id()));
            call("update_contact", "{\"contactId\":\"" + after + "\",\"lastName\":\"Bell\"}");
            assertEquals(Outcome.DONE, mine.poll(row.id()));
            assertEquals(
                    Set.of("new " + after, "changed " + before, "changed " + after), Set.copyOf(changes(seen, row)));
            assertEquals(3, changes(seen, row).size());
        }
    }

    @Test
    void wrongArgumentsGetASentenceAndNothingStarts() {
        refused("get_contact", "{}", "contactId is missing");
        refused("search_contacts", "{\"colour\":\"red\"}", "colour");
        refused("search_contacts", "{\"pageLimit\":5}", "pageLimit is set by the watch itself");
        refused("search_contacts", "{\"bogus\":5}", "bogus is not known; known are query, filters, locationId");
        for (String name : List.of("limit", "pageLimit", "page", "startAfter")) {
            refused(
                    "search_contacts",
                    "{\"" + name + "\":5}",
                    "search_contacts: " + name + " is set by the watch itself: leave it out");
        }
        refused(
                "list_calendar_events",
                "{\"calendarId\":\"c\",\"bogus\":5}",
                "bogus is not known; known are userId, calendarId, groupId, locationId");
        refused("list_calendar_events", "{}", "one of");
        refused("list_calendar_events", "{\"startTime\":\"2030-01-31\"}", "startTime is set by the watch itself");
        assertThrows(
                IllegalArgumentException.class,
                () -> entered("list_calendars", Json.MAPPER.createObjectNode(), Duration.ofSeconds(5)));
        assertEquals(List.of(), store.watches());
    }

    @Test
    void pollsYieldToCallsAndKeepToTheirShareOfTheDay() {
        PollBudget budget = new PollBudget(store, () -> Instant.EPOCH, 20, Duration.ofMillis(-1));
        Quota quota = new Quota("one", null);
        var busy = new State(40, 100, 10_000, 1000, 10_000);
        assertTrue(assertThrows(WatchSource.PollException.class, () -> budget.take(quota, _ -> busy))
                .getMessage()
                .startsWith("Other calls take"));
        store.spend("polls one", 0, 2000);
        var free = new State(100, 100, 10_000, 1000, 10_000);
        assertTrue(assertThrows(WatchSource.PollException.class, () -> budget.take(quota, _ -> free))
                .getMessage()
                .contains("20 % of the day's requests"));
    }

    private void refused(String operation, String arguments, String part) {
        String sentence = assertThrows(
                        IllegalArgumentException.class,
                        () -> entered(operation, (ObjectNode) Json.MAPPER.readTree(arguments), null))
                .getMessage();
        assertTrue(sentence.contains(part), sentence);
    }

    private WatchRow entered(String operation, ObjectNode arguments, Duration every) {
        return watches.enter(new CallerTools(dispatcher, dispatcher.local(), tools), operation, arguments, every)
                .row();
    }

    private ObjectNode call(String tool, String arguments) {
        return dispatcher
                .call(dispatcher.local(), Confirmer.ABSENT, tool, (ObjectNode) Json.MAPPER.readTree(arguments))
                .json();
    }
}
