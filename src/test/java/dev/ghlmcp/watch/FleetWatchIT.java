package dev.ghlmcp.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.RedisServer;
import dev.ghlmcp.SandboxAccount;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.redis.Redis;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import dev.ghlmcp.secret.Secret;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.StoreException;
import dev.ghlmcp.store.redis.RedisStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Built programs as servers of a fleet, whose watches are in a real Redis. A reader of the test's own wants them
/// polled each second, which no other way in allows.
class FleetWatchIT {
    /// -Pfaults: thirty.
    private static final int KILLS = Integer.getInteger("watch.kills", 5);

    private static final int MOST_MS = 1500;
    private static final String TOKEN = "fleet-token-0123456789abcdef";

    @TempDir
    private Path folder;

    private final Sandbox sandbox =
            Sandbox.start(SandboxOptions.defaults().withLimits(0, 0).withSearchLag(Duration.ofMillis(300)));
    private final ContactTraffic traffic = new ContactTraffic(sandbox.uri());
    private final HttpClient http = HttpClient.newHttpClient();
    private RedisServer redis;
    private GateProxy proxy;
    private EventStore store;

    @BeforeEach
    void start() throws Exception {
        redis = RedisServer.keeping(folder);
        redis.settled();
        proxy = new GateProxy(sandbox.uri());
        store = new RedisStore(
                new Redis(new Secret(redis.url()), Duration.ofSeconds(30), _ -> {}),
                "ghl-mcp:state-" + Digests.of(proxy.address(), 8) + ":",
                null);
    }

    @AfterEach
    void stop() {
        store.close();
        proxy.close();
        redis.close();
        http.close();
        traffic.close();
        sandbox.close();
    }

    @Test
    void aFileAtOneServerStandsBesideTheTruthThoughTheOtherIsKilledAgainAndAgain() throws Exception {
        WatchSpec spec = watched("search_contacts", Json.MAPPER.createObjectNode());
        Path out = folder.resolve("new.jsonl");
        Random random = new Random(22);
        int held = 0;
        try (BuiltProgram reader =
                BuiltProgram.start(environment(), "watch", "search_contacts", "--out", out.toString())) {
            await().until(() -> store.watch(spec.id()).primed());
            for (int kill = 0; kill < KILLS; kill++) {
                try (BuiltProgram server = BuiltProgram.start(environment(), "http", "--port", "0")) {
                    poll(server.address(), "search_contacts");
                    for (int index = 0; index < 5; index++) {
                        traffic.create();
                    }
                    List<String> there = traffic.there();
                    traffic.change(there.get(random.nextInt(there.size())));
                    Thread.sleep(random.nextInt(MOST_MS));
                    server.signal("KILL");
                    server.exitCode();
                }
                // Nobody waits for the lease of what was killed. The reader's own, if it polls, is lost with it.
                String holder = store.watch(spec.id()).holder();
                held += holder.isEmpty() ? 0 : 1;
                store.release(spec.id(), holder);
            }
            await().untilAsserted(() -> traffic.assertTold(
                    Files.readAllLines(out).stream().map(Json.MAPPER::readTree).toList()));
            assertTrue(store.watch(spec.id()).last() >= 5L * KILLS);
            reader.terminate();
            reader.exitCode();
        }
        System.out.println("the file of a fleet beside the truth: "
                + Files.readAllLines(out).size() + " events, " + traffic.there().size() + " contacts there, " + KILLS
                + " kills, " + held + " while somebody had the lease");
    }

    @Test
    void ofTwoServersOnePollsAndBothRead() throws Exception {
        WatchSpec spec = watched("search_contacts", Json.MAPPER.createObjectNode());
        try (BuiltProgram one = BuiltProgram.start(environment(), "http", "--port", "0");
                BuiltProgram other = BuiltProgram.start(environment(), "http", "--port", "0")) {
            URI here = one.address();
            URI there = other.address();
            assertEquals(0, poll(here, "search_contacts").size());
            assertEquals(0, poll(there, "search_contacts").size());
            long begin = System.currentTimeMillis();
            int before = proxy.requests();
            for (int index = 0; index < 10; index++) {
                traffic.create();
            }
            await().until(() -> store.watch(spec.id()).last() == 10);
            Thread.sleep(MOST_MS);
            long seconds = (System.currentTimeMillis() - begin) / 1000;
            int polls = proxy.requests() - before;
            assertTrue(polls <= seconds + 5, polls + " polls in " + seconds + " s");
            JsonNode read = poll(here, "search_contacts");
            assertEquals(10, read.size());
            assertEquals(read, poll(there, "search_contacts"));
        }
    }

