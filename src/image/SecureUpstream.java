import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// What the training reaches by HTTPS, as users reach HighLevel: a server on this machine that knows one sub-account,
/// with a P-256 key under a P-384 authority of its own.
final class SecureUpstream implements AutoCloseable {
    private static final String PASSWORD = "training";
    private static final byte[] LOCATION =
            "{\"location\":{\"id\":\"HarborDentalLocation\",\"name\":\"Training\",\"timezone\":\"UTC\"}}"
                    .getBytes(StandardCharsets.UTF_8);

    private final HttpsServer server;
    private final Path authority;

    private SecureUpstream(HttpsServer server, Path authority) {
        this.server = server;
        this.authority = authority;
    }

    /// @param folder for its keys, made anew
    static SecureUpstream start(Path folder) throws Exception {
        Files.createDirectories(folder);
        Path store = folder.resolve("keys.p12");
        Path authority = folder.resolve("authority.pem");
        Files.deleteIfExists(store);
        keytool(store, "-genkeypair", "-alias", "authority", "-dname", "CN=Training", "-ext", "bc:c",
                "-keyalg", "EC", "-groupname", "secp384r1");
        keytool(store, "-exportcert", "-alias", "authority", "-rfc", "-file", authority.toString());
        keytool(store, "-genkeypair", "-alias", "server", "-dname", "CN=localhost", "-ext", "san=dns:localhost",
                "-keyalg", "EC", "-groupname", "secp256r1", "-signer", "authority");
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(keys(store)));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, LOCATION.length);
                exchange.getResponseBody().write(LOCATION);
            }
        });
        server.start();
        return new SecureUpstream(server, authority);
    }

    String address() {
        return "https://localhost:" + server.getAddress().getPort();
    }

    Path authority() {
        return authority;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static SSLContext keys(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-keystore", store.toString(), "-storepass", PASSWORD));
        command.addAll(List.of(arguments));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream said = keytool.getInputStream()) {
            String text = new String(said.readAllBytes(), StandardCharsets.UTF_8);
            if (keytool.waitFor() != 0) {
                throw new IOException("keytool failed: " + text);
            }
        }
    }
}
