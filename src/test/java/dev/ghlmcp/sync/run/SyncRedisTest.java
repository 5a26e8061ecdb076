package dev.ghlmcp.sync.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghlmcp.RedisServer;
import dev.ghlmcp.redis.Redis;
import dev.ghlmcp.secret.Secret;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.redis.RedisStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncRedisTest {
    @TempDir
    Path folder;

    @Test
    void ofTwoServersOnOneRedisOneCarriesOutEachMessage() throws Exception {
        try (RedisServer server = RedisServer.start();
                EventStore first = store(server);
                EventStore second = store(server);
                SyncTrial trial = new SyncTrial(folder, first)) {
            SyncCrashTest.severalProcesses(trial, List.of(first, second));
        }
    }

    @Test
    void whatIsCreatedAfterTheRedisWasEmptiedIsKnownToTheNextProcess() throws Exception {
        try (RedisServer server = RedisServer.start();
                SyncTrial trial = new SyncTrial(folder, store(server))) {
            creates(trial);
            Inbox inbox = trial.inbox();
            SyncRunner runner = trial.runner();
            send(inbox, trial, "one@example.com", "One");
            SyncTrial.look(runner);
            server.command("FLUSHALL");
            send(inbox, trial, "two@example.com", "Two");
            SyncTrial.look(runner);
            try (EventStore next = store(server)) {
                send(trial.inbox(next), trial, "two@example.com", "Second");
                SyncTrial.look(trial.runner(next));
            }
            assertEquals(List.of("POST", "POST", "PUT"), methods(trial));
        }
    }

    @Test
    void ofTwoServersOneTakesTheKeyThatTheOtherGaveTheEmptiedRedis() throws Exception {
        try (RedisServer server = RedisServer.start();
                SyncTrial trial = new SyncTrial(folder, store(server))) {
            creates(trial);
            SyncRunner runner = trial.runner();
            send(trial.inbox(), trial, "one@example.com", "One");
            SyncTrial.look(runner);
            server.command("FLUSHALL");
            try (EventStore other = store(server)) {
                send(trial.inbox(other), trial, "two@example.com", "Two");
                SyncTrial.look(trial.runner(other));
                send(trial.inbox(), trial, "two@example.com", "Second");
                SyncTrial.look(runner);
                send(trial.inbox(), trial, "three@example.com", "Three");
                SyncTrial.look(runner);
                send(trial.inbox(other), trial, "three@example.com", "Third");
                SyncTrial.look(trial.runner(other));
            }
            assertEquals(List.of("POST", "POST", "PUT", "POST", "PUT"), methods(trial));
        }
    }

    @Test
    void whatWasOnItsWayWhenTheRedisWasEmptiedIsKnownAfterwards() throws Exception {
        try (RedisServer server = RedisServer.start();
                SyncTrial trial = new SyncTrial(folder, store(server))) {
            creates(trial);
            AtomicBoolean emptied = new AtomicBoolean();
            trial.answer((tool, arguments, sandbox) -> {
                var result = sandbox.call("creating", tool, arguments);
                if (emptied.compareAndSet(false, true)) {
                    try {
                        server.command("FLUSHALL");
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
                return result;
            });
            send(trial.inbox(), trial, "one@example.com", "One");
            trial.look();
            send(trial.inbox(), trial, "one@example.com", "First");
            trial.look();
            assertEquals(List.of("POST", "PUT"), methods(trial));
        }
    }

    private static void creates(SyncTrial trial) {
        trial.syncs.add(SyncTrial.sync(
                "creating",
                null,
                false,
                Set.of(),
                SyncTrial.step(
                        "create_contact", "$new", "{\"email\": email, \"firstName\": name}", "contact", Map.of()),
                SyncTrial.step(
                        "update_contact",
                        "$not($new)",
                        "{\"contactId\": $linked.id, \"firstName\": name}",
                        null,
                        Map.of())));
    }

    private static void send(Inbox inbox, SyncTrial trial, String email, String name) {
        String body = "{\"email\":\"" + email + "\",\"name\":\"" + name + "\"}";
        trial.pass(Duration.ofSeconds(1));
        inbox.accept(trial.sync("creating"), List.of(SyncTrial.input(body)), null);
    }

    private static List<String> methods(SyncTrial trial) {
        return trial.writes().stream()
                .map(write -> write.substring(0, write.indexOf(' ')))
                .toList();
    }

    private static EventStore store(RedisServer server) {
        Redis redis = new Redis(new Secret(server.url()), Duration.ofSeconds(30), _ -> {});
        return new RedisStore(redis, "ghl-mcp:", new Secret("words for the seal of this store"));
    }
}
