package dev.ghlmcp.highlevel.oauth;

import dev.ghlmcp.highlevel.account.CredentialsException;
import dev.ghlmcp.redis.Redis;
import io.lettuce.core.RedisCommandInterruptedException;
import io.lettuce.core.RedisException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/// Tokens in a Redis that several servers share, one hash for all. A lock is a key that holds its owner's mark. The
/// owner renews it while its process lives; it expires soon after.
public final class RedisTokenStore implements TokenStore {
    private static final byte[] TOKENS = bytes("ghl-mcp:tokens");
    private static final String LOCK = "ghl-mcp:token-lock:";
    private static final Duration LOCKED = Duration.ofSeconds(10);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

    /// How long a renewal waits for an unreachable Redis before it fails.
    private static final Duration AWAY = Duration.ofSeconds(5);

    /// Deletes the lock only if the caller still owns it: it may have expired and belong to another server.
    private static final String RELEASE =
            "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) else return 0 end";

    /// Takes the lock if it is free, or keeps it for longer: it may have ended while Redis was away, and what was sent
    /// then may have been done without an answer.
    private static final String TAKE = "local holder = redis.call('get', KEYS[1])"
            + " if holder and holder ~= ARGV[1] then return 0 end"
            + " redis.call('set', KEYS[1], ARGV[1], 'px', ARGV[2]) return 1";

    private final Redis redis;
    private final SealedTokens seal;
    private volatile boolean away;

    /// When Redis answered again after an outage, on the scale of `System.nanoTime()`; long ago if it never failed.
    private volatile long back = System.nanoTime() - Duration.ofDays(1).toNanos();

    /// @param redis stays open; its creator closes it
    public RedisTokenStore(Redis redis, SealedTokens seal) {
        this.redis = redis;
        this.seal = seal;
    }

    @Override
    public byte[] load(String key) throws CredentialsException {
        byte[] sealed = ask(commands -> commands.hget(TOKENS, bytes(key)));
        return sealed == null ? null : seal.open(sealed, name());
    }

    @Override
    public Map<String, byte[]> loadAll() throws CredentialsException {
        Map<String, byte[]> values = new LinkedHashMap<>();
        for (var entry : ask(commands -> commands.hgetall(TOKENS)).entrySet()) {
            values.put(new String(entry.getKey(), StandardCharsets.UTF_8), seal.open(entry.getValue(), name()));
        }
        return values;
    }

    @Override
    public void save(String key, byte[] value) throws CredentialsException {
        byte[] sealed = seal.close(value);
        ask(commands -> commands.hset(TOKENS, bytes(key), sealed));
    }

    @Override
    public void remove(String key) throws CredentialsException {
        ask(commands -> commands.hdel(TOKENS, bytes(key)));
    }

    @Override
    public <T> T locked(String key, Duration limit, Action<T> action)
            throws CredentialsException, InterruptedException {
        byte[] lock = bytes(LOCK + key);
        byte[] mark = bytes(UUID.randomUUID().toString());
        long start = System.nanoTime();
        long silent = 0;
        while (true) {
            try {
                if (take(lock, mark)) {
                    break;
                }
                silent = 0;
            } catch (CredentialsException e) {
                // Counted from the first failure: the first connection alone may take longer.
                silent = silent == 0 ? System.nanoTime() : silent;
                if (Thread.currentThread().isInterrupted() || System.nanoTime() - silent >= AWAY.toNanos()) {
                    throw e;
                }
            }
            if (System.nanoTime() - start >= limit.toNanos()) {
                throw new CredentialsException("Another server has been renewing the same token for a long while."
                        + " Call again; if that does not help, end other running ghl-mcp processes.");
            }
            Thread.sleep(BETWEEN_TRIES);
        }
        Thread keeper = Thread.ofVirtual().name("token lock").start(() -> keep(lock, mark));
        try {
            return action.run();
        } finally {
            keeper.interrupt();
            keeper.join();
            release(lock, mark);
        }
    }

    @Override
    public Duration steady() {
        return Duration.ofNanos(System.nanoTime() - back);
    }

    @Override
    public void close() {}

    private boolean take(byte[] lock, byte[] mark) throws CredentialsException {
        byte[] time = bytes(Long.toString(LOCKED.toMillis()));
        Long taken = ask(commands -> commands.eval(TAKE, ScriptOutputType.INTEGER, new byte[][] {lock}, mark, time));
        return taken == 1;
    }

    private void keep(byte[] lock, byte[] mark) {
        while (true) {
            try {
                Thread.sleep(LOCKED.dividedBy(4));
                take(lock, mark);
            } catch (InterruptedException _) {
                // The action is over.
                return;
            } catch (CredentialsException _) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                // Redis is unreachable now and may be back at the next attempt.
            }
        }
    }

    private void release(byte[] lock, byte[] mark) {
        try {
            ask(commands -> commands.eval(RELEASE, ScriptOutputType.INTEGER, new byte[][] {lock}, mark));
        } catch (CredentialsException _) {
            // The lock expires.
        }
    }

    private <T> T ask(Function<RedisCommands<byte[], byte[]>, T> question) throws CredentialsException {
        try {
            if (redis.up()) {
                T answer = question.apply(redis.connection().sync());
                if (away) {
                    back = System.nanoTime();
                    away = false;
                }
                return answer;
            }
        } catch (InterruptedException | RedisCommandInterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CredentialsException("The call ended while the token store was asked.");
        } catch (RedisException _) {
            // Its message may quote what was sent.
            redis.lost();
        }
        away = true;
        throw new CredentialsException(name() + " does not answer, so that no token can be had from it or renewed."
                + " Call again in a while; if that does not help, start it or correct fleet.store (GHL_FLEET_STORE).");
    }

    private String name() {
        return "The token store in Redis at " + redis.name();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
