package dev.ghlmcp.highlevel.http;

import io.helidon.common.tls.Tls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.UnknownHostException;
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
import javax.net.ssl.SSLSocket;

/// The connections kept open between calls, apart by credential: what is left on a connection can only ever be an
/// answer to the same account. Helidon's own cache does not keep them apart, and watches each idle connection with a
/// thread that takes part in every answer.
///
/// Thread-safe. At most [#MAX_IDLE] connections are idle, over all credentials; the longest idle goes first.
public final class ConnectionPool implements AutoCloseable {
    static final int MAX_IDLE = 100;

    private static final long MAX_IDLE_NANOS = Duration.ofSeconds(60).toNanos();

    private final URI base;
    private final Tls tls;
    private final int connectTimeoutMs;

    private final Map<String, Deque<UpstreamConnection>> idle = new HashMap<>();

    /// The same connections, the longest idle first.
    private final SequencedSet<UpstreamConnection> byAge = new LinkedHashSet<>();

    private boolean closed;

    /// @param base where they lead
    /// @param tls  used for `https`
    public ConnectionPool(URI base, Tls tls, Duration connectTimeout) {
        this.base = base;
        this.tls = tls;
        this.connectTimeoutMs = (int) connectTimeout.toMillis();
    }

    /// An open connection: the one that this credential used last and that is still good, or a new one.
    ///
    /// @throws IOException if there is none to be had
    public UpstreamConnection take(String credential) throws IOException {
        for (UpstreamConnection last = last(credential); last != null; last = last(credential)) {
            if (System.nanoTime() - last.idleSince() < MAX_IDLE_NANOS && last.quiet()) {
                return last;
            }
            last.closeResource();
        }
        return connect(credential);
    }

    private synchronized UpstreamConnection last(String credential) {
        Deque<UpstreamConnection> own = idle.get(credential);
        if (own == null) {
            return null;
        }
        UpstreamConnection last = own.removeFirst();
        forget(last, own);
        return last;
    }

    /// Keeps a connection whose answer is read, or closes it.
    void release(UpstreamConnection connection) {
        if (!connection.quiet()) {
            connection.closeResource();
            return;
        }
        keep(connection).forEach(UpstreamConnection::closeResource);
    }

    /// @return what is not kept any more
    private synchronized List<UpstreamConnection> keep(UpstreamConnection connection) {
        if (closed) {
            return List.of(connection);
        }
        long now = System.nanoTime();
        connection.idleSince(now);
        idle.computeIfAbsent(connection.credential(), _ -> new ArrayDeque<>(2)).addFirst(connection);
        byAge.add(connection);
        UpstreamConnection oldest = byAge.getFirst();
        if (byAge.size() <= MAX_IDLE && now - oldest.idleSince() < MAX_IDLE_NANOS) {
            return List.of();
        }
        Deque<UpstreamConnection> own = idle.get(oldest.credential());
        own.removeLast();
        forget(oldest, own);
        return List.of(oldest);
    }

    private void forget(UpstreamConnection connection, Deque<UpstreamConnection> own) {
        byAge.remove(connection);
        if (own.isEmpty()) {
            idle.remove(connection.credential());
        }
    }

    private UpstreamConnection connect(String credential) throws IOException {
        boolean secure = "https".equals(base.getScheme());
        int port = base.getPort() >= 0 ? base.getPort() : secure ? 443 : 80;
        InetSocketAddress address = new InetSocketAddress(base.getHost(), port);
        if (address.isUnresolved()) {
            throw new UnknownHostException();
        }
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.socket().connect(address, connectTimeoutMs);
            return new UpstreamConnection(this, credential, channel, secure ? shaken(channel, port) : channel.socket());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private Socket shaken(SocketChannel channel, int port) throws IOException {
        channel.socket().setSoTimeout(connectTimeoutMs);
        // Unresolved, so that the certificate is for the name in the settings and not for what DNS makes of an address.
        InetSocketAddress named = InetSocketAddress.createUnresolved(
                base.getHost().replace("[", "").replace("]", ""), port);
        SSLSocket socket = tls.createSocket(List.of("http/1.1"), channel.socket(), named);
        socket.startHandshake();
        channel.socket().setSoTimeout(0);
        return socket;
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
        left.forEach(UpstreamConnection::closeResource);
    }
}
