package dev.ghlmcp.highlevel.http;

import dev.ghlmcp.network.Network;
import dev.ghlmcp.network.ProxyAddress;
import java.io.IOException;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.function.LongSupplier;

/// The connections kept open between calls, apart by owner: what is left on a connection can only ever be an answer to
/// the same caller. [UpstreamTrust] says which may be used again. Helidon's own cache does neither.
///
/// Thread-safe. At most [#MAX_IDLE] connections are idle, over all owners; the longest idle goes first. Under load half
/// of them rest, so there is room for as many again as requests may be under way.
public final class ConnectionPool implements AutoCloseable {
    static final int MAX_IDLE = 2 * HttpAttempt.MAX_CONCURRENT;

    private static final long MAX_IDLE_NANOS = Duration.ofSeconds(60).toNanos();

    private final URI base;
    private final Network network;
    private final int connectTimeoutMs;
    private final LongSupplier nanos;
    private final UpstreamTrust trust;

    private final Map<String, Deque<UpstreamConnection>> idle = new HashMap<>();

    /// The same connections, the longest idle first.
    private final SequencedSet<UpstreamConnection> byAge = new LinkedHashSet<>();

    private final EarlyConnection early = new EarlyConnection();
    private boolean closed;

    /// @param base    where they lead
    /// @param network the way to it
    public ConnectionPool(URI base, Network network, Duration connectTimeout) {
        this(base, network, connectTimeout, System::nanoTime);
    }

    /// @param nanos the time
    ConnectionPool(URI base, Network network, Duration connectTimeout, LongSupplier nanos) {
        this.base = base;
        this.network = network;
        this.connectTimeoutMs = (int) connectTimeout.toMillis();
        this.nanos = nanos;
        this.trust = new UpstreamTrust(nanos);
    }

    /// An open connection: the newest of its owner that may be used again and is still good, or a new one.
    ///
    /// @param owner the credential and the caller
    /// @throws IOException if there is none to be had
    public UpstreamConnection take(String owner) throws IOException {
        for (UpstreamConnection next = next(owner); next != null; next = next(owner)) {
            long idle = nanos.getAsLong() - next.idleSince();
            if (trust.passes(next) && idle < MAX_IDLE_NANOS) {
                return next;
            }
            next.closeResource();
        }
        return connect(owner);
    }

    private synchronized UpstreamConnection next(String owner) {
        Deque<UpstreamConnection> own = idle.get(owner);
        for (UpstreamConnection connection : own == null ? List.<UpstreamConnection>of() : own) {
            if (trust.mayPass(connection)) {
                forget(connection);
                return connection;
            }
        }
        return null;
    }

    /// Keeps a connection whose answer is read, or closes it.
    void release(UpstreamConnection connection) {
        if (trust.quiet(connection)) {
            drop(keep(connection));
        } else {
            connection.closeResource();
        }
    }

    /// @return what is not kept any more
    private synchronized List<UpstreamConnection> keep(UpstreamConnection connection) {
        UpstreamConnection oldest = byAge.isEmpty() ? connection : byAge.getFirst();
        boolean full = byAge.size() >= MAX_IDLE;
        // The older ones are not given away before they have shown what their upstream is like.
        if (closed || (full && !trust.rested(oldest))) {
            return List.of(connection);
        }
        long now = nanos.getAsLong();
        connection.idleSince(now);
        idle.computeIfAbsent(connection.owner(), _ -> new ArrayDeque<>(2)).addFirst(connection);
        byAge.add(connection);
        if (!full && now - oldest.idleSince() < MAX_IDLE_NANOS) {
            return List.of();
        }
        forget(oldest);
        return List.of(oldest);
    }

    private void forget(UpstreamConnection connection) {
        byAge.remove(connection);
        Deque<UpstreamConnection> own = idle.get(connection.owner());
        own.remove(connection);
        if (own.isEmpty()) {
            idle.remove(connection.owner());
        }
    }

    private void drop(List<UpstreamConnection> connections) {
        for (UpstreamConnection connection : connections) {
            trust.quiet(connection);
            connection.closeResource();
        }
    }

    /// Opens a connection, the first time, which a caller without one gets who comes meanwhile. The password of a proxy
    /// is sent for calls alone: a wrong one that comes again and again locks an account.
    public void openEarly() {
        ProxyAddress proxy = network.proxy(base);
        if (proxy == null || proxy.authorization() == null) {
            early.open(this::open);
        }
    }

    private UpstreamConnection connect(String owner) throws IOException {
        OpenSocket opened = early.take();
        if (opened == null) {
            opened = open();
        }
        try {
            UpstreamConnection connection = new UpstreamConnection(this, owner, opened);
            connection.rested(nanos.getAsLong());
            return connection;
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    OpenSocket open() throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Socket way = network.connect(channel.socket(), base, connectTimeoutMs);
            channel.socket().setSoTimeout(connectTimeoutMs);
            Socket socket = network.secured(way, base);
            channel.socket().setSoTimeout(0);
            return new OpenSocket(channel, socket);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    synchronized int idle() {
        return byAge.size();
    }

    @Override
    public void close() {
        List<UpstreamConnection> left;
        synchronized (this) {
            closed = true;
            left = new ArrayList<>(byAge);
            byAge.clear();
            idle.clear();
        }
        drop(left);
        early.close();
    }
}
