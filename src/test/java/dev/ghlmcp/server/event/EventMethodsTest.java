package dev.ghlmcp.server.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.account.AccountLocations;
import dev.ghlmcp.highlevel.account.FixedTokens;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.secret.Secret;
import dev.ghlmcp.watch.EventCursor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// `events/list`, `events/poll` and `events/stream` as SEP-3415 has them, each rule by its section.
class EventMethodsTest {
    private static final String CONTACTS = "{'name':'contact.matched','arguments':{}";
    private static final String ID = "/_meta/io.modelcontextprotocol~1subscriptionId";

    @TempDir
    Path folder;

    private EventClients clients;

    @BeforeEach
    void open() {
        clients = new EventClients(folder);
    }

    @AfterEach
    void close() {
        clients.close();
    }

    /// "Capability Negotiation": the extension, and the member that ChatGPT reads.
    @Test
    void whereWatchesAreOnBothCapabilitiesAreAdvertisedInThisEraOnly() {
        JsonNode discovered = clients.result("ada", "server/discover", "{}").path("capabilities");
        assertEquals(
                "{\"listChanged\":false}",
                discovered
                        .path("extensions")
                        .path("io.modelcontextprotocol/events")
                        .toString());
        assertEquals("{}", discovered.path("events").toString());
        JsonNode without = clients.ask(clients.server(ToolView.load()), "ada", "server/discover", "{}", "{}");
        assertFalse(without.at("/result/capabilities").has("events"), without::toString);
        JsonNode refused = clients.ask(clients.server(ToolView.load()), "ada", "events/list", "{}", "{}");
        assertEquals(-32601, refused.at("/error/code").asInt());
    }

    /// "Listing Available Events".
    @Test
    void theListHasEachOperationThatCanBeWatchedAndCalled() {
        JsonNode list = clients.result("ada", "events/list", "{}");
        assertEquals("complete", list.path("resultType").asString());
        assertEquals(55, list.path("events").size());
        assertFalse(list.has("nextCursor"));
        for (JsonNode type : list.path("events")) {
            assertEquals(List.of("poll", "push"), texts(type.path("delivery")).subList(0, 2));
            assertEquals("object", type.at("/inputSchema/type").asString());
            assertEquals("object", type.at("/payloadSchema/type").asString());
            assertTrue(type.path("description").asString().length() > 30, type::toString);
            for (String own : List.of("limit", "page", "skip", "searchAfter")) {
                assertFalse(type.at("/inputSchema/properties").has(own), type::toString);
            }
        }
        assertTrue(
                type(list, "contact.matched")
                        .at("/inputSchema/properties/fields/description")
                        .asString()
                        .startsWith("Members that events tell beside their own"),
                list::toString);
        JsonNode slots = type(list, "calendar.slot");
        assertFalse(slots.at("/inputSchema/properties").has("fields"), slots::toString);
        assertEquals(List.of("calendarId"), texts(slots.at("/inputSchema/required")), "the watch sets the times");
        assertEquals("get_free_slots", slots.at("/_meta/dev.ghlmcp~1operation").asString());
        ToolView less = EventClients.ALL.without(Map.of("search_contacts", "hidden"));
        JsonNode fewer = clients.ask(clients.server(less), "ada", "events/list", "{}", EventClients.SEP);
        assertEquals(54, fewer.at("/result/events").size());
        JsonNode hidden = clients.ask(clients.server(less), "ada", "events/poll", CONTACTS + "}", EventClients.SEP);
        assertEquals(-32023, hidden.at("/error/code").asInt(), hidden::toString);
    }

    /// "Poll-Based Delivery": null means from now on, each answer has the cursor to go on from.
    @Test
    void aPollAnswersWhatHappenedSinceTheCursorOfTheLast() throws Exception {
        JsonNode first = clients.result("ada", "events/poll", CONTACTS + ",'cursor':null}");
        assertEquals("complete", first.path("resultType").asString());
        assertEquals("[]", first.path("events").toString());
        assertFalse(first.path("truncated").asBoolean() || first.path("hasMore").asBoolean());
        long wait = first.path("nextPollMs").asLong();
        assertTrue(wait > 200_000 && wait < 400_000, "HighLevel is asked every five minutes: " + wait);
        List<String> created = List.of(clients.traffic.create(), clients.traffic.create(), clients.traffic.create());
        clients.later(Duration.ofHours(1));
        JsonNode next = until(first.path("cursor").asString(), 3);
        JsonNode event = next.at("/events/0");
        assertTrue(event.path("eventId").asString().startsWith("evt_"));
        assertEquals("contact.matched", event.path("name").asString());
        assertTrue(event.path("timestamp").asString().endsWith("Z"));
        assertEquals("new", event.at("/data/change").asString());
        assertFalse(event.has("cursor"), "it stands at the answer");
        List<String> made = ids(next);
        assertEquals(Set.copyOf(created), Set.copyOf(made), "those of one millisecond have no order");
        JsonNode two = poll(first.path("cursor").asString(), ",'maxEvents':2");
        assertEquals(made.subList(0, 2), ids(two));
        assertTrue(two.path("hasMore").asBoolean());
        assertEquals(made.subList(2, 3), ids(poll(two.path("cursor").asString(), "")));
        assertEquals(List.of(), ids(poll(next.path("cursor").asString(), "")));
    }

