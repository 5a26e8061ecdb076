package dev.ghlmcp.highlevel.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.Await;
import dev.ghlmcp.highlevel.RawUpstream;
import dev.ghlmcp.network.ConnectionFailed;
import dev.ghlmcp.network.Network;
import dev.ghlmcp.network.PrivateAuthority;
import dev.ghlmcp.network.WebClients;
import io.helidon.common.buffers.BufferData;
import io.helidon.webclient.http1.Http1Client;
import io.helidon.webclient.http1.Http1ClientResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The same over TLS, where what came is partly in the socket and partly decrypted already.
@Timeout(60)
class TlsConnectionTest {
    private static final Duration TIME = Duration.ofSeconds(10);
    private static final String ANSWER = RawUpstream.ok("{}");

    @TempDir
    private Path folder;

    private final AtomicLong now = new AtomicLong();
    private volatile String answer = ANSWER;

    @AutoClose
    private final RawUpstream upstream =
            new RawUpstream((_, _, out) -> !answer.isEmpty() && RawUpstream.write(out, answer));

    @AutoClose
    private PrivateAuthority authority;

    TlsConnectionTest() throws IOException {}

    @BeforeEach
    void found() throws Exception {
        authority = new PrivateAuthority(folder);
    }

    @Test
    void aQuietConnectionIsUsedAgain() throws Exception {
        try (ConnectionPool pool = pool("localhost")) {
            UpstreamConnection first = pool.take("acme");
            for (int i = 0; i < 3; i++) {
                assertEquals("{}", get(first));
                first.end();
                now.addAndGet(UpstreamTrust.REST.toNanos());
                assertSame(first, pool.take("acme"));
            }
        }
    }

    @Test
    void oneWithASurplusAnswerIsNot() throws Exception {
        try (ConnectionPool pool = pool("localhost")) {
            answer = ANSWER + ANSWER;
            UpstreamConnection first = pool.take("acme");
            assertEquals("{}", get(first));
            first.end();
            assertEquals(0, pool.idle());
            answer = "HTTP/1.1 103 Early Hints\r\n\r\n" + ANSWER;
            UpstreamConnection second = pool.take("acme");
            assertNotSame(first, second);
            assertEquals("{}", get(second));
        }
    }

    /// Its goodbye is a record like any other to those who cannot read it.
    @Test
    void oneThatIsClosedInGoodOrderIsNoFaultOfTheUpstream() throws Exception {
        try (ConnectionPool pool = pool("localhost")) {
            UpstreamConnection first = pool.take("acme");
            assertEquals("{}", get(first));
            answer = "";
            first.writer().writeNow(BufferData.create("\r\n\r\n"));
            Await.until("goodbye", () -> first.look() != UpstreamTrust.Look.QUIET);
            assertEquals(UpstreamTrust.Look.CLOSED, first.look());
        }
    }

    @Test
    void theNameInTheCertificateIsChecked() throws Exception {
        try (ConnectionPool pool = pool("elsewhere.harbor.test")) {
            String failure = assertThrows(ConnectionFailed.class, () -> pool.take("acme"))
                    .getMessage();
            assertTrue(failure.startsWith("the certificate of localhost, issued by CN=Harbor Dental Root"), failure);
        }
    }

    /// TLS 1.3 sends it after the handshake, and the session goes on from when it was first made.
    @Test
    void oneThatIsOpenedEarlyLeavesATicketForTheNextHandshake() throws Exception {
        try (ConnectionPool pool = pool("localhost")) {
            pool.openEarly();
            long left = System.currentTimeMillis();
            Await.until("a later time", () -> System.currentTimeMillis() > left);
            OpenSocket next = pool.open();
            SSLSession session =
                    assertInstanceOf(SSLSocket.class, next.socket()).getSession();
            next.close();
            assertEquals("TLSv1.3", session.getProtocol());
            assertTrue(session.getCreationTime() <= left, "it is resumed");
        }
    }

    /// To a server that has the certificate of a host and listens at this machine's name.
    private ConnectionPool pool(String host) throws Exception {
        return new ConnectionPool(
                URI.create("https://localhost:" + authority.serve(host, upstream.uri())),
                Network.of(null, null, "", Map.of("GHL_CA_FILE", authority.certificate())),
                TIME,
                now::get);
    }

    private static String get(UpstreamConnection connection) throws IOException {
        try (Http1ClientResponse response = WebClients.of(TIME, "ghl-mcp/test")
                        .client(Http1Client.PROTOCOL)
                        .get("https://localhost/")
                        .connection(connection)
                        .request();
                InputStream in = response.inputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