    /// The one that was away has an answer from before a change: if it noted that, what is new would be gone again.
    @Test
    void whoWasStoppedWithTheLeaseAndComesBackNotesNothing() throws Exception {
        String contact = traffic.create();
        ObjectNode arguments = Json.MAPPER.createObjectNode().put("contactId", contact);
        WatchSpec spec = watched("list_contact_notes", arguments);
        String question = "list_contact_notes?contactId=" + contact;
        try (BuiltProgram first = BuiltProgram.start(environment(), "http", "--port", "0")) {
            URI here = first.address();
            assertEquals(0, poll(here, question).size());
            proxy.shut(true);
            await().until(() -> proxy.waiting() > 0);
            first.signal("STOP");
            int passed = proxy.passed();
            proxy.shut(false);
            await().until(() -> proxy.passed() > passed);
            String stopped = store.watch(spec.id()).holder();
            assertFalse(stopped.isEmpty(), "it is in the middle of a poll");
            note(contact);
            store.release(spec.id(), stopped);
            try (BuiltProgram second = BuiltProgram.start(environment(), "http", "--port", "0")) {
                URI there = second.address();
                poll(there, question);
                await().until(() -> store.watch(spec.id()).last() == 1);
                long polled = store.watch(spec.id()).polled();
                first.signal("CONT");
                // It answers again, and both have polled on.
                await().until(() -> poll(here, question).size() == 1);
                await().until(() -> store.watch(spec.id()).polled() > polled + 3000);
                assertEquals(
                        1,
                        store.watch(spec.id()).last(),
                        () -> store.events(spec.id(), 0, 10).toString());
            }
        }
    }

    @Test
    void withoutItsRedisAServerAnswersAndWatchesGoOnWhenItIsBack() throws Exception {
        WatchSpec spec = watched("search_contacts", Json.MAPPER.createObjectNode());
        try (BuiltProgram server = BuiltProgram.start(environment(), "http", "--port", "0")) {
            URI here = server.address();
            poll(here, "search_contacts");
            traffic.create();
            await().until(() -> store.watch(spec.id()).last() == 1);
            redis.kill();
            server.awaitError("nothing is watched for now: The store in Redis at 127.0.0.1");
            var away = http.send(request(here, "search_contacts"), BodyHandlers.ofString());
            assertEquals(503, away.statusCode(), away.body());
            assertTrue(away.body().contains("does not answer: watches and syncs go on when it does"), away.body());
            assertEquals(
                    200,
                    http.send(request(here, ""), BodyHandlers.ofString()).statusCode(),
                    "what needs no store is answered");
            traffic.create();
            redis.restart();
            server.awaitError("the store can be used again: watches go on");
            await().ignoreException(StoreException.class)
                    .until(() -> store.watch(spec.id()).last() == 2);
            JsonNode events = poll(here, "search_contacts");
            traffic.assertTold(events.valueStream().toList().reversed());
        }
        try (BuiltProgram doctor = BuiltProgram.start(environment(), "doctor")) {
            String found = String.join("\n", doctor.rest());
            assertTrue(found.contains("Redis at 127.0.0.1"), found);
            assertTrue(found.contains("has 1 watch"), found);
        }
    }

    private WatchSpec watched(String operation, ObjectNode arguments) {
        WatchSpec spec = new WatchSpec(proxy.address(), "", SampleAccount.LOCATION_ID, null, operation, arguments);
        // A Redis that was away before this test is looked for each second.
        await().ignoreException(StoreException.class)
                .until(() ->
                        store.enter(spec.id(), spec.text(), "test", Duration.ofSeconds(1), System.currentTimeMillis())
                                != null);
        return spec;
    }

    /// A busy machine may let a server wait for its Redis: who asks, asks again.
    private JsonNode poll(URI server, String question) {
        return Json.MAPPER.readTree(await().until(
                        () -> http.send(request(server, question), BodyHandlers.ofString()),
                        answer -> answer.statusCode() == 200)
                .body());
    }

    private static HttpRequest request(URI server, String question) {
        return HttpRequest.newBuilder(server.resolve(question.isEmpty() ? "/triggers" : "/triggers/" + question))
                .header("Authorization", "Bearer " + TOKEN)
                .build();
    }

    private void note(String contact) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.uri() + "/contacts/" + contact + "/notes"))
                .header("Authorization", "Bearer " + SampleAccount.LOCATION_TOKEN)
                .header("Version", "2021-07-28")
                .header("User-Agent", "ghl-mcp test")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"body\":\"called back\"}"))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        assertEquals(201, answer.statusCode(), answer.body());
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(50));
    }

    private Map<String, String> environment() {
        return SandboxAccount.variables(
                proxy.address(), "GHL_HTTP_TOKENS", "fleet: " + TOKEN, "GHL_FLEET_STORE", redis.url());
    }
}
