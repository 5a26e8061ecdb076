package dev.ghlmcp.highlevel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/// An HTTP server that closes each connection, without saying so, after a number of answers.
final class OneConnectionServer implements AutoCloseable {
    static final byte[] ANSWER = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
            .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listener;
    private final AtomicInteger connections = new AtomicInteger();
    private final Semaphore closed = new Semaphore(0);

    OneConnectionServer(int answersEach) throws IOException {
        this(answersEach, 0);
    }

    OneConnectionServer(int answersEach, int port) throws IOException {
        listener = new ServerSocket(port, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> serve(answersEach));
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    int connections() {
        return connections.get();
    }

    void awaitClosed(int count) throws InterruptedException {
        closed.acquire(count);
    }

    private void serve(int answersEach) {
        while (true) {
            try (Socket connection = listener.accept()) {
                connections.incrementAndGet();
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
                for (int i = 0; i < answersEach; i++) {
                    String line = in.readLine();
                    while (line != null && !line.isEmpty()) {
                        line = in.readLine();
                    }
                    connection.getOutputStream().write(ANSWER);
                }
            } catch (IOException _) {
                return;
            }
            closed.release();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
