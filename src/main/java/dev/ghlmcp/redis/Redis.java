package dev.ghlmcp.redis;

import dev.ghlmcp.secret.Secret;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The Redis that several servers share. It is connected to at its first use; while it is away, a thread looks every
/// second whether it is back. Its going and its coming are told once each, without its password.
public final class Redis implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(1);

    /// To load the client's classes as well, which says nothing about the Redis.
    private static final Duration FIRST = Duration.ofSeconds(10);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final boolean THERE = true;
    private static final boolean AWAY = false;
    private static final Pattern RUN = Pattern.compile("run_id:(\\w+)");

    private final RedisURI uri;
    private final Duration patience;
    private final AtomicBoolean used = new AtomicBoolean();
    private final CountDownLatch looked = new CountDownLatch(1);
    private final Thread keeper = Thread.ofVirtual().name("redis").unstarted(this::run);
    private volatile StatefulRedisConnection<byte[], byte[]> connection;
    private final List<BiConsumer<StatefulRedisConnection<byte[], byte[]>, Boolean>> greetings =
            new CopyOnWriteArrayList<>();
    private final StateLines lines;
    private volatile Long lostAt;
    private volatile boolean closed;

    /// @param url      `redis://[user:password@]host[:port][/database]`, or `rediss://` for TLS
    /// @param patience with one command: a call would rather go on under a share of the limits than wait
    /// @param warnings takes a line for the person who runs the program
    public Redis(Secret url, Duration patience, Consumer<String> warnings) {
        this.uri = RedisURI.create(url.value());
        this.uri.setTimeout(CONNECT);
        this.patience = patience;
        this.lines = new StateLines(warnings);
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

    /// What is done with each new connection before anybody uses it.
    ///
    /// @param greeting is told whether this process was connected before
    public void greeting(BiConsumer<StatefulRedisConnection<byte[], byte[]>, Boolean> greeting) {
        greetings.add(greeting);
    }

    /// The run of the Redis at the other end: another one has forgotten what was not written to disk.
    public static String run(StatefulRedisConnection<byte[], byte[]> connection) {
        try {
            Matcher run = RUN.matcher(connection.sync().info("server"));
            return run.find() ? run.group(1) : "";
        } catch (RedisCommandExecutionException _) {
            // Some who serve Redis do not let their users ask that.
            return "";
        }
    }

    /// A command failed: this Redis is not used until it answers again.
    public void lost() {
        StatefulRedisConnection<byte[], byte[]> open;
        synchronized (this) {
            open = connection;
            connection = null;
            if (open != null) {
                lostAt = System.nanoTime();
            }
        }
        if (open != null && !closed) {
            lines.say(
                    AWAY, "Redis at " + name() + " does not answer: each server goes on with its share of the limits");
            close(open);
            LockSupport.unpark(keeper);
        }
    }

    /// When it was lost last, on the scale of `System.nanoTime()`; null if it never was there.
    public Long lostAt() {
        return lostAt;
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

    private static void close(StatefulRedisConnection<byte[], byte[]> open) {
        if (open.isOpen()) {
            var _ = open.closeAsync();
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
        RedisConnector connector = new RedisConnector(uri, CONNECT);
        for (boolean first = true; !closed; first = false) {
            look(connector, first);
            looked.countDown();
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
        connector.close();
    }

    /// Asks it something even if nobody else does: all servers shall notice soon when it is away, and when it is back.
    private void look(RedisConnector connector, boolean first) {
        StatefulRedisConnection<byte[], byte[]> open = connection;
        try {
            if (open != null) {
                open.sync().ping();
            } else {
                open = connector.connect(patience);
                boolean again = lostAt != null;
                StatefulRedisConnection<byte[], byte[]> greeted = open;
                greetings.forEach(greeting -> greeting.accept(greeted, again || !first));
                connection = open;
            }
            lines.say(THERE, first ? null : "Redis at " + name() + " answers: the limits are shared again");
        } catch (RuntimeException _) {
            // Its message may show the URL.
            if (open != null && !open.equals(connection)) {
                close(open);
            }
            lost();
            lines.say(
                    AWAY,
                    first
                            ? "Redis at " + name() + " cannot be used: each server goes on with its share of the limits"
                            : "Redis at " + name()
                                    + " does not answer: each server goes on with its share of the limits");
        }
    }
}
