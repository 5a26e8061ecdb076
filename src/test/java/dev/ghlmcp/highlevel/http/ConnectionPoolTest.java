package dev.ghlmcp.highlevel.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.ghlmcp.Await;
import dev.ghlmcp.network.Network;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Which connections are used again.
@Timeout(30)
class ConnectionPoolTest {
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    private final AtomicLong now = new AtomicLong();
    private final ConnectionPool pool = new ConnectionPool(
            URI.create("http://127.0.0.1:" + listener.getLocalPort()), Network.DIRECT, Duration.ofSeconds(5), now::get);

    /// A socket that nobody holds is closed.
    private final List<Socket> accepted = new ArrayList<>();

    ConnectionPoolTest() throws IOException {
        listener.setSoTimeout(10_000);
    }

    @AfterEach
    void close() throws IOException {
        pool.close();
        listener.close();
    }

    @Test
    void oneThatIsStillOpenIsUsedAgainByItsOwnerOnly() throws Exception {
        UpstreamConnection first = used("acme");
        give(first);
        rest();
        assertNotSame(first, pool.take("beta"));
        assertSame(first, pool.take("acme"));
    }

    @Test
    void oneThatHasNotRestedIsUsedAgainOnlyOnceThreeWereQuiet() throws Exception {
        UpstreamConnection first = used("acme");
        for (int quiet = 0; quiet < UpstreamTrust.RESTS; quiet++) {
            give(first);
            assertNotSame(first, used("acme"));
            rest();
            assertSame(first, pool.take("acme"));
        }
        for (int use = 1; use < UpstreamTrust.USES; use++) {
            give(first);
            assertSame(first, pool.take("acme"));
        }
        pass(UpstreamTrust.REST);
        give(first);
        assertNotSame(first, used("acme"), "now and then it has to rest");
        rest();
        assertSame(first, pool.take("acme"));
    }

    @Test
    void noneIsUsedAgainForFiveMinutesAfterOneOnWhichSomethingCame() throws Exception {
        UpstreamConnection first = used("acme");
        Socket server = accepted.getLast();
        UpstreamConnection second = used("beta");
        give(first);
        give(second);
        server.getOutputStream().write(' ');
        awaitNoise(first);
        rest();
        assertNotSame(first, used("acme"));
        assertNotSame(second, used("beta"), "whose ever it is");
        pass(UpstreamTrust.DISTRUST);
        UpstreamConnection third = used("acme");
        give(third);
        assertNotSame(third, used("acme"));
        rest();
        assertSame(third, pool.take("acme"));
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
        rest();
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
    void oneThatIsUsedAgainReadsWithAReaderOfItsOwn() throws Exception {
        UpstreamConnection first = used("acme");
        DataReader reader = first.reader();
        give(first);
        rest();
        assertSame(first, pool.take("acme"));
        assertNotSame(reader, first.reader(), "it would keep each answer in memory for the next");
    }

    @Test
    void asManyRestAsRequestsMayBeUnderWay() throws Exception {
        List<UpstreamConnection> taken = new ArrayList<>();
        for (int i = 0; i < 2 * HttpAttempt.MAX_CONCURRENT; i++) {
            taken.add(used("acme"));
        }
        taken.forEach(ConnectionPoolTest::give);
        assertEquals(taken.size(), pool.idle());
    }

    @Test
    void theLongestIdleGoesWhenThereAreTooMany() throws Exception {
        List<UpstreamConnection> taken = new ArrayList<>();
        for (int i = 0; i < ConnectionPool.MAX_IDLE + 20; i++) {
            taken.add(pool.take("credential " + i));
            exchange(taken.getLast(), accept());
        }
        taken.subList(0, ConnectionPool.MAX_IDLE).forEach(ConnectionPoolTest::give);
        UpstreamConnection early = used("early");
        give(early);
        rest();
        assertFalse(early.isConnected(), "the others had not rested yet");
        taken.subList(ConnectionPool.MAX_IDLE, taken.size()).forEach(ConnectionPoolTest::give);
        assertEquals(ConnectionPool.MAX_IDLE, pool.idle());
        rest();
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
                        assertEquals(UpstreamTrust.Look.QUIET, connection.look());
                    }
                    long start = System.nanoTime();
                    for (int i = 0; i < looks; i++) {
                        assertEquals(UpstreamTrust.Look.QUIET, connection.look());
                    }
                    System.out.printf("a look costs %d ns%n", (System.nanoTime() - start) / looks);
                })
                .join();
    }

    private void rest() {
        pass(UpstreamTrust.REST);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    /// A connection that has carried a request.
    private UpstreamConnection used(String owner) throws IOException {
        UpstreamConnection connection = pool.take(owner);
        exchange(connection, accept());
        return connection;
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
        Await.until("noise", () -> connection.look() != UpstreamTrust.Look.QUIET);
    }
}
