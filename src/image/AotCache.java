import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// Makes the AOT cache by a run of the program that does what users do: commands as scripts give them, then one start as
/// a client does it, with the tool list, reads, a write and mistakes on the sandbox.
///
/// HighLevel is reached by HTTPS only, so the run is given an upstream that is: what TLS needs at the first call took
/// longer than all of the call otherwise.
final class AotCache {
    private static final byte[] ANSWER = """
            {"location":{"id":"none","name":"none","timezone":"America/New_York"}}"""
            .getBytes(StandardCharsets.UTF_8);

    private static final String ALIAS = "upstream";
    private static final char[] PASSWORD = "training".toCharArray();

    private AotCache() {}

    static void train(Path image, String launcher) throws Exception {
        Path cache = image.toAbsolutePath().resolve("ghl-mcp.aot");
        Path authority = image.resolveSibling("training.pem").toAbsolutePath();
        Path errors = image.resolveSibling("training.err");
        HttpsServer upstream = upstream(keys(image.resolveSibling("training.p12")), authority);
        try {
            ProcessBuilder training = new ProcessBuilder(image.resolve("bin/" + launcher).toString(),
                    "https://localhost:" + upstream.getAddress().getPort());
            training.environment().put("GHL_MCP_MAIN", "dev.ghlmcp.Training");
            training.environment().put("GHL_TOKEN", "pit-sandbox-location");
            training.environment().put("GHL_CA_FILE", authority.toString());
            training.environment().put("GHL_MCP_AOT", "-XX:AOTCacheOutput=" + cache);
            Process process = training.redirectInput(new File("src/image/training.jsonl"))
                    .redirectOutput(image.resolveSibling("training.out").toFile())
                    .redirectError(errors.toFile())
                    .start();
            if (process.waitFor() != 0 || !Files.exists(cache)) {
                throw new IOException("The training run failed: " + Files.readString(errors));
            }
        } finally {
            upstream.stop(0);
        }
    }

    private static HttpsServer upstream(KeyStore keys, Path authority) throws IOException, GeneralSecurityException {
        String certificate = Base64.getMimeEncoder().encodeToString(keys.getCertificate(ALIAS).getEncoded());
        Files.writeString(
                authority, "-----BEGIN CERTIFICATE-----\n" + certificate + "\n-----END CERTIFICATE-----\n");
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(factory.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, ANSWER.length);
            exchange.getResponseBody().write(ANSWER);
            exchange.close();
        });
        server.start();
        return server;
    }

    /// A key with a certificate of its own, for this build only.
    private static KeyStore keys(Path file) throws IOException, InterruptedException, GeneralSecurityException {
        Files.deleteIfExists(file);
        String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process making = new ProcessBuilder(keytool, "-genkeypair", "-alias", ALIAS, "-keyalg", "EC", "-groupname",
                        "secp256r1", "-dname", "CN=localhost", "-ext", "san=dns:localhost", "-ext", "bc:c=ca:true",
                        "-validity", "2", "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String said = new String(making.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (making.waitFor() != 0) {
            throw new IOException("keytool failed: " + said);
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }
}
