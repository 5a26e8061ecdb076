package dev.ghlmcp.store.redis;

import dev.ghlmcp.redis.Redis;
import dev.ghlmcp.redis.RedisScript;
import dev.ghlmcp.store.StoreException;
import io.lettuce.core.MapScanCursor;
import io.lettuce.core.RedisBusyException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisLoadingException;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// This process' connection to a store in Redis. What goes wrong with it is a [StoreException]. Whatever is asked is
/// waited for, also by a thread that is interrupted: it may have been carried out.
final class RedisConnection implements AutoCloseable {
    private static final ScanArgs MAX_FIELDS = ScanArgs.Builder.limit(2000);
    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final Redis redis;
    private final String prefix;
    private final AtomicLong firstAsked = new AtomicLong();

    /// @param redis closed with this
    RedisConnection(Redis redis, String prefix) {
        this.redis = redis;
        this.prefix = prefix;
    }

    /// Has something done before anything is asked of another Redis, or of the same again.
    void connected(Runnable action) {
        redis.greeting((_, _) -> action.run());
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

    /// Reads a hash, a part at a time.
    void each(String key, BiConsumer<byte[], byte[]> reader) {
        byte[] hash = bytes(key);
        ScanCursor at = ScanCursor.INITIAL;
        while (!at.isFinished()) {
            ScanCursor from = at;
            MapScanCursor<byte[], byte[]> found = command(commands -> commands.hscan(hash, from, MAX_FIELDS));
            found.getMap().forEach(reader);
            at = found;
        }
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
                name() + " " + how + ": watches and syncs go on when it does. Start it, or correct fleet.store"
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

    /// As the beginning of a sentence.
    String name() {
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

    static byte[] bytes(Object value) {
        return value instanceof byte[] bytes ? bytes : value.toString().getBytes(StandardCharsets.UTF_8);
    }

    static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }
}
