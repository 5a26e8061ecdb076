package dev.ghlmcp.highlevel.fleet;

import dev.ghlmcp.highlevel.Secret;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.resource.ClientResources;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// The Redis that several servers share. It is connected to at its first use; while it is away, a thread looks every
/// second whether it is back. Its going and its coming are told once each, without its password.
public final class Redis implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(1);

    /// To load the client's classes as well, which says nothing about the Redis.
    private static final Duration FIRST = Duration.ofSeconds(10);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final int LOOKS_BETWEEN_CLOCKS = 60;

    private final RedisURI uri;
    private final Duration patience;
    private final Consumer<String> warnings;
    private final AtomicBoolean used = new AtomicBoolean();
    private final CountDownLatch looked = new CountDownLatch(1);
    private final Thread keeper = Thread.ofVirtual().name("redis").unstarted(this::run);
    private volatile StatefulRedisConnection<byte[], byte[]> connection;
    private final RedisClock clock = new RedisClock();
    private final AtomicLong epoch = new AtomicLong();
    private volatile long since = System.nanoTime() - Duration.ofDays(1).toNanos();
    private volatile boolean closed;

    /// @param url      `redis://[user:password@]host[:port][/database]`, or `rediss://` for TLS
    /// @param patience with one command: a call would rather go on under a share of the limits than wait
    /// @param warnings takes a line for the person who runs the program
    public Redis(Secret url, Duration patience, Consumer<String> warnings) {
        this.uri = RedisURI.create(url.value());
        this.uri.setTimeout(CONNECT);
        this.patience = patience;
        this.warnings = warnings;
    }

    /// Whether it answers, as far as is known.
    public boolean up() throws InterruptedException {
        if (used.compareAndSet(false, true)) {
            keeper.start();
        }
        if (connection == null) {
            looked.await(FIRST.toMillis(), TimeUnit.MILLISECONDS);
        }
        return connected();
    }

    /// The same without waiting for the first connection.
    public boolean connected() {
        return connection != null;
    }

    /// The connection.
    ///
    /// @throws RedisException if there is none
    public StatefulRedisConnection<byte[], byte[]> connection() {
        StatefulRedisConnection<byte[], byte[]> open = connection;
        if (open == null) {
            throw new RedisException("not connected");
        }
        return open;
    }

    /// A command failed: this Redis is not used until it answers again.
    public void lost() {
        StatefulRedisConnection<byte[], byte[]> open;
        synchronized (this) {
            open = connection;
            connection = null;
        }
        if (open != null && !closed) {
            warnings.accept(
                    "Redis at " + name() + " does not answer: each server goes on with its share of the limits");
            var _ = open.closeAsync();
            LockSupport.unpark(keeper);
        }
    }

    /// Its clock, which is the same for all who use it, in ns since 1970.
    public long now() {
        return clock.now();
    }

    /// Grows when it was away or its clock was set: what was remembered in its time is worth nothing then.
    public long epoch() {
        return epoch.get();
    }

    /// How long it has answered since it was away; long, if it never was.
    public Duration steady() {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    /// Where it is, without user or password.
    public String name() {
        return uri.getHost() + ":" + uri.getPort();
    }

    @Override
    public String toString() {
        return "Redis at " + name();
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(keeper);
        if (used.get()) {
            try {
                keeper.join(CONNECT.plus(patience));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        try {
            keep();
        } finally {
            // Whatever happened, nobody waits for a first look any more.
            looked.countDown();
        }
    }

    private void keep() {
        ClientResources resources = ClientResources.builder()
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .addressResolverGroup(DefaultAddressResolverGroup.INSTANCE)
                .build();
        RedisClient client = RedisClient.create(resources);
        client.setOptions(ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(SocketOptions.builder().connectTimeout(CONNECT).build())
                .timeoutOptions(TimeoutOptions.builder().connectionTimeout().build())
                .build());
        for (int looks = 0; !closed; looks++) {
            look(client, looks);
            looked.countDown();
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
        client.shutdown(Duration.ZERO, CONNECT);
        var _ = resources.shutdown(0, CONNECT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look(RedisClient client, int looks) {
        StatefulRedisConnection<byte[], byte[]> open = connection;
        try {
            if (open == null) {
                open = client.connect(ByteArrayCodec.INSTANCE, uri);
                clock.set(open);
                open.setTimeout(patience);
                epoch.incrementAndGet();
                if (looks > 0) {
                    since = System.nanoTime();
                }
                connection = open;
                if (looks > 0) {
                    warnings.accept("Redis at " + name() + " answers: the limits are shared again");
                }
            } else if (looks % LOOKS_BETWEEN_CLOCKS == 0 && clock.set(open)) {
                epoch.incrementAndGet();
            }
        } catch (RuntimeException _) {
            // Its message may show the URL.
            if (open != null) {
                var _ = open.closeAsync();
            }
            if (looks == 0) {
                warnings.accept(
                        "Redis at " + name() + " cannot be used: each server goes on with its share of the limits");
            }
            lost();
        }
    }
}
