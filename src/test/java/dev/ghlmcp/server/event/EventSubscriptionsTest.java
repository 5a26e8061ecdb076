package dev.ghlmcp.server.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.account.AccountLocations;
import dev.ghlmcp.highlevel.account.FixedTokens;
import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.secret.Secret;
import dev.ghlmcp.server.event.CallbackReceiver.Post;
import dev.ghlmcp.watch.EventCursor;
import dev.ghlmcp.watch.delivery.WebhookEndpoint;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// `events/subscribe` and `events/unsubscribe` as SEP-3415 has them, with a receiver of the test's own.
class EventSubscriptionsTest {
    private static final String SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3";
    private static final String OTHER = "whsec_b3RoZXItc2VjcmV0LW90aGVyLXNlY3JldA==";

    @TempDir
    Path folder;

    private final CallbackReceiver receiver = new CallbackReceiver();
    private EventClients clients;

    @BeforeEach
    void open() {
        clients = new EventClients(folder);
    }

    @AfterEach
    void close() {
        clients.close();
        receiver.close();
    }

    /// "Webhook-Based Delivery", "Endpoint verification".
    @Test
    void aCallbackThatAgreesGetsSignedEvents() throws Exception {
        JsonNode list = clients.result("ada", "events/list", "{}");
        assertEquals(
                "[\"poll\",\"push\",\"webhook\"]", list.at("/events/0/delivery").toString());
        JsonNode subscribed = subscribe("ada", "");
        assertEquals("complete", subscribed.path("resultType").asString());
        assertTrue(subscribed.path("id").asString().startsWith("sub_"), subscribed::toString);
        assertFalse(subscribed.path("truncated").asBoolean(true) || subscribed.has("deliveryStatus"));
        assertEquals(
                clients.now.plus(Duration.ofHours(24)).toEpochMilli(),
                Instant.parse(subscribed.path("refreshBefore").asString()).toEpochMilli());
        Post challenge = receiver.of("verification").getFirst();
        assertTrue(challenge.id().startsWith("msg_verification_"), challenge.id());
        assertTrue(challenge.json().path("challenge").asString().length() > 30);
        String made = clients.traffic.create();
        clients.later(Duration.ofHours(1));
        Post event = receiver.until("event", 1).getFirst();
        assertEquals(made, event.json().at("/data/id").asString());
        assertEquals(event.id(), event.json().path("eventId").asString());
        assertNotEquals(subscribed.path("cursor"), event.json().path("cursor"));
        for (Post post : List.of(challenge, event)) {
            assertTrue(post.signedWith(SECRET), post::toString);
            assertEquals(subscribed.path("id").asString(), post.subscription());
        }
        String cursor = event.json().path("cursor").asString();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> subscribe("ada", "").path("cursor").asString().equals(cursor));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {'challenge':'guessed'} | challenge_failed",
                "200 | ok                      | challenge_failed",
                "200 | {'challenge':'guessed','challenge':'CHALLENGE'} | challenge_failed",
                "404 | echo                    | http_4xx",
                "500 | echo                    | http_5xx",
                "302 | echo                    | http_4xx"
            })
    void aCallbackThatDoesNotAgreeGetsNothing(int status, String answer, String reason) {
        receiver.status = _ -> status;
        if (!answer.equals("echo")) {
            receiver.echo = challenge -> answer.replace('\'', '"').replace("CHALLENGE", challenge);
        }
        JsonNode error = clients.error("ada", "events/subscribe", params(receiver.url("/hook"), SECRET, ""));
        assertEquals(-32027, error.path("code").asInt(), error::toString);
        assertEquals("{\"reason\":\"" + reason + "\"}", error.path("data").toString());
        assertEquals(1, receiver.posts.size(), "a redirect is not followed");
        assertEquals(List.of(), clients.deliveries.endpoints().all(clients.now.toEpochMilli()));
        assertEquals(List.of(), clients.store.watches(), "nothing is watched for it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "-32602 | 'delivery':{'mode':'webhook','url':'http://hooks.example.com/','secret':'SECRET'}   | https",
                "-32602 | 'delivery':{'mode':'webhook','url':'hooks.example.com','secret':'SECRET'}           | params.delivery.url",
                "-32602 | 'delivery':{'mode':'webhook','secret':'SECRET'}                                     | params.delivery.url",
                "-32602 | 'delivery':{'mode':'webhook','url':'https://e.example.com/','secret':'hunter2'}     | whsec_",
                "-32602 | 'delivery':{'mode':'webhook','url':'https://e.example.com/','secret':'whsec_aGk='}  | 24 to 64",
                "-32602 | 'delivery':{'mode':'webhook','url':'https://e.example.com/'}                        | params.delivery.secret",
                "-32602 | 'cursor':null                                                                       | params.delivery",
                "-32602 | 'ttlMs':-1,'delivery':{'mode':'webhook','url':'https://e.example.com/','secret':'SECRET'} | ttlMs",
                "-32026 | 'delivery':{'mode':'push','url':'https://e.example.com/','secret':'SECRET'}         | events/stream"
            })
    void whatCannotBeSubscribedToIsRefusedBeforeAnybodyIsAsked(int code, String more, String says) {
        clients.shut();
        clients.networks = List.of();
        clients.open();
        JsonNode error = clients.error(
                "ada", "events/subscribe", "{'name':'contact.matched'," + more.replace("SECRET", SECRET) + "}");
        assertEquals(code, error.path("code").asInt(), error::toString);
        assertTrue(error.path("message").asString().contains(says), error::toString);
        assertFalse(error.toString().contains("hunter2"));
    }

    @Test
    void argumentsAndNamesAreCheckedBeforeTheCallbackIsAsked() {
        String delivery = ",'delivery':{'mode':'webhook','url':'" + receiver.url("/") + "','secret':'" + SECRET + "'}}";
        assertEquals(-32602, code("ada", "{'name':'contact.matched','arguments':{'page':2}" + delivery));
        assertEquals(-32023, code("ada", "{'name':'nothing.happens'" + delivery));
        assertEquals(List.of(), receiver.posts);
    }

    /// "SSRF prevention": what counts is where the name leads when it is called.
    @Test
    void addressesInsideAreNotCalledWhateverTheirNames() throws Exception {
        clients.names.put("inside.example.com", InetAddress.ofLiteral("127.0.0.2"));
        for (String url : List.of(
                "https://127.0.0.2:" + receiver.port() + "/",
                "https://[::ffff:127.0.0.3]:" + receiver.port() + "/",
                "http://inside.example.com:" + receiver.port() + "/",
                "https://169.254.169.254/latest/meta-data")) {
            JsonNode error = clients.error("ada", "events/subscribe", params(url, SECRET, ""));
            assertEquals(-32027, error.path("code").asInt(), error::toString);
            assertEquals("connection_refused", error.at("/data/reason").asString());
        }
        assertEquals(List.of(), receiver.posts);
    }

    @Test
    void whatIsWrongWithAnAddressIsSaidWhereNobodyWasAsked() throws Exception {
        clients.names.put("hooks.example.com", InetAddress.ofLiteral("8.8.8.8"));
        JsonNode open = clients.error("ada", "events/subscribe", params("http://hooks.example.com/", SECRET, ""));
        assertEquals(-32602, open.path("code").asInt(), open::toString);
        assertTrue(open.path("message").asString().contains("https://"), open::toString);
        JsonNode port = clients.error("ada", "events/subscribe", params("http://127.0.0.1:0/", SECRET, ""));
        assertEquals(-32602, port.path("code").asInt(), port::toString);
        JsonNode unknown =
                clients.error("ada", "events/subscribe", params("https://no-such-host.invalid/", SECRET, ""));
        assertEquals(-32027, unknown.path("code").asInt(), unknown::toString);
        assertEquals(
                "The callback did not agree (connection_refused): the address of its host was not found",
                unknown.path("message").asString());
        receiver.status = _ -> 302;
        JsonNode redirect = clients.error("ada", "events/subscribe", params(receiver.url("/hook"), SECRET, ""));
        assertTrue(redirect.path("message").asString().contains("with a redirect"), redirect::toString);
        assertFalse(redirect.path("message").asString().contains("http_4xx"), redirect::toString);
    }

    @Test
    void aNameThatLeadsElsewhereAfterItsVerificationIsNotCalledThere() throws Exception {
        clients.names.put("hooks.example.com", InetAddress.ofLiteral("127.0.0.1"));
        String url = "http://hooks.example.com:" + receiver.port() + "/hook";
        clients.result("ada", "events/subscribe", params(url, SECRET, ""));
        clients.names.put("hooks.example.com", InetAddress.ofLiteral("127.0.0.2"));
        clients.traffic.create();
        clients.later(Duration.ofHours(1));
        JsonNode status = Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> clients.result("ada", "events/subscribe", params(url, SECRET, ""))
                                .path("deliveryStatus"),
                        found -> found.has("failedSince"));
        assertEquals("connection_refused", status.path("lastError").asString());
        assertEquals(List.of(), receiver.of("event"));
    }

    /// "Authentication required".
    @Test
    void callbacksAreForAuthenticatedCallersOnly() {
        assertEquals(-32024, code("local", params(receiver.url("/"), SECRET, "")));
        assertEquals(
                -32024,
                clients.error("local", "events/unsubscribe", params(receiver.url("/"), SECRET, ""))
                        .path("code")
                        .asInt());
        assertEquals(
                "[\"poll\",\"push\"]",
                clients.result("local", "events/list", "{}")
                        .at("/events/0/delivery")
                        .toString());
    }

    /// "Subscription identity".
    @Test
    void theSameQuestionOfTheSameCallerIsOneSubscriptionAndIsVerifiedOnce() {
        String first = id("ada", "'arguments':{'query':'x','every':'5m'},");
        assertEquals(first, id("ada", "'arguments':{'every':'5m','query':'x'},"));
        String other = id("ada", "'arguments':{'query':'y'},");
        assertNotEquals(first, other);
        assertEquals(1, receiver.of("verification").size(), "by caller and address, not by arguments");
        assertNotEquals(first, id("bob", "'arguments':{'query':'x','every':'5m'},"));
        assertEquals(2, receiver.of("verification").size());
        assertEquals(
                3,
                clients.deliveries.endpoints().all(clients.now.toEpochMilli()).size());
        JsonNode again = subscribe("ada", "'arguments':{'query':'y'},");
        assertEquals(
                "{\"active\":true,\"lastDeliveryAt\":null,\"lastError\":null}",
                again.path("deliveryStatus").toString());
    }

    /// "Subscription TTL".
    @ParameterizedTest
    @CsvSource({"null,86400", "1,60", "3600000,3600", "864000000,86400"})
    void theTimeIsGrantedBetweenAMinuteAndADay(String ttl, long seconds) {
        Instant until = Instant.parse(
                subscribe("ada", "'ttlMs':" + ttl + ",").path("refreshBefore").asString());
        assertEquals(seconds, Duration.between(clients.now, until).toSeconds());
    }

    @Test
    void whatIsNotRefreshedEnds() throws Exception {
        subscribe("ada", "'ttlMs':60000,");
        clients.later(Duration.ofSeconds(61));
        clients.traffic.create();
        JsonNode poll = clients.result("ada", "events/poll", "{'name':'contact.matched'}");
        clients.later(Duration.ofHours(1));
        String cursor = poll.path("cursor").asString();
        clients.traffic.create();
        clients.later(Duration.ofHours(1));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> !clients.result(
                                "ada", "events/poll", "{'name':'contact.matched','cursor':'" + cursor + "'}")
                        .path("events")
                        .isEmpty());
        assertEquals(List.of(), receiver.of("event"));
        JsonNode gone = clients.error("ada", "events/unsubscribe", params(receiver.url("/hook"), SECRET, ""));
        assertEquals(-32023, gone.path("code").asInt());
        assertEquals("subscription", gone.at("/data/kind").asString());
    }

    /// "Secret rotation": both sign for a while.
    @Test
    void aNewSecretTakesTheOldOnesPlaceAndForAWhileBothSign() throws Exception {
        subscribe("ada", "");
        clients.result("ada", "events/subscribe", params(receiver.url("/hook"), OTHER, ""));
        clients.traffic.create();
        clients.later(Duration.ofMinutes(10));
        Post both = receiver.until("event", 1).getFirst();
        assertTrue(both.signedWith(SECRET) && both.signedWith(OTHER), both::toString);
        clients.later(Duration.ofMinutes(10));
        clients.traffic.create();
        clients.later(Duration.ofMinutes(10));
        Post one = receiver.until("event", 2).getLast();
        assertTrue(one.signedWith(OTHER) && !one.signedWith(SECRET), one::toString);
        assertEquals(1, receiver.of("verification").size());
    }

    @Test
    void whatTheReceiverDoesNotWantIsNotTriedAgainAndTheRestGoesOn() throws Exception {
        for (int refusal : List.of(410, 413)) {
            String path = "/" + refusal;
            receiver.status = post -> post.type().equals("event")
                            && post.path().equals(path)
                            && receiver.of("event").stream()
                                    .noneMatch(before -> before.path().equals(path))
                    ? refusal
                    : 200;
            clients.result("ada", "events/subscribe", params(receiver.url(path), SECRET, ""));
        }
        clients.traffic.create();
        clients.later(Duration.ofMinutes(10));
        receiver.until("event", 2);
        clients.later(Duration.ofMinutes(30));
        clients.traffic.create();
        clients.later(Duration.ofMinutes(10));
        List<Post> all = receiver.until("event", 4);
        assertEquals(4, all.size());
        assertEquals(2, all.stream().map(Post::id).distinct().count(), "each event once to each");
    }

    /// "Webhook delivery status", and the cursor that never passes what is not accepted.
    @Test
    void aReceiverThatFailsIsReportedAndTriedAgain() throws Exception {
        String from = subscribe("ada", "").path("cursor").asString();
        receiver.status = _ -> 503;
        clients.traffic.create();
        clients.later(Duration.ofMinutes(10));
        receiver.until("event", 1);
        JsonNode failing = Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> subscribe("ada", ""),
                        answer -> answer.at("/deliveryStatus/failedSince").isString());
        assertEquals("http_5xx", failing.at("/deliveryStatus/lastError").asString());
        assertEquals(from, failing.path("cursor").asString());
        receiver.status = _ -> 200;
        clients.later(Duration.ofSeconds(10));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> subscribe("ada", "")
                        .at("/deliveryStatus/lastDeliveryAt")
                        .isString());
        assertEquals(1, receiver.of("event").stream().map(Post::id).distinct().count());
    }

    @Test
    void whoseWatchWasEndedIsToldThatAndNotThatTheyMayNot() throws Exception {
        String id = subscribe("ada", "").path("id").asString();
        clients.store.remove(clients.store.watches().getFirst().id());
        Post end = receiver.until("terminated", 1).getFirst();
        assertEquals(id, end.subscription());
        assertEquals(-32023, end.json().at("/error/code").asInt());
        assertEquals("watch ended", end.json().at("/error/data/reason").asString());
        assertFalse(subscribe("ada", "").has("deliveryStatus"), "it begins anew");
    }

    /// "Authorization" and "Subscription Termination".
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoseAccessHasEndedGetsNothingMoreAndTheCallbackIsTold(boolean name) throws Exception {
        String id = subscribe("ada", "").path("id").asString();
        if (name) {
            clients.gone.add("ada");
        } else {
            clients.tokens.put("ada", "another, as the first was stolen");
        }
        clients.traffic.create();
        clients.later(Duration.ofHours(2));
        Post end = receiver.until("terminated", 1).getFirst();
        assertEquals(-32024, end.json().at("/error/code").asInt());
        assertEquals(id, end.subscription());
        assertTrue(end.signedWith(SECRET) && end.id().startsWith("msg_terminated_"), end::toString);
        assertEquals(List.of(), receiver.of("event"));
        clients.gone.clear();
        assertEquals(
                -32023,
                clients.error("ada", "events/unsubscribe", params(receiver.url("/hook"), SECRET, ""))
                        .path("code")
                        .asInt());
    }

    @Test
    void aCallerEndsTheirOwnSubscriptionsOnly() throws Exception {
        subscribe("ada", "");
        String params = params(receiver.url("/hook"), SECRET, "");
        assertEquals(
                -32023,
                clients.error("bob", "events/unsubscribe", params).path("code").asInt());
        JsonNode ended = clients.result("ada", "events/unsubscribe", params);
        assertEquals("complete", ended.path("resultType").asString());
        assertEquals(
                -32023,
                clients.error("ada", "events/unsubscribe", params).path("code").asInt());
        clients.traffic.create();
        clients.later(Duration.ofHours(1));
        String watch = clients.store.watches().getFirst().id();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> clients.store.watch(watch).last() == 1);
        assertEquals(List.of(), receiver.of("event"));
    }

    @Test
    void aSubscriptionOutlivesTheServer() throws Exception {
        subscribe("ada", "");
        clients.shut();
        String made = clients.traffic.create();
        clients.later(Duration.ofHours(1));
        clients.open();
        Post event = receiver.until("event", 1).getFirst();
        assertEquals(made, event.json().at("/data/id").asString());
        assertEquals(1, receiver.of("verification").size());
        subscribe("ada", "");
        assertEquals(1, receiver.of("verification").size(), "it is known that it agreed");
    }

    /// "Cursor Lifecycle": what happened since the client's cursor is sent.
    @Test
    void aSubscriptionGoesOnFromACursor() throws Exception {
        String from = clients.result("ada", "events/poll", "{'name':'contact.matched'}")
                .path("cursor")
                .asString();
        String made = clients.traffic.create();
        clients.later(Duration.ofHours(1));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> clients.store.watches().getFirst().last() == 1);
        JsonNode subscribed = subscribe("ada", "'cursor':'" + from + "',");
        assertEquals(from, subscribed.path("cursor").asString());
        assertEquals(
                made,
                receiver.until("event", 1).getFirst().json().at("/data/id").asString());
        clients.later(Duration.ofHours(1));
        JsonNode late = clients.result(
                "ada",
                "events/subscribe",
                params(receiver.url("/b"), SECRET, "'maxAgeMs':1000,'cursor':'" + from + "',"));
        assertTrue(late.path("truncated").asBoolean(), late::toString);
    }

    @Test
    void whoseAccountIsAnotherNowBeginsAnewAndSaysSo() throws Exception {
        String cursor = subscribe("bob", "").path("cursor").asString();
        clients.accounts.put(
                "bob",
                new Access(
                        new FixedTokens(
                                new Secret(SampleAccount.SECOND_LOCATION_TOKEN),
                                null,
                                SampleAccount.SECOND_LOCATION_ID),
                        new AccountLocations(SampleAccount.SECOND_LOCATION_ID),
                        null));
        JsonNode again = subscribe("bob", "'cursor':'" + cursor + "',");
        assertTrue(again.path("truncated").asBoolean() && !again.has("deliveryStatus"), again::toString);
        clients.traffic.create();
        String own = clients.traffic
                .create("Bobs", SampleAccount.SECOND_LOCATION_ID, SampleAccount.SECOND_LOCATION_TOKEN)
                .at("/contact/id")
                .asString();
        clients.later(Duration.ofHours(1));
        Post event = receiver.until("event", 1).getFirst();
        assertEquals(own, event.json().at("/data/id").asString());
    }

    @Test
    void aCallerHasAHundredSubscriptionsAtMost() {
        // It would end those of which nobody is known to have asked for them.
        clients.deliveries.close();
        String id = id("ada", "");
        long now = clients.now.toEpochMilli();
        WebhookEndpoint one = clients.deliveries.endpoints().find(id, now);
        for (int number = 1; number < 100; number++) {
            WebhookEndpoint other = new WebhookEndpoint(
                    "sub_" + number,
                    one.watch(),
                    one.reader(),
                    one.url(),
                    one.secrets(),
                    0,
                    one.format(),
                    false,
                    one.owner(),
                    now,
                    one.expires());
            clients.deliveries.endpoints().add(other, EventCursor.at(clients.store.watch(one.watch()), 0), now);
        }
        JsonNode error = clients.error("ada", "events/subscribe", params(receiver.url("/more"), SECRET, ""));
        assertEquals(-32025, error.path("code").asInt());
        assertEquals("subscriptions", error.at("/data/limit").asString());
        assertEquals(100, error.at("/data/max").asInt());
        assertTrue(subscribe("ada", "").has("deliveryStatus"), "those that there are go on");
        assertNotEquals(id, id("bob", ""));
    }

    @Test
    void aHostIsNotAskedAgainAndAgain() {
        for (int number = 0; number < 10; number++) {
            receiver.echo = _ -> "no";
            assertEquals(-32027, code("ada", params(receiver.url("/" + number), SECRET, "")));
        }
        JsonNode often = clients.error("ada", "events/subscribe", params(receiver.url("/x"), SECRET, ""));
        assertEquals(-32025, often.path("code").asInt());
        assertEquals("verifications", often.at("/data/limit").asString());
        assertEquals(10, receiver.posts.size());
        assertEquals(-32027, code("bob", params(receiver.url("/x"), SECRET, "")), "others have their own ten");
    }

    @Test
    void aHostIsNotAskedMoreByOtherSpellingsOfIt() {
        receiver.echo = _ -> "no";
        List<String> spellings = List.of("localhost", "LOCALHOST", "127.0.0.1", "2130706433", "[::ffff:127.0.0.1]");
        for (int number = 0; number < 50; number++) {
            String url = "http://" + spellings.get(number % 5) + ":"
                    + URI.create(receiver.url("/")).getPort() + "/" + number;
            code("ada", params(url, SECRET, ""));
        }
        assertEquals(30, receiver.posts.size());
    }

    /// A client of the sketch: it declares no extension, and knows the numbers of errors that the sketch had.
    @Test
    void aClientOfTheSketchSubscribesAsChatGptDoes() throws Exception {
        JsonNode discovered = sketch("server/discover", "{}");
        assertTrue(discovered.at("/result/capabilities/events").isObject(), discovered::toString);
        JsonNode type = sketch("events/list", "{}")
                .at("/result/events")
                .valueStream()
                .filter(one -> one.path("name").asString().equals("contact.created"))
                .findFirst()
                .orElseThrow();
        assertTrue(type.path("delivery").toString().contains("webhook"));
        String params = params(receiver.url("/chatgpt"), SECRET, "").replace("contact.matched", "contact.created");
        JsonNode subscribed = sketch("events/subscribe", params).path("result");
        assertTrue(subscribed.path("refreshBefore").isString(), subscribed::toString);
        String made = clients.traffic.create();
        clients.later(Duration.ofHours(1));
        Post event = receiver.until("event", 1).getFirst();
        assertEquals(made, event.json().at("/data/id").asString());
        assertTrue(event.signedWith(SECRET) && event.body().length < 256 << 10);
        assertEquals(
                "complete",
                sketch("events/unsubscribe", params).at("/result/resultType").asString());
        assertEquals(
                -32011, sketch("events/unsubscribe", params).at("/error/code").asInt());
        receiver.echo = _ -> "no";
        assertEquals(
                -32015,
                sketch("events/subscribe", params(receiver.url("/b"), SECRET, ""))
                        .at("/error/code")
                        .asInt());
    }

    private JsonNode sketch(String method, String params) {
        return clients.ask(clients.server(EventClients.ALL), "ada", method, params, "{}");
    }

    private int code(String caller, String params) {
        return clients.error(caller, "events/subscribe", params).path("code").asInt();
    }

    private String id(String caller, String more) {
        return subscribe(caller, more).path("id").asString();
    }

    private JsonNode subscribe(String caller, String more) {
        return clients.result(caller, "events/subscribe", params(receiver.url("/hook"), SECRET, more));
    }

    private static String params(String url, String secret, String more) {
        return "{'name':'contact.matched'," + more + "'delivery':{'mode':'webhook','url':'" + url + "','secret':'"
                + secret + "'}}";
    }
}
