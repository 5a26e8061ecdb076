package dev.ghlmcp.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// The [Mock]'s answers by HTTPS, as HighLevel gives them: for the first calls, where TLS takes most of the time. In
/// this
/// process, because nothing else is measured meanwhile.
final class SecureMock implements AutoCloseable {
    private static final String ALIAS = "mock";
    private static final char[] PASSWORD = "benchmark".toCharArray();

    private final HttpsServer server;
    private final Path authority;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    SecureMock() throws IOException, InterruptedException, GeneralSecurityException {
        KeyStore keys = keys(Path.of("target/benchmark.p12"));
        String certificate = Base64.getMimeEncoder()
                .encodeToString(keys.getCertificate(ALIAS).getEncoded());
        authority = Files.writeString(
                        Path.of("target/benchmark.pem"),
                        "-----BEGIN CERTIFICATE-----\n" + certificate + "\n-----END CERTIFICATE-----\n")
                .toAbsolutePath();
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(factory.getKeyManagers(), null, null);
        // Otherwise it waits 40 ms between the head of an answer and its body.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            boolean contact = exchange.getRequestURI().getPath().startsWith("/contacts");
            byte[] answer = (contact ? Mock.BODY : Mock.LOOKED_UP).getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    String address() {
        return "https://localhost:" + server.getAddress().getPort();
    }

    /// The file with what its certificate is checked by.
    String authority() {
        return authority.toString();
    }

    private static KeyStore keys(Path file) throws IOException, InterruptedException, GeneralSecurityException {
        Files.deleteIfExists(file);
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        int code = new ProcessBuilder((keytool + " -genkeypair -alias " + ALIAS
                                + " -keyalg EC -groupname secp256r1 -dname CN=localhost"
                                + " -ext san=dns:localhost -ext bc:c=ca:true -storetype PKCS12 -keystore "
                                + file + " -storepass " + new String(PASSWORD))
                        .split(" "))
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("keytool failed");
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
