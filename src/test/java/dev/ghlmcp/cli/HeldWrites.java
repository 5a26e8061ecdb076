package dev.ghlmcp.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// A HighLevel that takes writes in whole and holds every answer back until it is told to give them.
final class HeldWrites implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore waiting = new Semaphore(0);
    private final CountDownLatch released = new CountDownLatch(1);

    HeldWrites() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    Map<String, String> environment() {
        return Map.of(
                "GHL_BASE_URL", "http://127.0.0.1:" + server.getAddress().getPort(),
                "GHL_TOKEN", "pit-secret-of-the-test",
                "GHL_LOCATION_ID", "loc1");
    }

    /// Waits until this many more requests have arrived.
    boolean awaitWaiting(int requests) throws InterruptedException {
        return waiting.tryAcquire(requests, 20, TimeUnit.SECONDS);
    }

    void release() {
        released.countDown();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            waiting.release();
            released.await();
            byte[] answer = {'{', '}'};
            exchange.sendResponseHeaders(201, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