    /// "Cursor Lifecycle": one that cannot be gone on from is no error.
    @Test
    void whatWasPassedOverIsReportedAndReadingGoesOn() throws Exception {
        String from = beforeAnEvent();
        clients.later(Duration.ofHours(2));
        JsonNode old = poll(from, ",'maxAgeMs':300000");
        assertEquals("[] true", ids(old) + " " + old.path("truncated").asBoolean());
        assertEquals(1, poll(from, ",'maxAgeMs':86400000").path("events").size());
        EventCursor known = EventCursor.of(from);
        String ahead = new EventCursor(known.watch(), known.made(), 999, "").text();
        JsonNode now = poll(ahead, "");
        assertTrue(now.path("truncated").asBoolean(), now::toString);
        assertNotEquals(ahead, now.path("cursor").asString());
        assertFalse(poll(now.path("cursor").asString(), "").path("truncated").asBoolean());
        String other = clients.result("ada", "events/poll", "{'name':'calendar.calendar'}")
                .path("cursor")
                .asString();
        assertTrue(poll(other, "").path("truncated").asBoolean());
        assertEquals(
                -32602,
                clients.error("ada", "events/poll", CONTACTS + ",'cursor':'guess'}")
                        .path("code")
                        .asInt());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -32602 | {}                                                        | params.name must be a string
            -32602 | {'name':'contact.matched','arguments':{'page':2}}         | page is set by the watch itself
            -32602 | {'name':'contact.matched','arguments':{'every':'1s'}}     | from 1m to 1h, got 1s
            -32602 | {'name':'contact.matched','arguments':{'every':'2h'}}     | from 1m to 1h, got 2h
            -32602 | {'name':'contact.matched','arguments':{'quer':'x'}}       | quer
            -32602 | {'name':'contact.matched','cursor':7}                     | cursor
            -32602 | {'name':'contact.matched','maxAgeMs':-1}                  | maxAgeMs
            -32023 | {'name':'contact.matchd'}                                 | did you mean contact.matched? events/list has them all
            -32023 | {'name':'zzz'}                                            | There is no event zzz; events/list has them all
            -32602 | {'name':'contact.matched','arguments':{'bogus':1}}        | bogus is not known; known are every, query, filters, locationId
            -32024 | {'name':'contact.changed','arguments':{'contactId':'nobodyHasThisId00001'}} | does not exist""")
    void aSubscriptionThatCannotBeIsRefusedWithASentence(int code, String params, String says) {
        for (String method : List.of("events/poll", "events/stream")) {
            JsonNode error = clients.error("ada", method, params);
            assertEquals(code, error.path("code").asInt(), error::toString);
            assertTrue(error.path("message").asString().contains(says), error::toString);
        }
    }

    @Test
    void aLimitThatIsLargerThanAnyNumberIsTheLargest() {
        String huge = "1" + "0".repeat(30);
        clients.result("ada", "events/poll", CONTACTS + ",'maxEvents':" + huge + ",'maxAgeMs':" + huge + "}");
        clients.error("ada", "events/poll", CONTACTS + ",'maxEvents':-" + huge + "}");
    }

    @Test
    void whatIsNoCursorIsNotEchoedWhole() {
        String told = clients.error("ada", "events/poll", CONTACTS + ",'cursor':'" + "x".repeat(100_000) + "'}")
                .path("message")
                .asString();
        assertTrue(told.contains("is no cursor") && told.length() < 300, told);
    }

    /// "Error Handling", and the numbers of the sketch before it.
    @Test
    void errorsHaveTheNumbersThatTheClientKnows() {
        String unknown = "{'name':'nothing.happens'}";
        assertEquals(-32023, code(EventNumbers.AUTO, unknown, EventClients.SEP));
        assertEquals(-32011, code(EventNumbers.AUTO, unknown, "{}"));
        assertEquals(-32023, code(EventNumbers.SEP, unknown, "{}"));
        assertEquals(-32011, code(EventNumbers.SKETCH, unknown, EventClients.SEP));
        assertEquals(
                -32602,
                clients.error("ada", "events/poll", CONTACTS + ",'maxEvents':0}")
                        .path("code")
                        .asInt());
        assertEquals(
                "{\"kind\":\"event\"}",
                clients.error("ada", "events/poll", unknown).path("data").toString());
    }

    @Test
    void whoHasTooManyWatchesIsToldOfTheLimit() {
        for (int number = 0; number < 100; number++) {
            clients.watches.enter(
                    new CallerTools(clients.dispatcher, clients.caller("ada"), EventClients.ALL),
                    "search_contacts",
                    Json.MAPPER.createObjectNode().put("query", "n" + number),
                    null);
        }
        JsonNode error = clients.error("ada", "events/poll", CONTACTS + "}");
        assertEquals(-32025, error.path("code").asInt());
        assertEquals("watches 100", error.at("/data/limit").asString() + " " + error.at("/data/max"));
    }

    /// "Push-Based Delivery": active first, every message with the id of the request, each event with its cursor.
    @Test
    void aStreamTellsOfEventsAndItsHeartbeatOfThePosition() throws Exception {
        String cursor;
        try (EventClients.Stream stream = clients.stream("ada", CONTACTS + "}")) {
            JsonNode active = stream.any();
            assertEquals("notifications/events/active", active.path("method").asString());
            assertEquals(7, active.path("params").at(ID).asInt());
            assertFalse(active.at("/params/truncated").asBoolean(true));
            JsonNode beat = stream.any();
            assertEquals("notifications/events/heartbeat", beat.path("method").asString());
            assertEquals(active.at("/params/cursor"), beat.at("/params/cursor"));
            assertEquals(7, beat.path("params").at(ID).asInt());
            String made = clients.traffic.create();
            clients.later(Duration.ofHours(1));
            JsonNode event = stream.next();
            assertEquals("notifications/events/event", event.path("method").asString());
            assertEquals(made, event.at("/params/data/id").asString());
            assertEquals(7, event.path("params").at(ID).asInt());
            cursor = event.at("/params/cursor").asString();
            assertEquals(cursor, stream.any().at("/params/cursor").asString(), "the heartbeat says how far it is");
        }
        String missed = clients.traffic.create();
        clients.later(Duration.ofHours(1));
        try (EventClients.Stream again = clients.stream("ada", CONTACTS + ",'cursor':'" + cursor + "'}")) {
            assertEquals(cursor, again.any().at("/params/cursor").asString());
            assertEquals(missed, again.next().at("/params/data/id").asString(), "goes on after a lost connection");
        }
    }

    /// "Lifecycle": whoever cancels it gets no more, and an empty result at most.
    @Test
    void aCancelledStreamTellsNoMoreAndGivesUpWhatItHeld() throws Exception {
        EventClients.Stream stream = clients.stream("ada", CONTACTS + "}");
        stream.next();
        stream.close();
        JsonNode result = stream.next();
        assertEquals("complete", result.at("/result/resultType").asString());
        assertEquals(2, result.path("result").size(), result::toString);
        assertEquals(7, result.path("result").at(ID).asInt());
    }

    @Test
    void aStreamThatBeginsLateSaysThatItIsTruncated() throws Exception {
        String from = beforeAnEvent();
        clients.later(Duration.ofHours(1));
        try (EventClients.Stream stream =
                clients.stream("ada", CONTACTS + ",'cursor':'" + from + "','maxAgeMs':60000}")) {
            JsonNode active = stream.next();
            assertTrue(active.at("/params/truncated").asBoolean(), active::toString);
            String made = clients.traffic.create();
            clients.later(Duration.ofHours(1));
            assertEquals(made, stream.next().at("/params/data/id").asString());
        }
    }

    /// "Authorization": access is looked at anew before each delivery.
    @Test
    void whoseAccessHasEndedIsToldSoAndOfNothingElse() throws Exception {
        try (EventClients.Stream stream = clients.stream("ada", CONTACTS + "}")) {
            stream.next();
            clients.gone.add("ada");
            clients.traffic.create();
            clients.later(Duration.ofHours(1));
            JsonNode end = stream.next();
            assertEquals("notifications/events/terminated", end.path("method").asString());
            assertEquals(-32024, end.at("/params/error/code").asInt());
            assertEquals(7, end.path("params").at(ID).asInt());
            assertTrue(stream.next().has("result"), "then the request is answered");
        }
    }

    /// The issuer of access tokens does not say when it takes one back.
    @Test
    void aStreamWhoseTokenIsToBeShownAgainEndsWithoutAWord() throws Exception {
        clients.renewal = Duration.ofMillis(1);
        EventClients.Stream stream = clients.stream("ada", CONTACTS + "}");
        assertEquals("notifications/events/active", stream.next().path("method").asString());
        assertTrue(stream.next().has("result"));
        stream.close();
    }

    /// "Event delivery": what may end by itself ends no stream.
    @Test
    void aStreamTellsThatHighLevelIsAwayAndGoesOn() throws Exception {
        try (EventClients.Stream stream = clients.stream("ada", CONTACTS + "}")) {
            stream.next();
            clients.sandbox.close();
            clients.later(Duration.ofHours(1));
            JsonNode error = stream.next();
            assertEquals("notifications/events/error", error.path("method").asString());
            assertEquals(-32603, error.at("/params/error/code").asInt(), error::toString);
            assertEquals(7, error.path("params").at(ID).asInt());
            assertEquals(
                    "notifications/events/heartbeat",
                    stream.any().path("method").asString());
        }
    }

    @Test
    void eventsThatAreNoLongerKeptAreReportedAsPassedOver() throws Exception {
        String from = beforeAnEvent();
        clients.later(Duration.ofDays(8));
        clients.store.tidy(clients.now.toEpochMilli());
        JsonNode late = poll(from, "");
        assertEquals("[] true", ids(late) + " " + late.path("truncated").asBoolean());
        assertFalse(poll(late.path("cursor").asString(), "").path("truncated").asBoolean());
    }

    @Test
    void aStopOfTheWatchByItsOwnerEndsTheStream() throws Exception {
        try (EventClients.Stream stream = clients.stream("ada", CONTACTS + "}")) {
            stream.next();
            clients.store.leave(clients.store.watches().getFirst().id(), "ada", clients.now.toEpochMilli());
            JsonNode end = stream.next();
            assertEquals("notifications/events/terminated", end.path("method").asString());
        }
    }

    @Test
    void eachCallerHasTheEventsOfTheirOwnAccountOnly() throws Exception {
        clients.accounts.put(
                "bob",
                new Access(
                        new FixedTokens(
                                new Secret(SampleAccount.SECOND_LOCATION_TOKEN),
                                null,
                                SampleAccount.SECOND_LOCATION_ID),
                        new AccountLocations(SampleAccount.SECOND_LOCATION_ID),
                        null));
        String bobs = clients.result("bob", "events/poll", CONTACTS + "}")
                .path("cursor")
                .asString();
        String adas = clients.result("ada", "events/poll", CONTACTS + "}")
                .path("cursor")
                .asString();
        try (EventClients.Stream stream = clients.stream("bob", CONTACTS + "}")) {
            stream.next();
            String made = clients.traffic.create();
            clients.later(Duration.ofHours(1));
            assertEquals(List.of(made), ids(until(adas, 1)));
            JsonNode stolen = clients.result("bob", "events/poll", CONTACTS + ",'cursor':'" + adas + "'}");
            assertEquals("[] true", ids(stolen) + " " + stolen.path("truncated").asBoolean());
            assertEquals(List.of(), ids(clients.result("bob", "events/poll", CONTACTS + ",'cursor':'" + bobs + "'}")));
            String own = clients.traffic
                    .create("Bobs", SampleAccount.SECOND_LOCATION_ID, SampleAccount.SECOND_LOCATION_TOKEN)
                    .at("/contact/id")
                    .asString();
            clients.later(Duration.ofHours(1));
            assertEquals(own, stream.next().at("/params/data/id").asString());
        }
    }

    private int code(EventNumbers numbers, String params, String capabilities) {
        clients.numbers = numbers;
        return clients.ask(clients.server(EventClients.ALL), "ada", "events/poll", params, capabilities)
                .at("/error/code")
                .asInt();
    }

    /// A cursor after which there is one event.
    private String beforeAnEvent() throws Exception {
        String from = clients.result("ada", "events/poll", CONTACTS + "}")
                .path("cursor")
                .asString();
        clients.traffic.create();
        clients.later(Duration.ofHours(1));
        until(from, 1);
        return from;
    }

    private JsonNode poll(String cursor, String more) {
        return clients.result("ada", "events/poll", CONTACTS + ",'cursor':'" + cursor + "'" + more + "}");
    }

    private JsonNode until(String cursor, int count) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> poll(cursor, ""), answer -> answer.path("events").size() >= count);
    }

    private static JsonNode type(JsonNode list, String name) {
        return list.path("events")
                .valueStream()
                .filter(type -> type.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> ids(JsonNode answer) {
        List<String> ids = new ArrayList<>();
        answer.path("events").forEach(event -> ids.add(event.at("/data/id").asString()));
        return ids;
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }
}
