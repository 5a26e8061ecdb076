package dev.ghlmcp.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ghlmcp.highlevel.RawUpstream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Which authorities are read, and when.
@Timeout(60)
class TrustedRootsTest {
    /// Where the JDK looks for its authorities.
    private static final String STORE = "javax.net.ssl.trustStore";

    @TempDir
    private Path folder;

    @AutoClose
    private final RawUpstream upstream = new RawUpstream((_, _, out) -> RawUpstream.write(out, RawUpstream.ok("{}")));

    @AutoClose
    private PrivateAuthority authority;

    private URI address;
    private Network network;

    TrustedRootsTest() throws IOException {}

    @BeforeEach
    void found() throws Exception {
        authority = new PrivateAuthority(folder);
        address = URI.create("https://localhost:" + authority.serve("localhost", upstream.uri()));
        network = Network.of(null, null, "", Map.of("GHL_CA_FILE", authority.certificate()));
    }

    @AfterEach
    void restore() {
        System.clearProperty(STORE);
    }

    @Test
    void thoseThatCouldNotBeReadAreReadAgain() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken"), "no store");
        System.setProperty(STORE, broken.toString());
        assertThrows(IOException.class, this::connect);
        System.clearProperty(STORE);
        Files.delete(broken);
        connect();
    }

    @Test
    void tlsNamesTheProtocolInside() throws Exception {
        try (Socket socket = new Socket();
                Socket way = network.connect(socket, address, 10_000);
                SSLSocket encrypted = (SSLSocket) network.secured(way, address)) {
            assertArrayEquals(
                    new String[] {"http/1.1"}, encrypted.getSSLParameters().getApplicationProtocols());
        }
    }

    private void connect() throws IOException {
        try (Socket socket = new Socket();
                Socket way = network.connect(socket, address, 10_000)) {
            network.secured(way, address).close();
        }
    }
}
