package dev.ghlmcp.store.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.RedisServer;
import dev.ghlmcp.redis.Redis;
import dev.ghlmcp.secret.Secret;
import dev.ghlmcp.store.Commit;
import dev.ghlmcp.store.Commit.Event;
import dev.ghlmcp.store.Commit.Put;
import dev.ghlmcp.store.Document;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.EventStoreContract;
import dev.ghlmcp.store.Lease;
import dev.ghlmcp.store.SinkPosition;
import dev.ghlmcp.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisStoreTest extends EventStoreContract {
    private static RedisServer server;

    @BeforeAll
    static void start() throws Exception {
        server = RedisServer.start();
    }

    @AfterAll
    static void end() {
        server.close();
    }

    @BeforeEach
    void empty() throws IOException {
        server.command("FLUSHALL");
    }

    @Test
    void aRedisThatIsAwayIsSaidInASentenceAndIsUsedAgainWhenItIsBack(@TempDir Path folder) throws Exception {
        try (RedisServer durable = RedisServer.keeping(folder);
                EventStore store = store(durable, KEY)) {
            Lease lease = begun(store);
            assertTrue(store.commit(lease, commit(put("a", "1", "e1"))));
            durable.kill();
            StoreException told =
                    assertThrows(StoreException.class, () -> store.commit(lease, commit(put("b", "1", "e2"))));
            assertTrue(told.away());
            assertTrue(
                    told.getMessage().contains("does not answer: watches and syncs go on when it does"),
                    told.getMessage());
            durable.restart();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .ignoreException(StoreException.class)
                    .until(() -> store.watch("w") != null);
            assertTrue(store.commit(lease, commit(put("a", "1", "e1"), put("b", "1", "e2"))));
            assertEquals(List.of("e1", "e2"), ids(store), "nothing is lost or doubled");
        }
    }

    @Test
    void anEmptiedRedisGetsAKeyAnew() throws IOException {
        try (EventStore store = store(KEY)) {
            begun(store);
            server.command("FLUSHALL");
            assertEquals(List.of(), store.watches());
            assertTrue(store.commit(begun(store), commit(put("a", "1", "e1"))));
            assertTrue(store.documents().insert(Document.of("inbox", "a", "1")));
            try (EventStore other = store(KEY)) {
                assertEquals("spec", other.watch("w").spec());
                assertEquals("body of e1", other.events("w", 0, 1).getFirst().body());
                assertEquals("1", other.documents().document("inbox", "a").body());
            }
        }
    }

    @Test
    void whenAnotherServerSetsAKeyOneWithoutWritesNothingReadableAnyMore() {
        try (EventStore open = store(null);
                EventStore sealing = store(KEY)) {
            Lease lease = begun(open);
            assertTrue(open.commit(lease, commit(put("a", "1", "e1"))));
            begun(sealing);
            StoreException told =
                    assertThrows(StoreException.class, () -> open.commit(lease, commit(put("b", "1", "e2"))));
            assertTrue(told.getMessage().contains("set GHL_STORE_KEY"), told.getMessage());
        }
    }

    @Test
    void keysOfOthersAreRefusedInASentenceAndLeftAsTheyAre() throws IOException {
        server.command("SET ghl-mcp:watches mine");
        try (EventStore store = store(null)) {
            StoreException told = assertThrows(StoreException.class, store::watches);
            assertTrue(told.getMessage().contains("is not a store of ghl-mcp's"), told.getMessage());
            assertFalse(told.away());
        }
        server.command("HSET ghl-mcp:store format 2");
        try (EventStore store = store(null)) {
            StoreException told = assertThrows(StoreException.class, () -> begun(store));
            assertTrue(told.getMessage().contains("is of another release"), told.getMessage());
        }
        assertTrue(server.command("GET ghl-mcp:watches").contains("mine"));
    }

    @Test
    void whatIsWrittenOutlivesAThreadThatIsInterrupted() {
        try (EventStore store = store(null)) {
            Lease lease = begun(store);
            Thread.currentThread().interrupt();
            assertTrue(store.commit(lease, commit(put("a", "1", "e1"))));
            store.release("w", "me");
            assertTrue(Thread.interrupted(), "it is still");
            assertEquals("", store.watch("w").holder());
        }
    }

    @Test
    void aWatchThatIsRemovedLeavesNothing() throws IOException {
        try (EventStore store = store(null)) {
            Lease lease = begun(store);
            store.commit(lease, new Commit(List.of(new Put("a", "1", 50, new Event("e1", "{}"))), 0, 0, 100, null));
            store.sink("w", new SinkPosition("new.jsonl", "inode", 12, 3));
            store.remove("w");
            store.sink("w", new SinkPosition("new.jsonl", "inode", 13, 4));
            store.enter("x", "spec", "me", MINUTE, 1);
            store.leave("x", "me", 2);
            store.tidy(3 + EventStore.KEPT.toMillis());
            assertEquals(List.of("ghl-mcp:store"), keys());
        }
    }

    @Test
    void aLargeFindIsNotedInPartsSoThatNobodyWaitsLongForRedis() throws IOException {
        try (EventStore store = store(null)) {
            Lease lease = begun(store);
            List<Put> many = new ArrayList<>();
            for (int index = 0; index < 50_000; index++) {
                String value = Integer.toString(index).repeat(12);
                many.add(new Put("slot " + index, value, 0, new Event("evt_" + index, value.repeat(8))));
            }
            server.command("CONFIG RESETSTAT");
            assertTrue(store.commit(lease, new Commit(many, 7, 0, 100, null)));
            assertEquals(50_000, store.watch("w").last());
            assertEquals(7, store.watch("w").mark());
            assertEquals(50_000, store.items("w").size());
            assertTrue(server.command("INFO commandstats").contains("cmdstat_zrangebyscore:calls=50,"), "1000 at once");
        }
    }

    @Override
    protected EventStore store(Secret key) {
        return store(server, key);
    }

    static EventStore store(RedisServer server, Secret key) {
        Redis redis = new Redis(new Secret(server.url()), Duration.ofSeconds(30), _ -> {});
        return new RedisStore(redis, "ghl-mcp:", key);
    }

    @Override
    protected String stored() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String key : keys()) {
            for (String command : List.of("HGETALL ", "GET ", "SMEMBERS ", "ZRANGE ")) {
                all.append(server.command(command + '"' + key + '"' + (command.startsWith("Z") ? " 0 -1" : "")));
            }
        }
        return all.toString();
    }

    private static List<String> keys() throws IOException {
        return Pattern.compile("(?m)^ghl-mcp:.*$")
                .matcher(server.command("KEYS *").replace("\r", ""))
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
