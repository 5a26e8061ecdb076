package dev.ghlmcp.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.Await;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// HTTPS from a pair of PEM files.
class TlsTest {
    private static final char[] PASSWORD = "password".toCharArray();

    @TempDir
    private Path folder;

    @Test
    void servesHttpsFromAPemPair() throws Exception {
        KeyStore store = selfSigned();
        Path certificate =
                pem("cert.pem", "CERTIFICATE", store.getCertificate("it").getEncoded());
        Path key = pem("key.pem", "PRIVATE KEY", store.getKey("it", PASSWORD).getEncoded());
        HttpOptions.Limits limits =
                new HttpOptions.Limits(10, Duration.ofMinutes(1), 10, Duration.ofSeconds(1), 10, 10 << 20);
        HttpOptions options =
                new HttpOptions("127.0.0.1", 0, List.of(), List.of(), false, false, limits, certificate, key);
        try (Served served = Served.start(options);
                HttpClient client =
                        HttpClient.newBuilder().sslContext(trusting(store)).build()) {
            URI uri = served.server.uri();
            assertTrue(uri.toString().startsWith("https://127.0.0.1:"), uri.toString());
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(Served.INITIALIZE))
                    .build();
            assertEquals(200, client.send(request, BodyHandlers.discarding()).statusCode());
            assertEquals(0, served.post(Served.INITIALIZE).status(), "nothing without TLS");
            try (Socket socket = trusting(store).getSocketFactory().createSocket("127.0.0.1", uri.getPort())) {
                Thread writer = Thread.ofVirtual().start(() -> {
                    try {
                        while (true) {
                            socket.getOutputStream()
                                    .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
                        }
                    } catch (IOException _) {
                        // The server has closed the connection, as nobody reads its answers.
                    }
                });
                Await.until("the end of a connection that does not read", () -> !writer.isAlive());
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
                        "CN=localhost",
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

    private Path pem(String name, String kind, byte[] bytes) throws Exception {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return Files.writeString(
                folder.resolve(name), "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    }

    private static SSLContext trusting(KeyStore store) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("it", store.getCertificate("it"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
