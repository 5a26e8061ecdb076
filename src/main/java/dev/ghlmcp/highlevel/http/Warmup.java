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

/// A HighLevel of one answer to all, on a loopback port of its own, for a call that only loads classes: the first real
/// call
/// is then faster. Nothing leaves the machine.
public final class Warmup implements AutoCloseable {
    /// What a call reads, and what it then looks up to name it.
    private static final String BODY = """
            {"contact":{"id":"none","firstName":"Ann","dateAdded":"2026-01-02T03:04:05.000Z","assignedTo":"u",\
            "dateOfBirth":"1990-01-02","dnd":false,"tags":["none"],"customFields":[{"id":"f","value":"none"}]},\
            "location":{"id":"none","timezone":"America/New_York"},"users":[{"id":"u","name":"Ann"}],\
            "customFields":[{"id":"f","name":"none"}]}""";

    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                    .formatted(BODY.length(), BODY)
                    .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listener;

    public Warmup() {
        try {
            listener = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
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

    private void accept() {
        try {
            while (true) {
                Socket connection = listener.accept();
                Thread.ofVirtual().start(() -> answer(connection));
            }
        } catch (IOException _) {
            // The rehearsal is over.
        }
    }

    private static void answer(Socket connection) {
        try (connection;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.isEmpty()) {
                    connection.getOutputStream().write(ANSWER);
                }
            }
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
