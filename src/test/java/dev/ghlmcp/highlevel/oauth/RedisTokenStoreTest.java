package dev.ghlmcp.highlevel.oauth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.Await;
import dev.ghlmcp.RedisServer;
import dev.ghlmcp.highlevel.account.CredentialsException;
import dev.ghlmcp.highlevel.reply.Deadline;
import dev.ghlmcp.operation.annotation.TokenClass;
import dev.ghlmcp.redis.Redis;
import dev.ghlmcp.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
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
        redis = new Redis(new Secret(server.url()), Grants.TIMEOUT, System.err::println);
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
        RedisTokenStore store = new RedisTokenStore(redis, new SealedTokens(new Secret("three plain words")));
        store.save("a", TOKEN);
        store.save("b", "other".getBytes(StandardCharsets.UTF_8));
        assertArrayEquals(TOKEN, store.load("a"));
        assertEquals(Set.of("a", "b"), store.loadAll().keySet());
        store.remove("b");
        assertNull(store.load("b"));
        byte[] selected = redis.connection()
                .sync()
                .hget("ghl-mcp:tokens".getBytes(StandardCharsets.UTF_8), "a".getBytes(StandardCharsets.UTF_8));
        assertFalse(new String(selected, StandardCharsets.ISO_8859_1).contains("secret-A1"));
        RedisTokenStore keyless = new RedisTokenStore(redis, new SealedTokens(null));
        assertTrue(assertThrows(CredentialsException.class, () -> keyless.load("a"))
                .getMessage()
                .contains("GHL_STORE_KEY"));
    }

    @Test
    void twoProcessesMakeOneRefresh() throws Exception {
        RedisTokenStore store = new RedisTokenStore(redis, new SealedTokens(null));
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
        byte[] selected = store.load(Grants.AGENCY_RESOURCE.key());
        assertEquals(new Secret("secret-GR2"), StoredToken.of(selected).refresh());
    }

    @Test
    void theLockOfAProcessThatDiedEndsByItself() throws Exception {
        RedisTokenStore store = new RedisTokenStore(redis, new SealedTokens(null));
        Grants.stored(Grants.AGENCY_RESOURCE, "secret-G1", "secret-GR1", Instant.now())
                .storeIn(store);
        grants.grantsOnce("secret-GR1", "secret-G2", "secret-GR2");
        Process dying = RenewingProcess.start(grants.upstream.baseUrl(), server.url(), true);
        go(dying);
        TwoProcessesTest.rest(dying);
        assertEquals(9, dying.waitFor());
        assertEquals(
                "mine", store.locked(Grants.AGENCY_RESOURCE.key(), Grants.TIMEOUT, () -> "mine"), "within the time");
    }

    @Test
    void aStallInARefreshNeitherUsesTheTokenTwiceNorAsksForALogin() throws Exception {
        begin();
        Server one = new Server();
        Server other = new Server();
        Future<Secret> first = one.token();
        Await.until("a refresh", () -> grants.refreshes() == 1);
        server.hang();
        Future<Secret> second = other.token();
        Await.until("Redis is gone", () -> !one.redis.connected());
        server.goOn();
        assertEquals(new Secret("secret-G2"), first.get());
        assertEquals(new Secret("secret-G2"), second.get());
        assertEquals(1, grants.refreshes());
        one.credentials.close();
        other.credentials.close();
    }

    @Test
    void aLockThatIsLostInARefreshDoesNotLetAnotherServerSendTheToken() throws Exception {
        RedisTokenStore store = begin();
        Server one = new Server();
        Server other = new Server();
        Future<Secret> first = one.token();
        Await.until("a refresh", () -> grants.refreshes() == 1);
        redis.connection()
                .sync()
                .del(("ghl-mcp:token-lock:" + Grants.AGENCY_RESOURCE.key()).getBytes(StandardCharsets.UTF_8));
        Future<Secret> second = other.token();
        assertEquals(new Secret("secret-G2"), second.get());
        assertEquals(new Secret("secret-G2"), first.get());
        assertEquals(1, grants.refreshes());
        assertNull(StoredToken.of(store.load(Grants.AGENCY_RESOURCE.key())).sentAt());
        one.credentials.close();
        other.credentials.close();
    }

    /// A token that has ended, and a second that HighLevel takes for the next.
    private RedisTokenStore begin() throws Exception {
        RedisTokenStore store = new RedisTokenStore(redis, new SealedTokens(null));
        Grants.stored(Grants.AGENCY_RESOURCE, "secret-G1", "secret-GR1", Instant.now())
                .storeIn(store);
        grants.grantsOnce(
                "secret-GR1", Grants.granted("secret-G2", "secret-GR2").withFixedDelay(1000));
        return store;
    }

    /// One of two that share the Redis, as little patient with it as the program.
    private final class Server {
        final Redis redis = new Redis(new Secret(server.url()), Duration.ofMillis(500), System.err::println);
        final OAuthCredentials credentials = new OAuthCredentials(
                grants.client(InstantSource.system()),
                new RedisTokenStore(redis, new SealedTokens(null)),
                Grants.COMPANY,
                InstantSource.system(),
                Grants.TIMEOUT);

        Server() throws Exception {
            assertTrue(redis.up());
        }

        Future<Secret> token() {
            FutureTask<Secret> task =
                    new FutureTask<>(() -> credentials.token(TokenClass.AGENCY, null, Deadline.in(Grants.TIMEOUT)));
            Thread.ofVirtual().start(task);
            return task;
        }
    }

    @Test
    void saysWhatToDoWhenRedisIsAway() throws Exception {
        RedisTokenStore store = new RedisTokenStore(redis, new SealedTokens(null));
        store.save("a", TOKEN);
        server.kill();
        String said =
                assertThrows(CredentialsException.class, () -> store.load("a")).getMessage();
        assertTrue(said.contains("does not answer") && said.contains("GHL_FLEET_STORE"), said);
        assertTrue(assertThrows(CredentialsException.class, () -> store.locked("a", Grants.TIMEOUT, () -> "never"))
                .getMessage()
                .contains("does not answer"));
    }

    private static void go(Process process) throws Exception {
        process.outputWriter().write("go\n");
        process.outputWriter().flush();
    }
}
