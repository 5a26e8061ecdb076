package dev.ghlmcp.store.redis;

import dev.ghlmcp.redis.Redis;
import dev.ghlmcp.redis.RedisScript;
import dev.ghlmcp.secret.Seal;
import dev.ghlmcp.secret.Secret;
import dev.ghlmcp.store.EventSeal;
import dev.ghlmcp.store.StoreException;
import io.lettuce.core.RedisBusyException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisLoadingException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/// This process' connection to a store in Redis. What goes wrong with it is a [StoreException]. Whatever is asked is
/// waited for, also by a thread that is interrupted: it may have been carried out.
final class RedisConnection implements AutoCloseable {
    private static final byte[] KEY = bytes("key");
    private static final byte[] FORMAT = bytes("format");
    private static final byte[] FORMAT_VALUE = bytes("1");
    private static final byte[] NO_KEY = {};
    private static final List<Object> ANOTHER_KEY = List.of(-1L);

    /// Each finds another key than the last one.
    private static final int ATTEMPTS = 3;

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final Redis redis;
    private final String prefix;
    private final boolean sealing;
    private final Seal seal;
    private final AtomicLong firstAsked = new AtomicLong();
    private volatile Key known;

    /// @param stored null for a store that is readable
    private record Key(byte[] stored, EventSeal seal) {}

    /// @param redis      closed with this
    /// @param passphrase encrypts events; null to leave them readable
    RedisConnection(Redis redis, String prefix, Secret passphrase) {
        this.redis = redis;
        this.prefix = prefix;
        this.sealing = passphrase != null;
        this.seal = new Seal(passphrase, EventSeal.KIND);
        // Another Redis, or this one without what it had, has another key.
        redis.greeting((_, _) -> known = null);
    }

    /// The name of a key that all watches or documents share.
    String key(String name) {
        return prefix + name;
    }

    /// The names of keys that belong to one watch, or one kind of documents.
    List<String> keys(String owner, String... parts) {
        return Arrays.stream(parts)
                .map(part -> prefix + "{" + owner + "}:" + part)
                .toList();
    }

    /// Runs a script.
    List<Object> run(RedisScript script, List<String> keys, Object... arguments) {
        return ask(connection -> script.run(
                connection,
                keys,
                Arrays.stream(arguments).map(RedisConnection::bytes).toList()));
    }

    /// Runs a script that writes what is sealed. Its first key is the store, and its first argument the store's key.
    List<Object> write(RedisScript script, List<String> keys, Function<EventSeal, List<Object>> arguments) {
        List<String> all = new ArrayList<>(List.of(key("store")));
        all.addAll(keys);
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Key key = current();
            List<Object> given = new ArrayList<>();
            given.add(key.stored() == null ? NO_KEY : key.stored());
            given.addAll(arguments.apply(key.seal()));
            List<Object> answer = run(script, all, given.toArray());
            if (!answer.equals(ANOTHER_KEY)) {
                return answer;
            }
            known = null;
        }
        throw new StoreException(name() + " has had one key after another just now. Call again.");
    }

    /// A text that was written by [#write].
    String open(String place, byte[] closed) {
        Key key = current();
        try {
            return key.seal().open(place, closed);
        } catch (StoreException e) {
            known = null;
            Key fresh = current();
            if (Arrays.equals(fresh.stored(), key.stored())) {
                throw e;
            }
            return fresh.seal().open(place, closed);
        }
    }

    private Key current() {
        Key key = known;
        if (key == null) {
            byte[] store = bytes(key("store"));
            command(commands -> commands.hsetnx(store, FORMAT, FORMAT_VALUE));
            if (sealing && command(commands -> commands.hget(store, KEY)) == null) {
                byte[] offered = EventSeal.create(seal);
                command(commands -> commands.hsetnx(store, KEY, offered));
            }
            List<byte[]> values = command(commands -> commands.hmget(store, FORMAT, KEY)).stream()
                    .map(value -> value.getValueOrElse(null))
                    .toList();
            if (!Arrays.equals(values.getFirst(), FORMAT_VALUE)) {
                throw new StoreException(name() + " is of another release of ghl-mcp. It was left as it is;"
                        + " store.file (GHL_STORE_FILE) names another.");
            }
            key = new Key(values.getLast(), EventSeal.of(seal, values.getLast(), name()));
            known = key;
        }
        return key;
    }

    /// Has a command carried out.
    <T> T command(Function<RedisAsyncCommands<byte[], byte[]>, RedisFuture<T>> command) {
        return ask(connection -> RedisScript.await(command.apply(connection.async())));
    }

    private <T> T ask(Function<StatefulRedisConnection<byte[], byte[]>, T> question) {
        try {
            if (up()) {
                return question.apply(redis.connection());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RedisLoadingException | RedisBusyException _) {
            throw away("is not ready yet");
        } catch (RedisCommandExecutionException e) {
            throw new StoreException(name() + " cannot be used: " + reason(e));
        } catch (RedisException _) {
            // Its message may quote what was sent.
            redis.lost();
        }
        throw away("does not answer");
    }

    /// A busy machine may need longer for its first connection than the moment that one may take.
    private boolean up() throws InterruptedException {
        firstAsked.compareAndSet(0, System.nanoTime());
        boolean up = redis.up();
        while (!up && redis.lostAt() == null && System.nanoTime() - firstAsked.get() < FIRST.toNanos()) {
            Thread.sleep(LOOK_AGAIN);
            up = redis.connected();
        }
        return up;
    }

    private StoreException away(String how) {
        return new StoreException(
                name() + " " + how + ": watches go on when it does. Start it, or correct fleet.store"
                        + " (GHL_FLEET_STORE); store.file (GHL_STORE_FILE) names a file instead.",
                null,
                true);
    }

    /// Never the whole message, which may quote what was sent.
    private static String reason(RedisCommandExecutionException e) {
        String code = Objects.toString(e.getMessage(), "?").split(" ", 2)[0];
        return switch (code) {
            case "OOM" -> "its memory is full. Give it more (maxmemory), or watch less.";
            case "READONLY" -> "it is a replica. Name the primary by fleet.store (GHL_FLEET_STORE).";
            case "MISCONF" -> "it cannot write to its disk. See that the disk has room.";
            case "NOPERM" -> "its user may not run scripts, or use the keys that begin with ghl-mcp:.";
            case "WRONGTYPE" -> "one of its keys that begin with ghl-mcp: is not a store of ghl-mcp's.";
            case "MOVED", "CROSSSLOT", "CLUSTERDOWN" -> "it is a cluster. Name a Redis that is none.";
            default -> "it answers " + code + ".";
        };
    }

    private String name() {
        return "The store in " + redis;
    }

    @Override
    public String toString() {
        return redis.toString();
    }

    @Override
    public void close() {
        redis.close();
    }

    private static byte[] bytes(Object value) {
        return value instanceof byte[] bytes ? bytes : value.toString().getBytes(StandardCharsets.UTF_8);
    }

    static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }
}
