package dev.ghlmcp.highlevel.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.Await;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.tls.Tls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Which connections are used again.
@Timeout(30)
class ConnectionPoolTest {
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    private final ConnectionPool pool = new ConnectionPool(
            URI.create("http://127.0.0.1:" + listener.getLocalPort()),
            Tls.builder().enabled(false).build(),
            Duration.ofSeconds(5));

    /// A socket that nobody holds is closed.
    private final List<Socket> accepted = new ArrayList<>();

    ConnectionPoolTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        pool.close();
        listener.close();
    }

    @Test
    void oneThatIsStillOpenIsUsedAgainByItsOwnCredentialOnly() throws Exception {
        UpstreamConnection first = pool.take("acme");
        exchange(first, accept());
        give(first);
        assertNotSame(first, pool.take("beta"));
        assertSame(first, pool.take("acme"));
    }

    @Test
    void oneThatWasClosedWhileIdleIsNot() throws Exception {
        UpstreamConnection first = pool.take("acme");
        try (Socket server = accept()) {
            exchange(first, server);
        }
        give(first);
        awaitNoise(first);
        assertNotSame(first, pool.take("acme"));
    }

    @Test
    void oneOnWhichSomethingCameWhileIdleIsNot() throws Exception {
        UpstreamConnection first = pool.take("acme");
        Socket server = accept();
        exchange(first, server);
        give(first);
        assertEquals(1, pool.idle());
        server.getOutputStream().write(' ');
        awaitNoise(first);
        assertNotSame(first, pool.take("acme"));
        assertFalse(first.isConnected());
    }

    @Test
    void oneWhoseAnswerWasNotReadToItsEndIsNot() throws Exception {
        UpstreamConnection first = pool.take("acme");
        exchange(first, accept());
        first.end();
        assertEquals(0, pool.idle());
    }

    @Test
    void noMoreThanAHundredAreKept() throws Exception {
        List<UpstreamConnection> taken = new ArrayList<>();
        for (int i = 0; i < ConnectionPool.MAX_IDLE + 20; i++) {
            taken.add(pool.take("credential " + i));
            exchange(taken.getLast(), accept());
        }
        for (UpstreamConnection connection : taken) {
            give(connection);
        }
        assertEquals(ConnectionPool.MAX_IDLE, pool.idle());
        assertNotSame(taken.get(19), pool.take("credential 19"), "the longest idle went first");
        assertSame(taken.get(20), pool.take("credential 20"));
    }

    /// What the look before each use costs: printed, not judged.
    @Test
    void aLookAtAQuietConnectionDoesNotWait() throws Exception {
        UpstreamConnection connection = pool.take("acme");
        exchange(connection, accept());
        Thread.ofVirtual()
                .start(() -> {
                    int looks = 20_000;
                    for (int i = 0; i < looks; i++) {
                        assertTrue(connection.quiet());
                    }
                    long start = System.nanoTime();
                    for (int i = 0; i < looks; i++) {
                        assertTrue(connection.quiet());
                    }
                    System.out.printf("a look costs %d ns%n", (System.nanoTime() - start) / looks);
                })
                .join();
    }

    private Socket accept() throws IOException {
        accepted.add(listener.accept());
        return accepted.getLast();
    }

    private static void give(UpstreamConnection connection) {
        connection.releaseResource();
        connection.end();
    }

    /// One request and its whole answer.
    private static void exchange(UpstreamConnection connection, Socket server) throws IOException {
        connection.writer().writeNow(BufferData.create("GET / HTTP/1.1\r\n\r\n"));
        server.getOutputStream().write(ANSWER);
        connection.reader().readBuffer(ANSWER.length);
    }

    private static void awaitNoise(UpstreamConnection connection) {
        Await.until("noise", () -> !connection.quiet());
    }
}
