package dev.ghlmcp.server.connection;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.Header;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Method;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionListener;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The connections of clients. Helidon stops accepting at its limit, so idle connections would block everybody, health
/// checks included. Here a new connection replaces the one that has been idle longest, first among those that never
/// had an answer. Thread-safe.
public final class ClientConnections implements ServerConnectionSelector, Http1ConnectionListener {
    /// How long one may be idle: longer than clients keep theirs for reuse, lest they send into one that is just being
    /// closed.
    public static final Duration KEEP_ALIVE = Duration.ofSeconds(75);

    /// The same before the first request was answered.
    static final Duration FRESH = Duration.ofSeconds(10);

    private static final int MAX_HEADERS = 16 << 10;
    private static final byte[] FULL = full();

    private final Http1ConnectionSelector http1;
    private final SlowClientGuard guard;
    private final int max;
    private final int maxBody;
    private final Map<Thread, ClientConnection> open = new ConcurrentHashMap<>();

    /// @param max     open at once
    /// @param maxBody bytes of a request's body
    public ClientConnections(SlowClientGuard guard, int max, int maxBody) {
        this.http1 = Http1ConnectionSelector.builder()
                .config(Http1Config.builder()
                        .maxHeadersSize(MAX_HEADERS)
                        .validateRequestHeaders(false)
                        .addReceiveListener(this)
                        .build())
                .build();
        this.guard = guard;
        this.max = max;
        this.maxBody = maxBody;
    }

    private static byte[] full() {
        String body = new String(
                JsonErrors.body(503, "All connections are in use; try again in a second"), StandardCharsets.US_ASCII);
        return ("HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nRetry-After: 1\r\n"
                        + "Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /// Some more than may be open, as it takes a moment until one is closed.
    public int accepted() {
        return max + Math.max(64, max / 8);
    }

    /// Marks the connection of a request as in use while it is answered. The first filter of all.
    public void use(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        ClientConnection connection = open.get(Thread.currentThread());
        if (connection == null) {
            throw new CloseConnectionException("Another connection needed its room");
        }
        connection.begin();
        try {
            chain.proceed();
        } finally {
            connection.end(response.status().code() < 400);
        }
    }

    void serve(ClientConnection connection, ConnectionContext context, Serving serving) throws InterruptedException {
        if (!enter(connection)) {
            context.dataWriter().writeNow(BufferData.create(FULL));
            return;
        }
        try {
            serving.serve();
        } finally {
            open.remove(Thread.currentThread());
        }
    }

    /// What is done on a connection as long as it is open.
    @FunctionalInterface
    interface Serving {
        void serve() throws InterruptedException;
    }

    private synchronized boolean enter(ClientConnection connection) {
        if (open.size() >= max && !makeRoom()) {
            return false;
        }
        open.put(Thread.currentThread(), connection);
        return true;
    }

    private boolean makeRoom() {
        long now = System.nanoTime();
        return open.entrySet().stream()
                .map(entry -> new Idle(entry.getKey(), entry.getValue(), now))
                .filter(idle -> idle.nanos() >= 0)
                .sorted(Comparator.comparing(Idle::served).thenComparing(Idle::nanos, Comparator.reverseOrder()))
                .anyMatch(idle -> idle.connection().evict(idle.thread()) && open.remove(idle.thread()) != null);
    }

    /// How long a connection has been idle at one moment, as it goes on while others are looked at.
    private record Idle(Thread thread, ClientConnection connection, boolean served, long nanos) {
        Idle(Thread thread, ClientConnection connection, long now) {
            this(thread, connection, connection.served(), connection.idleNanos(now));
        }
    }

    @Override
    public int bytesToIdentifyConnection() {
        return http1.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return http1.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return http1.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        ConnectionContext reading = ReadingContext.of(context, maxBody, guard);
        return new ClientConnection(this, reading, http1.connection(reading));
    }

    /// The first line is there: headers are about to be read.
    @Override
    public void prologue(ConnectionContext context, HttpPrologue prologue) {
        ((ReadingContext) context).dataWriter().begin(prologue.method().equals(Method.HEAD));
        guard.begin();
    }

    @Override
    public void headers(ConnectionContext context, Headers headers) {
        guard.end();
        try {
            // Helidon does this too, but refuses a Host with an empty port on the way.
            headers.forEach(Header::validate);
        } catch (IllegalArgumentException _) {
            throw RequestReader.bad("A header holds a character that no header may hold");
        }
    }
}
