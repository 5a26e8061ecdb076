package dev.ghlmcp.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/// A company's own certificate authority, made anew for each test, and servers with its certificates.
public final class PrivateAuthority implements AutoCloseable {
    private static final String PASSWORD = "password";
    private static final String NAME = "CN=Harbor Dental Root, O=Harbor Dental";

    private final Path folder;
    private final List<SSLServerSocket> listeners = new ArrayList<>();

    public PrivateAuthority(Path folder) throws Exception {
        this.folder = folder;
        keytool("-genkeypair", "-alias", "root", "-keyalg", "EC", "-dname", NAME, "-ext", "bc:c");
        keytool("-exportcert", "-rfc", "-alias", "root", "-file", certificate().toString());
    }

    /// Its own certificate, as PEM.
    public Path certificate() {
        return folder.resolve("root.pem");
    }

    /// Serves TLS for a host and passes everything on to an `http` address.
    ///
    /// @return the port
    public int serve(String host, URI behind) throws Exception {
        keytool(
                "-genkeypair",
                "-alias",
                host,
                "-keyalg",
                "EC",
                "-signer",
                "root",
                "-dname",
                "CN=" + host,
                "-ext",
                "san=dns:" + host);
        KeyStore all = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("store.p12"))) {
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

    private void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", folder.resolve("store.p12").toString(), "-storepass", PASSWORD));
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.txt").toFile())
                .start();
        assertEquals(0, keytool.waitFor(), () -> {
            try {
                return Files.readString(folder.resolve("keytool.txt"));
            } catch (IOException e) {
                return e.toString();
            }
        });
    }

    @Override
    public void close() throws IOException {
        for (SSLServerSocket listener : listeners) {
            listener.close();
        }
    }
}
