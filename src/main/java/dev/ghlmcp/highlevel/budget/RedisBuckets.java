package dev.ghlmcp.highlevel.budget;

import dev.ghlmcp.highlevel.fleet.Redis;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.distributed.proxy.RemoteBucketBuilder;
import io.github.bucket4j.distributed.proxy.optimization.DelayParameters;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce.LettuceBasedProxyManagerBuilder;
import io.github.bucket4j.redis.lettuce.RedisApi;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/// Buckets in Redis. A key ends soon after its bucket is full again, so nothing is left of a server that died.
final class RedisBuckets implements Buckets {
    private static final String PREFIX = "ghl-mcp:budget:";
    private static final Duration KEPT_FULL = Duration.ofSeconds(1);

    /// What a server may take of a large budget before it tells the others.
    private static final DelayParameters LOOSELY = new DelayParameters(100, Duration.ofSeconds(1));

    private final ProxyManager<byte[]> buckets;
    private final TimeMeter clock;
    private final int first = ThreadLocalRandom.current().nextInt(1000);

    RedisBuckets(Redis redis) {
        this.clock = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return redis.now();
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
        this.buckets = new LettuceBasedProxyManagerBuilder<>(
                        new Connected<byte[]>(() -> redis.connection().async()))
                .clientClock(clock)
                .expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT_FULL))
                .build();
    }

    @Override
    public Bucket bucket(String name, Bandwidth limit) {
        return bucket(buckets.builder(), name, limit);
    }

    @Override
    public Bucket large(String name, Bandwidth limit) {
        return bucket(buckets.builder().withOptimization(Optimizations.delaying(LOOSELY)), name, limit);
    }

    private static Bucket bucket(RemoteBucketBuilder<byte[]> builder, String name, Bandwidth limit) {
        return builder.build(
                (PREFIX + name).getBytes(StandardCharsets.UTF_8),
                () -> BucketConfiguration.builder().addLimit(limit).build());
    }

    @Override
    public int first() {
        return first;
    }

    @Override
    public TimeMeter clock() {
        return clock;
    }

    /// The connection that there is, as it may be another one by the next command.
    ///
    /// @param <K> generic because Bucket4j makes the arrays of keys
    private record Connected<K>(Supplier<RedisAsyncCommands<K, byte[]>> commands) implements RedisApi<K> {
        @Override
        public <V> RedisFuture<V> eval(String script, ScriptOutputType type, K[] keys, byte[][] values) {
            return commands.get().eval(script, type, keys, values);
        }

        @Override
        public RedisFuture<byte[]> get(K key) {
            return commands.get().get(key);
        }

        @Override
        @SuppressWarnings("unchecked")
        public RedisFuture<?> delete(K key) {
            return commands.get().del(key);
        }
    }
}
