package dev.ghlmcp.watch.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.DispatcherFixture;
import dev.ghlmcp.catalog.EventTool;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.account.AccountLocations;
import dev.ghlmcp.highlevel.account.FixedTokens;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.ToolHandler;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.confirm.Confirmer;
import dev.ghlmcp.mcp.result.ResultLimits;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import dev.ghlmcp.secret.Secret;
import dev.ghlmcp.server.auth.Principals;
import dev.ghlmcp.server.event.EventNumbers;
import dev.ghlmcp.server.event.EventSupport;
import dev.ghlmcp.server.feature.ToolServer;
import dev.ghlmcp.server.protocol.Channel;
import dev.ghlmcp.server.protocol.MessageWriter;
import dev.ghlmcp.server.stateless.RequestStates;
import dev.ghlmcp.server.stateless.StatelessProtocol;
import dev.ghlmcp.store.Commit.Event;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.SqliteStore;
import dev.ghlmcp.watch.service.Watches;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The tools for events on the sandbox, through everything that a call goes through, with a clock of the test's own.
class EventToolsTest {
    private static final int MAX_BYTES = 5000;

    /// In the address of the agency's admin.
    private static final String PRIYA = "ouXvz8AgsBOHRYQt5OJB";
    private static final String AGENCY = "tidewateragency";

    private static final ToolView ALL = ToolView.load().followedBy(EventTool.entries());

