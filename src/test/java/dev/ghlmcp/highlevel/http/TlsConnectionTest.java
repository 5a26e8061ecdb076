package dev.ghlmcp.highlevel.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ghlmcp.Await;
import dev.ghlmcp.network.Network;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.tls.Tls;
import io.helidon.webclient.api.WebClient;
import io.helidon.webclient.http1.Http1Client;
import io.helidon.webclient.http1.Http1ClientResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The same over TLS, where what came is partly in the socket and partly decrypted already.
@Timeout(60)
class TlsConnectionTest {
    private static final char[] PASSWORD = "password".toCharArray();
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

    @TempDir
    private Path folder;

    private final AtomicLong now = new AtomicLong();
    private SSLServerSocket listener;
    private Tls tls;
    private volatile String answer = ANSWER;

    @BeforeEach
    void listen() throws Exception {
        KeyStore store = selfSigned();
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("it", store.getCertificate("it"));
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        listener = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        tls = Tls.builder().sslContext(context).build();
        Thread.ofVirtual().start(this::serve);
    }

    @AfterEach
    void close() throws IOException {
        listener.close();
    }

    @Test
    void aQuietConnectionIsUsedAgain() throws Exception {
        try (ConnectionPool pool = pool("127.0.0.1")) {
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
        try (ConnectionPool pool = pool("127.0.0.1")) {
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
        try (ConnectionPool pool = pool("127.0.0.1")) {
            UpstreamConnection first = pool.take("acme");
            assertEquals("{}", get(first));
            answer = "";
            first.writer().writeNow(BufferData.create("\r\n"));
            Await.until("goodbye", () -> first.look() != UpstreamTrust.Look.QUIET);
            assertEquals(UpstreamTrust.Look.CLOSED, first.look());
        }
    }

    @Test
    void theNameInTheCertificateIsChecked() {
        try (ConnectionPool pool = pool("localhost")) {
            assertThrows(IOException.class, () -> pool.take("acme"));
        }
    }

    private ConnectionPool pool(String host) {
        return new ConnectionPool(
                URI.create("https://" + host + ":" + listener.getLocalPort()),
                Network.DIRECT,
                tls,
                Duration.ofSeconds(10),
                now::get);
    }

    private String get(UpstreamConnection connection) throws IOException {
        WebClient client = WebClient.builder().tls(tls).build();
        try (Http1ClientResponse response = client.client(Http1Client.PROTOCOL)
                        .get("https://127.0.0.1:" + listener.getLocalPort() + "/")
                        .connection(connection)
                        .request();
                InputStream in = response.inputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (SSLSocket socket = (SSLSocket) listener.accept();
                    BufferedReader in = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    if (line.isEmpty() && answer.isEmpty()) {
                        break;
                    }
                    if (line.isEmpty()) {
                        socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                    }
                }
            } catch (IOException _) {
                // The client has gone, or did not like the certificate.
            }
        }
    }

    private KeyStore selfSigned() throws Exception {
        Path file = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "it",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=elsewhere",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals(0, keytool.waitFor());
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }
}
