package dev.ghlmcp.highlevel;

import io.helidon.webclient.api.ClientConnection;
import io.helidon.webclient.api.ConnectionKey;
import io.helidon.webclient.api.TcpClientConnection;
import io.helidon.webclient.api.WebClient;
import io.helidon.webclient.api.WebClientConfig;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

/// The connections kept open between calls. Helidon's own cache watches each idle connection with a thread of its own,
/// which then takes part in every answer and costs a fifth of a call's time. Here a connection is trusted for a while,
/// and after that it has to show that it is still open.
final class Connections implements AutoCloseable {
    private static final long LONGEST_IDLE_NANOS = Duration.ofSeconds(60).toNanos();
    private static final Duration PROBE = Duration.ofMillis(1);

    private record Idle(TcpClientConnection connection, long sinceNanos) {
        long nanos() {
            return System.nanoTime() - sinceNanos;
        }
    }

    private final WebClient client;
    private final ConnectionKey key;
    private final Duration trust;
    private final Deque<Idle> idle = new ConcurrentLinkedDeque<>();
    private volatile long suspectSince = System.nanoTime();
    private volatile boolean closed;

    /// @param trust how long an idle connection is taken for open without a look
    Connections(WebClient client, URI base, Duration trust) {
        this.client = client;
        this.trust = trust;
        WebClientConfig config = client.prototype();
        boolean secure = "https".equals(base.getScheme());
        this.key = ConnectionKey.create(
                base.getScheme(),
                base.getHost(),
                base.getPort() >= 0 ? base.getPort() : secure ? 443 : 80,
                config.tls(),
                config.dnsResolver(),
                config.dnsAddressLookup(),
                config.proxy());
    }

    /// An open connection: the one used last that is still good, or a new one. How long a read may
    /// take is for the taker to say.
    ClientConnection take() {
        for (Idle last = idle.pollFirst(); last != null; last = idle.pollFirst()) {
            if (trusted(last) || (last.nanos() < LONGEST_IDLE_NANOS && open(last.connection()))) {
                return last.connection();
            }
            last.connection().closeResource();
        }
        return TcpClientConnection.create(client, key, List.of("http/1.1"), this::release, _ -> {})
                .connect();
    }

    /// One has broken: those that are idle now are not trusted without a look.
    void suspect() {
        suspectSince = System.nanoTime();
    }

    private boolean trusted(Idle last) {
        return last.nanos() < trust.toNanos() && last.sinceNanos() - suspectSince > 0;
    }

    private boolean release(TcpClientConnection connection) {
        if (closed) {
            return false;
        }
        for (Idle oldest = idle.peekLast();
                oldest != null && oldest.nanos() > LONGEST_IDLE_NANOS;
                oldest = idle.peekLast()) {
            if (idle.remove(oldest)) {
                oldest.connection().closeResource();
            }
        }
        idle.addFirst(new Idle(connection, System.nanoTime()));
        return true;
    }

    /// Nothing may come on an idle connection: an end of stream or a byte both mean that it is done for.
    private static boolean open(TcpClientConnection connection) {
        try {
            connection.readTimeout(PROBE);
            byte[] _ = connection.helidonSocket().get();
            return false;
        } catch (UncheckedIOException e) {
            return e.getCause() instanceof SocketTimeoutException;
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Idle last = idle.pollFirst(); last != null; last = idle.pollFirst()) {
            last.connection().closeResource();
        }
    }
}
