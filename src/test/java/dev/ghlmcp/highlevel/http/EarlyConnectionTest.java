package dev.ghlmcp.highlevel.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ghlmcp.FreePort;
import dev.ghlmcp.network.Network;
import dev.ghlmcp.network.ProxyAddress;
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
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The connection that is opened before anybody asks for one.
@Timeout(30)
class EarlyConnectionTest {
    private final ServerSocket listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    private final ConnectionPool pool =
            new ConnectionPool(address(listener.getLocalPort()), Network.DIRECT, Duration.ofSeconds(5));

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
    void oneThatNobodyWaitedForIsClosed() throws Exception {
        pool.openEarly();
        assertEquals(-1, accept().getInputStream().read());
        try (UpstreamConnection own = pool.take("acme")) {
            accept();
            assertEquals(UpstreamTrust.Look.QUIET, own.look());
        }
    }

    /// Whatever the other side says.
    @Test
    void oneOnWhichSomethingCameIsClosed() throws Exception {
        Thread opening = Thread.ofPlatform().start(pool::openEarly);
        Socket server = accept();
        server.getOutputStream().write("HTTP/1.1 408 Request Timeout\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        opening.join();
        try (UpstreamConnection own = pool.take("acme")) {
            accept();
            assertEquals(UpstreamTrust.Look.QUIET, own.look());
        }
    }

    @Test
    void onlyOneIsOpened() throws Exception {
        pool.openEarly();
        pool.openEarly();
        accept();
        assertNoOther();
    }

    @Test
    void aFailureIsNotToldToALaterCaller() throws Exception {
        int port = FreePort.find();
        try (ConnectionPool nowhere = new ConnectionPool(address(port), Network.DIRECT, Duration.ofSeconds(5))) {
            nowhere.openEarly();
            try (ServerSocket late = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                    UpstreamConnection connection = nowhere.take("acme");
                    Socket server = late.accept()) {
                assertFalse(server.isClosed());
                assertEquals(UpstreamTrust.Look.QUIET, connection.look());
            }
        }
    }

    @Test
    void noneIsOpenedOnceThePoolIsClosed() throws Exception {
        pool.close();
        pool.openEarly();
        assertNoOther();
    }

    /// It would come at each start, though nobody calls.
    @Test
    void aProxyIsSentNoPassword() throws Exception {
        early("http://ann:wrong@127.0.0.1:" + listener.getLocalPort());
        assertNoOther();
        Thread opening = Thread.ofPlatform().start(() -> early("http://127.0.0.1:" + listener.getLocalPort()));
        accept().close();
        opening.join();
    }

    private static void early(String proxy) {
        Network network = Network.of(ProxyAddress.of(proxy, "GHL_PROXY"), null, "", Map.of());
        try (ConnectionPool through =
                new ConnectionPool(URI.create("https://crm.example"), network, Duration.ofSeconds(5))) {
            through.openEarly();
        }
    }

    private static URI address(int port) {
        return URI.create("http://127.0.0.1:" + port);
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
}
