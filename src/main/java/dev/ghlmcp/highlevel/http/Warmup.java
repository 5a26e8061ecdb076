package dev.ghlmcp.highlevel.http;

import dev.ghlmcp.highlevel.account.Account;
import dev.ghlmcp.secret.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A HighLevel of one answer, on a loopback port of its own, for a call that only loads classes: the first real call
/// is then faster. Nothing leaves the machine.
public final class Warmup implements AutoCloseable {
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 24\r\n\r\n{\"contact\":{\"id\":\"none\"}}"
                    .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listener;

    public Warmup() {
        try {
            listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::answer);
    }

    /// The account that leads here.
    public Account account() {
        return new Account(
                URI.create("http://127.0.0.1:" + listener.getLocalPort()),
                new Secret("none"),
                null,
                "none",
                null,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(3));
    }

    private void answer() {
        try (Socket connection = listener.accept();
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = in.readLine(); line != null && !line.isEmpty(); ) {
                line = in.readLine();
            }
            connection.getOutputStream().write(ANSWER);
            in.read();
        } catch (IOException _) {
            // The rehearsal is over.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
