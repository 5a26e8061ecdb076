package dev.ghlmcp.highlevel.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.Await;
import dev.ghlmcp.network.Network;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Callers who come, and a pool that is closed, while the early connection is being opened.
@Timeout(30)
class EarlyOpeningTest {
    private final ServerSocket listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    private final CountDownLatch released = new CountDownLatch(1);
    private final ConnectionPool pool = new ConnectionPool(
            URI.create("http://127.0.0.1:" + listener.getLocalPort()), Network.DIRECT, Duration.ofSeconds(5));
    private final EarlyConnection early = new EarlyConnection();

    EarlyOpeningTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        early.close();
        pool.close();
        listener.close();
    }

    @Test
    void aCallerWhoWaitsForItIsToldOfItsFailure() throws Exception {
        IOException failure = new IOException("no way");
        opening(() -> {
            released.await();
            throw failure;
        });
        CompletableFuture<Object> told = new CompletableFuture<>();
        awaitWaiting(taker(told));
        assertNull(early.take(), "others open their own meanwhile");
        released.countDown();
        assertSame(failure, told.get(10, TimeUnit.SECONDS));
    }

    @Test
    void aCallerWhoWaitsForItGetsIt() throws Exception {
        Thread opening = opening(() -> {
            released.await();
            return pool.open();
        });
        CompletableFuture<Object> told = new CompletableFuture<>();
        awaitWaiting(taker(told));
        released.countDown();
        OpenSocket opened = assertInstanceOf(OpenSocket.class, told.get(10, TimeUnit.SECONDS));
        opening.join();
        assertTrue(opened.channel().isOpen(), "it is the caller's");
        opened.close();
    }

    /// What hangs for one must not hang for the next.
    @Test
    void aCallerWhoIsInterruptedEndsTheOpening() throws Exception {
        OpenSocket opened = pool.open();
        Thread opening = opening(() -> unhurried(opened));
        CompletableFuture<Object> told = new CompletableFuture<>();
        Thread hasty = taker(told);
        awaitWaiting(hasty);
        hasty.interrupt();
        assertInstanceOf(InterruptedIOException.class, told.get(10, TimeUnit.SECONDS));
        assertNull(early.take(), "the next opens its own");
        released.countDown();
        opening.join();
        assertFalse(opened.channel().isOpen());
    }

    /// The opening may have come too far to notice that it is cancelled.
    @Test
    void oneThatIsOpenOnlyAfterTheEndIsClosed() throws Exception {
        OpenSocket opened = pool.open();
        Thread opening = opening(() -> unhurried(opened));
        early.close();
        released.countDown();
        opening.join();
        assertFalse(opened.channel().isOpen());
        assertNull(early.take());
    }

    /// Takes no notice of an interruption.
    private OpenSocket unhurried(OpenSocket opened) {
        while (released.getCount() > 0) {
            try {
                released.await();
            } catch (InterruptedException _) {
                // It is open already.
            }
        }
        return opened;
    }

    /// Begins to open it on another thread.
    private Thread opening(Callable<OpenSocket> connect) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Thread opening = Thread.ofPlatform()
                .start(() -> early.open(() -> {
                    begun.countDown();
                    return connect.call();
                }));
        begun.await();
        return opening;
    }

    /// Takes it on another thread.
    ///
    /// @param told the connection, or the exception
    private Thread taker(CompletableFuture<Object> told) {
        return Thread.ofVirtual().start(() -> {
            try {
                told.complete(early.take());
            } catch (IOException | RuntimeException e) {
                told.complete(e);
            }
        });
    }

    private static void awaitWaiting(Thread taker) {
        Await.until("it waits", () -> List.of(taker.getStackTrace()).toString().contains("FutureTask.get"));
    }
}
