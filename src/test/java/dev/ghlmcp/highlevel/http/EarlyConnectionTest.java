package dev.ghlmcp.highlevel.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ghlmcp.Await;
import dev.ghlmcp.FreePort;
import dev.ghlmcp.network.Network;
import io.helidon.common.buffers.BufferData;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who gets the connection that is opened before anybody asks for one, and who does not.
@Timeout(30)
class EarlyConnectionTest {
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    private static final Duration IDLE = Duration.ofSeconds(60);

    private final ServerSocket listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    private final AtomicLong now = new AtomicLong();
    private final ConnectionPool pool = pool(listener.getLocalPort());

    /// A socket that nobody holds is closed.
    private final List<Socket> accepted = new ArrayList<>();

    EarlyConnectionTest() throws IOException {
        listener.setSoTimeout(10_000);
    }

    @AfterEach
    void close() throws IOException {
        pool.close();
        listener.close();
    }

    @Test
    void theFirstTakerGetsItAndTheSecondOpensAnother() throws Exception {
        pool.openEarly();
        Socket server = accept();
        now.addAndGet(IDLE.toNanos() - 1);
        UpstreamConnection first = pool.take("acme");
        exchange(first, server);
        exchange(pool.take("beta"), accept());
        exchange(first, server);
        assertNoOther();
    }

    @Test
    void oneThatTheServerClosedIsNotUsed() throws Exception {
        OpenSocket opened = opened();
        accept().close();
        Await.until("the end", () -> !opened.quiet());
        exchange(pool.take("acme"), accept());
        assertFalse(opened.channel().isOpen());
    }

    @Test
    void oneOnWhichSomethingCameIsNotUsed() throws Exception {
        OpenSocket opened = opened();
        accept().getOutputStream().write(' ');
        Await.until("noise", () -> opened.socket().getInputStream().available() > 0);
        exchange(pool.take("acme"), accept());
        assertFalse(opened.channel().isOpen());
    }

    @Test
    void oneThatIsTooOldIsNotUsed() throws Exception {
        pool.openEarly();
        Socket server = accept();
        now.addAndGet(IDLE.toNanos());
        exchange(pool.take("acme"), accept());
        assertEquals(-1, server.getInputStream().read(), "it is closed");
    }

    @Test
    void onlyOneIsOpened() throws Exception {
        pool.openEarly();
        pool.openEarly();
        Socket server = accept();
        assertNoOther();
        exchange(pool.take("acme"), server);
        pool.openEarly();
        assertNoOther();
    }

    @Test
    void aFailureIsNotToldToALaterCaller() throws Exception {
        int port = FreePort.find();
        try (ConnectionPool nowhere = pool(port)) {
            nowhere.openEarly();
            try (ServerSocket late = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                    UpstreamConnection connection = nowhere.take("acme");
                    Socket server = late.accept()) {
                exchange(connection, server);
            }
        }
    }

    @Test
    void closingThePoolClosesIt() throws Exception {
        pool.openEarly();
        Socket server = accept();
        pool.close();
        assertEquals(-1, server.getInputStream().read());
    }

    @Test
    void noneIsOpenedOnceThePoolIsClosed() throws Exception {
        pool.close();
        pool.openEarly();
        assertNoOther();
    }

    private ConnectionPool pool(int port) {
        return new ConnectionPool(
                URI.create("http://127.0.0.1:" + port), Network.DIRECT, Duration.ofSeconds(5), now::get);
    }

    private OpenSocket opened() {
        AtomicReference<OpenSocket> opened = new AtomicReference<>();
        pool.early.open(() -> {
            opened.set(pool.open());
            return opened.get();
        });
        return opened.get();
    }

    /// An open one would be in the queue already.
    private void assertNoOther() throws IOException {
        listener.setSoTimeout(1);
        assertThrows(SocketTimeoutException.class, listener::accept);
        listener.setSoTimeout(10_000);
    }

    private Socket accept() throws IOException {
        accepted.add(listener.accept());
        accepted.getLast().setSoTimeout(10_000);
        return accepted.getLast();
    }

    /// One request and its whole answer, which show that both are ends of one connection.
    private static void exchange(UpstreamConnection connection, Socket server) throws IOException {
        connection.writer().writeNow(BufferData.create("GET / HTTP/1.1\r\n\r\n"));
        server.getOutputStream().write(ANSWER.getBytes(StandardCharsets.US_ASCII));
        assertEquals(ANSWER, connection.reader().readBuffer(ANSWER.length()).readString(ANSWER.length()));
    }
}
