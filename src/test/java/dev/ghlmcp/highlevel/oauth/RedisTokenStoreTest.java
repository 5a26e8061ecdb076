package dev.ghlmcp.highlevel.oauth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.RedisServer;
import dev.ghlmcp.highlevel.CredentialsException;
import dev.ghlmcp.highlevel.Secret;
import dev.ghlmcp.highlevel.fleet.Redis;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Tokens that servers share in a real Redis.
class RedisTokenStoreTest {
    private static final byte[] TOKEN = "secret-A1".getBytes(StandardCharsets.UTF_8);

    private final Grants grants = new Grants();
    private RedisServer server;
    private Redis redis;

    @BeforeEach
    void start() throws Exception {
        server = RedisServer.start();
        redis = new Redis(new Secret(server.url()), Grants.PATIENCE, System.err::println);
    }

    @AfterEach
    void close() {
        grants.close();
        if (server != null) {
            redis.close();
            server.close();
        }
    }

    @Test
    void keepsWhatItIsGivenAndNothingThatCanBeRead() throws Exception {
        RedisTokenStore store = new RedisTokenStore(redis, new Seal(new Secret("three plain words")));
        store.save("a", TOKEN);
        store.save("b", "other".getBytes(StandardCharsets.UTF_8));
        assertArrayEquals(TOKEN, store.load("a"));
        assertEquals(Set.of("a", "b"), store.loadAll().keySet());
        store.remove("b");
        assertNull(store.load("b"));
        byte[] kept = redis.connection()
                .sync()
                .hget("ghl-mcp:tokens".getBytes(StandardCharsets.UTF_8), "a".getBytes(StandardCharsets.UTF_8));
        assertFalse(new String(kept, StandardCharsets.ISO_8859_1).contains("secret-A1"));
        RedisTokenStore keyless = new RedisTokenStore(redis, new Seal(null));
        assertTrue(assertThrows(CredentialsException.class, () -> keyless.load("a"))
                .getMessage()
                .contains("GHL_STORE_KEY"));
    }

    @Test
    void twoProcessesMakeOneRefresh() throws Exception {
        RedisTokenStore store = new RedisTokenStore(redis, new Seal(null));
        Grants.stored(Grants.AGENCY_RESOURCE, "secret-G1", "secret-GR1", Instant.now())
                .storeIn(store);
        grants.grantsOnce(
                "secret-GR1", Grants.granted("secret-G2", "secret-GR2").withFixedDelay(300));
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            processes.add(RenewingProcess.start(grants.upstream.baseUrl(), server.url(), false));
        }
        for (Process process : processes) {
            assertEquals("ready", process.inputReader().readLine());
        }
        for (Process process : processes) {
            go(process);
        }
        for (Process process : processes) {
            assertEquals("has a token", TwoProcessesTest.rest(process));
        }
        assertEquals(1, grants.refreshes());
        byte[] kept = store.load(Grants.AGENCY_RESOURCE.key());
        assertEquals(new Secret("secret-GR2"), StoredToken.of(kept).refresh());
    }

    @Test
    void theLockOfAProcessThatDiedEndsByItself() throws Exception {
        RedisTokenStore store = new RedisTokenStore(redis, new Seal(null));
        Grants.stored(Grants.AGENCY_RESOURCE, "secret-G1", "secret-GR1", Instant.now())
                .storeIn(store);
        grants.grantsOnce("secret-GR1", "secret-G2", "secret-GR2");
        Process dying = RenewingProcess.start(grants.upstream.baseUrl(), server.url(), true);
        go(dying);
        TwoProcessesTest.rest(dying);
        assertEquals(9, dying.waitFor());
        assertEquals(
                "mine", store.locked(Grants.AGENCY_RESOURCE.key(), Grants.PATIENCE, () -> "mine"), "within the time");
    }

    @Test
    void saysWhatToDoWhenRedisIsAway() throws Exception {
        RedisTokenStore store = new RedisTokenStore(redis, new Seal(null));
        store.save("a", TOKEN);
        server.kill();
        String said =
                assertThrows(CredentialsException.class, () -> store.load("a")).getMessage();
        assertTrue(said.contains("does not answer") && said.contains("GHL_FLEET_STORE"), said);
        assertTrue(assertThrows(CredentialsException.class, () -> store.locked("a", Grants.PATIENCE, () -> "never"))
                .getMessage()
                .contains("does not answer"));
    }

    private static void go(Process process) throws Exception {
        process.outputWriter().write("go\n");
        process.outputWriter().flush();
    }
}