    @TempDir
    Path folder;

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withLimits(0, 0));
    private volatile Instant now = Instant.now();
    private Dispatcher dispatcher;
    private EventStore store;
    private Watches watches;

    @BeforeEach
    void open() {
        List<ToolHandler> handlers = new ArrayList<>();
        EventTool.entries().forEach(entry -> handlers.add(new EventTools(entry, _ -> watches, MAX_BYTES)));
        dispatcher = DispatcherFixture.on(sandbox.uri())
                .handlers(handlers)
                .recordings(folder.resolve("recordings"))
                .limits(new ResultLimits(true, MAX_BYTES))
                .open();
        store = new SqliteStore(folder.resolve("state.db"), null);
        watches = new Watches(store, dispatcher, () -> now, 20);
        watches.begin();
    }

    @AfterEach
    void close() {
        watches.close();
        dispatcher.close();
        sandbox.close();
    }

    @Test
    void tellsWhatHappensAfterTheStartOnceAndInOrder() {
        Caller ada = own("ada");
        JsonNode started = call(ada, "watch", "{'operation':'search_contacts','arguments':{},'every':'1m'}");
        assertEquals("working", started.path("state").asString());
        assertEquals(
                call(ada, "search_contacts", "{}").at("/paging/total").asInt(),
                started.path("known").asInt(),
                started::toString);
        assertEquals("1m", started.path("every").asString());
        assertEquals(1440, started.path("requestsPerDay").asInt());
        String id = started.path("watch").asString();
        String first = contact("one@example.com");
        String second = contact("two@example.com");
        JsonNode read = afterAPoll(ada, id, started.path("cursor").asString(), 2);
        assertEquals(List.of("new " + first, "new " + second), changes(read));
        assertFalse(read.path("more").asBoolean());
        assertTrue(
                read.path("dataNotInstructions").toString().contains("\"events[].data.item.contactName\""),
                read::toString);
        JsonNode next = call(ada, "read_events", of(id, read.path("cursor").asString()));
        assertEquals(List.of(), changes(next));
        JsonNode listed = call(ada, "list_watches", "{}").path("watches").path(0);
        assertEquals(2, listed.path("count").asInt());
        assertTrue(listed.has("lastEvent") && listed.has("nextPoll"), listed::toString);
        assertEquals(
                "stopped", call(ada, "stop_watch", of(id, null)).path("state").asString());
        assertTrue(failure(ada, ALL, "read_events", of(id, null)).contains("is no watch of yours"));
        assertTrue(call(ada, "list_watches", "{}").path("watches").isEmpty());
        assertEquals("stopped", store.watch(id).state());
        call(ada, "watch", "{'operation':'search_contacts'}");
        assertEquals(2, changes(call(ada, "read_events", of(id, null))).size(), "it goes on from where it was");
    }

    @Test
    void whatDoesNotFitIntoAResultComesWithTheNextCursor() {
        Caller ada = own("ada");
        String id = call(ada, "watch", "{'operation':'search_contacts'}")
                .path("watch")
                .asString();
        List<String> made = new ArrayList<>();
        for (int index = 0; index < 30; index++) {
            made.add("new " + contact("fit" + index + "@example.com"));
        }
        now = now.plus(Duration.ofHours(1));
        List<String> read = new ArrayList<>();
        String[] cursor = {null};
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            JsonNode page = call(ada, "read_events", of(id, cursor[0]).replace("}", ",'limit':100}"));
            assertFalse(page.has("cut"), page::toString);
            assertTrue(changes(page).size() < 30, "not all fit");
            read.addAll(changes(page));
            cursor[0] = page.path("cursor").asString();
            return read.size() >= 30;
        });
        // Those of one millisecond come in any order.
        assertEquals(made.stream().sorted().toList(), read.stream().sorted().toList());
    }

    @Test
    void anEventThatIsTooLargeByItselfSaysWhichToolShowsTheRest() {
        Caller ada = own("ada");
        String id = call(ada, "watch", "{'operation':'search_contacts'}")
                .path("watch")
                .asString();
        String tags = IntStream.range(0, 500)
                .mapToObj(tag -> "'tag number " + tag + "'")
                .collect(Collectors.joining(","));
        run(own("ada"), ALL, "create_contact", "{'email':'many@example.com','tags':[" + tags + "]}");
        JsonNode read = afterAPoll(ada, id, null, 1);
        String advice = read.at("/events/0/cut").toString();
        assertTrue(advice.contains("Call search_contacts to see the rest"), read::toString);
        assertFalse(read.toString().contains("fields"), read::toString);
        assertTrue(read.has("cursor") && read.has("nextPoll"), read::toString);
    }

    @Test
    void theWatchesOfOthersDoNotCountAgainstACaller() {
        Caller ada = own("ada");
        Caller ben = own("ben");
        CallerTools bens = new CallerTools(dispatcher, ben, ALL);
        ObjectNode arguments = Json.MAPPER.createObjectNode();
        for (int index = 0; index < 100; index++) {
            watches.enter(bens, "search_contacts", arguments.put("query", "q" + index), null);
        }
        refused(ben, "watch", "{'operation':'list_calendars'}", "You have 100 watches already");
        call(ben, "watch", "{'operation':'search_contacts','arguments':{'query':'q7'}}");
        call(ada, "watch", "{'operation':'list_calendars'}");
    }

    @Test
    void theNextPollIsMovedByAnotherInterval() {
        Caller ada = own("ada");
        Instant first = Instant.parse(call(ada, "watch", "{'operation':'list_calendars','every':'1h'}")
                .path("nextPoll")
                .asString());
        assertEquals(now.plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS), first);
        Instant sooner = Instant.parse(call(ada, "watch", "{'operation':'list_calendars','every':'5m'}")
                .path("nextPoll")
                .asString());
        assertEquals(first.minus(Duration.ofMinutes(55)), sooner);
        Instant later = Instant.parse(call(ada, "watch", "{'operation':'list_calendars','every':'30m'}")
                .path("nextPoll")
                .asString());
        assertEquals(sooner.plus(Duration.ofMinutes(25)), later);
    }

    /// MCP 2026-07-28, where a request listens until it is cancelled.
    @Test
    void aRequestThatListensIsToldOfItsOwnWatchesOnly() throws InterruptedException {
        Caller ada = own("ada");
        String mine = "ghl://watches/"
                + call(ada, "watch", "{'operation':'search_contacts'}")
                        .path("watch")
                        .asString();
        String bens = "ghl://watches/"
                + call(own("ben"), "watch", "{'operation':'list_calendars'}")
                        .path("watch")
                        .asString();
        Queue<JsonNode> told = new ConcurrentLinkedQueue<>();
        StatelessProtocol modern = new StatelessProtocol(
                ToolServer.features(
                        ALL,
                        () -> dispatcher,
                        new EventSupport(_ -> watches, null, EventNumbers.AUTO, Principals.UNASKED),
                        "test"),
                RequestStates.ofThisProcess());
        ObjectNode params = (ObjectNode) Json.MAPPER.readTree("""
                {"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",
                 "io.modelcontextprotocol/clientCapabilities":{}},
                 "notifications":{"toolsListChanged":true,"resourceSubscriptions":["%s","%s"]}}""".formatted(mine, bens));
        Channel channel = new Channel() {
            @Override
            public Caller caller() {
                return ada;
            }

            @Override
            public void answer(JSONRPCResponse response) {
                throw new AssertionError(response.id());
            }

            @Override
            public void notify(JSONRPCNotification notification) {
                told.add(Json.MAPPER.readTree(MessageWriter.bytes(notification)));
            }

            @Override
            public JSONRPCResponse ask(JSONRPCRequest question, Future<JSONRPCResponse> reply) {
                throw new AssertionError(question.method());
            }
        };
        AtomicReference<String> answer = new AtomicReference<>();
        Thread listening = Thread.ofVirtual()
                .start(() -> answer.set(new String(
                        MessageWriter.bytes(
                                modern.answer(new JSONRPCRequest("2.0", "subscriptions/listen", 7L, params), channel)),
                        StandardCharsets.UTF_8)));
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> told.size() == 1);
        JsonNode first = told.remove();
        assertEquals(
                "notifications/subscriptions/acknowledged", first.path("method").asString());
        assertEquals(
                "{\"resourceSubscriptions\":[\"" + mine + "\"]}",
                first.at("/params/notifications").toString());
        contact("heard@example.com");
        now = now.plus(Duration.ofHours(1));
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !told.isEmpty());
        JsonNode updated = told.remove();
        assertEquals("notifications/resources/updated", updated.path("method").asString());
        assertEquals(mine, updated.at("/params/uri").asString());
        listening.interrupt();
        assertTrue(listening.join(Duration.ofSeconds(60)));
        assertEquals(1, Pattern.compile("_meta").matcher(answer.get()).results().count(), answer.get());
        JsonNode ended = Json.MAPPER.readTree(answer.get()).path("result");
        assertEquals("complete", ended.path("resultType").asString());
        for (JsonNode one : List.of(first.path("params"), updated.path("params"), ended)) {
            assertEquals(
                    7, one.at("/_meta/io.modelcontextprotocol~1subscriptionId").asInt(), one::toString);
        }
    }

    @Test
    void nobodySeesOrStopsAnothersWatchAndTheSameQuestionIsPolledOnce() {
        Caller ada = own("ada");
        Caller ben = own("ben");
        String id = call(ada, "watch", "{'operation':'list_calendars'}")
                .path("watch")
                .asString();
        for (String tool : List.of("read_events", "stop_watch")) {
            assertTrue(failure(ben, ALL, tool, of(id, null)).contains("is no watch of yours"));
        }
        assertTrue(call(ben, "list_watches", "{}").path("watches").isEmpty());
        assertEquals(
                id,
                call(ben, "watch", "{'operation':'list_calendars'}")
                        .path("watch")
                        .asString(),
                "one for both");
        assertEquals(1, store.watches().size());
        assertEquals(
                "stopped", call(ada, "stop_watch", of(id, null)).path("state").asString(), "she is not told of Ben");
        assertTrue(failure(ada, ALL, "read_events", of(id, null)).contains("is no watch of yours"));
        assertEquals(List.of(), changes(call(ben, "read_events", of(id, null))));
    }

    @Test
    void anotherAccountHasWatchesOfItsOwnThoughItNamesTheSameSubAccount() {
        Caller ada = own("ada");
        String id = call(ada, "watch", "{'operation':'list_calendars'}")
                .path("watch")
                .asString();
        Access access = new Access(
                new FixedTokens(new Secret(SampleAccount.AGENCY_TOKEN), null, SampleAccount.LOCATION_ID),
                new AccountLocations(SampleAccount.LOCATION_ID),
                null);
        Caller other = new Caller("ada", access);
        assertTrue(failure(other, ALL, "read_events", of(id, null)).contains("another account"));
        assertTrue(call(other, "list_watches", "{}").path("watches").isEmpty());
        failure(other, ALL, "watch", "{'operation':'list_calendars'}");
        assertEquals(1, store.watches().size(), "what cannot be read is not watched");
        Caller nobody = new Caller("eve", new Access(new FixedTokens(null, null, null), access.locations(), null));
        assertTrue(
                failure(nobody, ALL, "watch", "{'operation':'list_calendars'}").contains("None of your tokens"));
    }

    @Test
    void aCallerOfOneSubAccountSeesNoOther() {
        AccountLocations fenced =
                new AccountLocations("AnotherLocation00000", Map.of(), Set.of("AnotherLocation00000"));
        Caller tenant = new Caller("ada", new Access(dispatcher.access().credentials(), fenced, null));
        String id = call(own("ada"), "watch", "{'operation':'list_calendars'}")
                .path("watch")
                .asString();
        assertTrue(failure(tenant, ALL, "read_events", of(id, null)).contains("another account"));
        String named = call(
                        own("ada"),
                        "watch",
                        "{'operation':'list_calendars','locationId':'" + SampleAccount.LOCATION_ID + "'}")
                .path("watch")
                .asString();
        assertNotEquals(id, named);
        assertTrue(failure(tenant, ALL, "read_events", of(named, null)).contains("may not be touched"));
        assertTrue(call(tenant, "list_watches", "{}").path("watches").isEmpty());
    }

    @Test
    void aFencedTenantOfTheSettingsTokensSeesByAWatchWhatItsCallsSee() throws Exception {
        Caller ada = own("ada");
        AccountLocations one =
                new AccountLocations(SampleAccount.LOCATION_ID, Map.of(), Set.of(SampleAccount.LOCATION_ID));
        Access settings = dispatcher.access();
        Caller acme = new Caller("acme", new Access(settings.credentials(), one, settings.companyId()));
        for (String[] asked :
                List.of(new String[] {"list_locations", "{}"}, new String[] {"search_users", "{}"}, new String[] {
                    "get_user", "{'userId':'6RfHk7hp3ILTgK2y3mH3'}"
                })) {
            String watched = "{'operation':'" + asked[0] + "','arguments':" + asked[1] + "}";
            String open = call(ada, "watch", watched).path("watch").asString();
            String samples = samples(ada, open);
            assertTrue(
                    samples.contains(SampleAccount.SECOND_LOCATION_ID) || samples.contains(AGENCY),
                    asked[0] + " shows all to one without a fence: " + samples);
            ToolResult called = run(acme, ALL, asked[0], asked[1]);
            ToolResult fenced = run(acme, ALL, "watch", watched);
            assertEquals(called.error(), fenced.error(), () -> asked[0] + ": " + called.text() + fenced.text());
            String seen = fenced.text();
            if (!fenced.error()) {
                String id = fenced.json().path("watch").asString();
                assertNotEquals(open, id);
                seen += samples(acme, id);
            }
            assertFalse(seen.contains(SampleAccount.SECOND_LOCATION_ID), seen);
            assertFalse(seen.contains(SampleAccount.THIRD_LOCATION_ID), seen);
            assertFalse(seen.contains(AGENCY), seen);
        }
        assertEquals(3, call(ada, "list_watches", "{}").path("watches").size());
    }

    private String samples(Caller caller, String watch) throws InterruptedException {
        return watches.sample(new CallerTools(dispatcher, caller, ALL), watch, 100).stream()
                .map(Event::body)
                .toList()
                .toString();
    }

    @Test
    void onlyWhatMayBeCalledMayBeWatched() {
        Caller ada = own("ada");
        String id = call(ada, "watch", "{'operation':'list_calendars'}")
                .path("watch")
                .asString();
        ToolView fewer = ALL.without(Map.of("list_calendars", "list_calendars is hidden by a setting."));
        for (String tool : List.of("read_events", "stop_watch")) {
            assertEquals("list_calendars is hidden by a setting.", failure(ada, fewer, tool, of(id, null)));
        }
        assertEquals(
                "list_calendars is hidden by a setting.",
                failure(ada, fewer, "watch", "{'operation':'list_calendars'}"));
        JsonNode list = run(ada, fewer, "list_watches", "{'operations':true}").json();
        assertTrue(list.path("watches").isEmpty(), list::toString);
        assertFalse(list.path("canBeWatched").toString().contains("list_calendars"));
        assertEquals(
                55,
                call(ada, "list_watches", "{'operations':true}")
                        .path("canBeWatched")
                        .size());
    }

    @Test
    void badInputGetsASentenceAndNothingStarts() {
        Caller ada = own("ada");
        refused(ada, "watch", "{'operation':'list_calendar'}", "did you mean list_calendars?");
        refused(ada, "watch", "{'operation':'create_contact'}", "list_watches with operations true lists the 55");
        refused(
                ada,
                "watch",
                "{'operation':'nope'}",
                "'nope' cannot be watched; list_watches with operations true lists");
        refused(ada, "watch", "{'operation':'get_contact'}", "contactId is missing");
        refused(
                ada,
                "watch",
                "{'operation':'get_contact','arguments':{'contactId':'AAAAAAAAAAAAAAAAAAAA'}}",
                "first poll failed");
        refused(ada, "watch", "{'operation':'search_contacts','arguments':{'colour':'red'}}", "colour");
        refused(ada, "watch", "{'operation':'list_calendars','every':'5s'}", "from 1m to 1h");
        refused(ada, "watch", "{'operation':'list_calendars','every':'soon'}", "every is a time such as 90s");
        refused(ada, "watch", "{'operation':'list_calendars','locationId':'Nowhere at all'}", "Nowhere at all");
        assertEquals(List.of(), store.watches());
        String one = call(ada, "watch", "{'operation':'list_calendars'}")
                .path("watch")
                .asString();
        String cursor = call(ada, "watch", "{'operation':'list_pipelines'}")
                .path("cursor")
                .asString();
        refused(ada, "read_events", of(one, cursor), "is of the watch");
        refused(ada, "read_events", of(one, "guess"), "is no cursor");
        refused(ada, "read_events", of("nowatch", null), "is no watch of yours");
    }

    @Test
    void namesInTheArgumentsAreReadOnceAtTheStartAndItIsSaidWhoWasMeant() {
        Caller ada = own("ada");
        JsonNode started =
                call(ada, "watch", "{'operation':'list_contact_notes','arguments':{'contactId':'Priya Raman'}}");
        assertEquals("Priya Raman", started.at("/named/contactId/name").asString());
        assertEquals(PRIYA, started.at("/named/contactId/id").asString());
        assertEquals(PRIYA, started.at("/arguments/contactId").asString());
        JsonNode again =
                call(ada, "watch", "{'operation':'list_contact_notes','arguments':{'contactId':'" + PRIYA + "'}}");
        assertEquals(started.path("watch"), again.path("watch"));
        assertFalse(again.has("named"), again::toString);
        assertEquals(1, store.watches().size());
        refused(
                ada,
                "watch",
                "{'operation':'search_opportunities','arguments':{'assignedTo':'Nobody Here'}}",
                "assignedTo: ");
        assertEquals(1, store.watches().size());
    }

    @Test
    void aWatchThatFailsSaysSoAndWaitsLongerEachTime() {
        Caller ada = own("ada");
        String id = call(ada, "watch", "{'operation':'list_calendars'}")
                .path("watch")
                .asString();
        sandbox.close();
        long pause = Duration.ofMinutes(1).toMillis();
        for (int fails = 1; fails <= 3; fails++) {
            now = Instant.ofEpochMilli(store.watch(id).next());
            int expected = fails;
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> store.watch(id).fails() == expected);
            assertEquals(now.toEpochMilli() + pause, store.watch(id).next());
            pause *= 2;
        }
        JsonNode listed = call(ada, "list_watches", "{}").path("watches").path(0);
        assertEquals("failing", listed.path("state").asString());
        assertTrue(listed.path("problem").asString().contains("HighLevel"), listed::toString);
    }

    private void refused(Caller caller, String tool, String arguments, String part) {
        String sentence = failure(caller, ALL, tool, arguments);
        assertTrue(sentence.contains(part), sentence);
    }

    private JsonNode afterAPoll(Caller caller, String id, String cursor, int events) {
        now = now.plus(Duration.ofHours(1));
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> call(caller, "read_events", of(id, cursor)),
                        read -> changes(read).size() >= events);
    }

    private static List<String> changes(JsonNode read) {
        return read.path("events")
                .valueStream()
                .map(event -> event.at("/data/change").asString() + " "
                        + event.at("/data/id").asString())
                .toList();
    }

    private static String of(String watch, String cursor) {
        return "{'watch':'" + watch + "'" + (cursor == null ? "" : ",'cursor':'" + cursor + "'") + "}";
    }

    private String contact(String email) {
        return run(own("ada"), ALL, "create_contact", "{'firstName':'Zoe','email':'" + email + "'}")
                .json()
                .at("/contact/id")
                .asString();
    }

    private Caller own(String principal) {
        return new Caller(principal, dispatcher.access());
    }

    private JsonNode call(Caller caller, String tool, String arguments) {
        ToolResult result = run(caller, ALL, tool, arguments);
        assertFalse(result.error(), result::text);
        return result.json();
    }

    private String failure(Caller caller, ToolView view, String tool, String arguments) {
        ToolResult result = run(caller, view, tool, arguments);
        assertTrue(result.error(), result::text);
        return result.text();
    }

    private ToolResult run(Caller caller, ToolView view, String tool, String arguments) {
        return dispatcher.call(
                caller, Confirmer.ABSENT, view, tool, (ObjectNode) Json.MAPPER.readTree(arguments.replace('\'', '"')));
    }
}
