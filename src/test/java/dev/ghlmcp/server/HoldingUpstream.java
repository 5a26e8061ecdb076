package dev.ghlmcp.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// A HighLevel that holds every answer back until it is told to give them. It shows what no recording server can: how
/// many requests wait at once, and when a waiting connection is dropped.
public final class HoldingUpstream implements AutoCloseable {
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 13\r\nConnection: close\r\n\r\n{\"held\":true}"
                    .getBytes(StandardCharsets.US_ASCII);

    private static final String LENGTH = "Content-Length:";

    private final ServerSocket listener = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
    private final Semaphore waiting = new Semaphore(0);
    private final Semaphore dropped = new Semaphore(0);
    private final CountDownLatch released = new CountDownLatch(1);

    public HoldingUpstream() throws IOException {
        Thread.ofVirtual().start(this::accept);
    }

    /// The environment that leads the program here.
    public Map<String, String> environment() {
        return Map.of(
                "GHL_BASE_URL", "http://127.0.0.1:" + listener.getLocalPort(),
                "GHL_TOKEN", "pit-secret-of-the-test",
                "GHL_LOCATION_ID", "loc1");
    }

    /// Waits until this many more requests are held.
    public boolean awaitWaiting(int requests) throws InterruptedException {
        return waiting.tryAcquire(requests, 20, TimeUnit.SECONDS);
    }

    /// Waits until this many more connections are closed by the client while their request is held.
    public boolean awaitDropped(int connections) throws InterruptedException {
        return dropped.tryAcquire(connections, 20, TimeUnit.SECONDS);
    }

    /// Gives all answers, those held and those to come.
    public void release() {
        released.countDown();
    }

    private void accept() {
        while (true) {
            try {
                Socket connection = listener.accept();
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
            int body = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
                    body = Integer.parseInt(line.substring(LENGTH.length()).strip());
                }
                if (line.isEmpty()) {
                    in.skip(body);
                    waiting.release();
                    Thread watch = Thread.ofVirtual().start(() -> answerOnRelease(connection));
                    if (in.read() < 0 && released.getCount() > 0) {
                        dropped.release();
                    }
                    watch.interrupt();
                    return;
                }
            }
        } catch (IOException _) {
            dropped.release();
        }
    }

    private void answerOnRelease(Socket connection) {
        try {
            released.await();
            connection.getOutputStream().write(ANSWER);
            connection.shutdownOutput();
        } catch (IOException | InterruptedException _) {
            // The client gave up first.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
