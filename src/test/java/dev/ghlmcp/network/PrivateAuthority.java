package dev.ghlmcp.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/// A company's own certificate authority and servers with its certificates, which are made once for all tests of this
/// process.
public final class PrivateAuthority implements AutoCloseable {
    private static final String PASSWORD = "password";
    private static final String ROOT = "root";
    private static final String NAME = "CN=Harbor Dental Root, O=Harbor Dental";

    /// Its key and those of hosts by their names, in a folder that ends with the process.
    private static final Map<String, Path> STORES = new HashMap<>();

    private final Path folder;
    private final List<SSLServerSocket> listeners = new ArrayList<>();

    /// @param folder where its certificate is put
    public PrivateAuthority(Path folder) throws Exception {
        this.folder = folder;
        Files.copy(made(ROOT).resolveSibling("root.pem"), certificate());
    }

    /// The store with the key of the root, or of a host that it signed.
    private static Path made(String name) throws Exception {
        synchronized (STORES) {
            if (!STORES.containsKey(name)) {
                Path store = Files.createTempDirectory("authority").resolve("store.p12");
                // The last to be registered goes first.
                store.getParent().toFile().deleteOnExit();
                if (name.equals(ROOT)) {
                    keytool(store, "-genkeypair", "-alias", ROOT, "-keyalg", "EC", "-dname", NAME, "-ext", "bc:c");
                    Path certificate = store.resolveSibling("root.pem");
                    keytool(store, "-exportcert", "-rfc", "-alias", ROOT, "-file", certificate.toString());
                    certificate.toFile().deleteOnExit();
                } else {
                    Files.copy(made(ROOT), store);
                    String[] host = {"-alias", name, "-dname", "CN=" + name, "-ext", "san=dns:" + name};
                    keytool(
                            store,
                            Stream.concat(Stream.of("-genkeypair", "-keyalg", "EC", "-signer", ROOT), Stream.of(host))
                                    .toArray(String[]::new));
                }
                store.toFile().deleteOnExit();
                STORES.put(name, store);
            }
            return STORES.get(name);
        }
    }

    /// Its own certificate, as PEM.
    public Path certificate() {
        return folder.resolve("root.pem");
    }

    /// Serves TLS for a host and passes everything on to an `http` address.
    ///
    /// @return the port
    public int serve(String host, URI behind) throws Exception {
        KeyStore all = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(made(host))) {
            all.load(in, PASSWORD.toCharArray());
        }
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry(
                host, all.getKey(host, PASSWORD.toCharArray()), PASSWORD.toCharArray(), all.getCertificateChain(host));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        SSLServerSocket listener = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        listeners.add(listener);
        Thread.ofVirtual().start(() -> accept(listener, behind));
        return listener.getLocalPort();
    }

    private static void accept(SSLServerSocket listener, URI behind) {
        while (!listener.isClosed()) {
            try {
                Socket front = listener.accept();
                Thread.ofVirtual().start(() -> {
                    try (front;
                            Socket back = new Socket(behind.getHost(), behind.getPort())) {
                        // Otherwise the second part of an answer waits 40 ms for the first to be confirmed.
                        front.setTcpNoDelay(true);
                        back.setTcpNoDelay(true);
                        Relay.run(front, back);
                    } catch (IOException _) {
                        // One side has gone, or the client did not like the certificate.
                    }
                });
            } catch (IOException _) {
                return;
            }
        }
    }

    private static void keytool(Path store, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, keytool.waitFor(), said);
    }

    @Override
    public void close() throws IOException {
        for (SSLServerSocket listener : listeners) {
            listener.close();
        }
    }
}
