package dev.ghlmcp.highlevel.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How many requests are under way, and whose.
@Timeout(30)
class ConcurrencyLimiterTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final ConcurrencyLimiter limiter = new ConcurrencyLimiter(12);

    @Test
    void oneAloneGetsHalfAndAnotherIsNeverShutOut() throws Exception {
        assertEquals(6, takeAll("beta"));
        assertEquals(3, takeAll("gamma"));
        assertEquals(2, takeAll("delta"));
        assertEquals(1, takeAll("acme"), "the last one");
        assertEquals(0, takeAll("epsilon"), "all twelve are under way");
        limiter.release("beta");
        assertEquals(1, takeAll("epsilon"));
    }

    @Test
    void thoseThatWaitGoInOrderAndTakeTurnsByCredential() throws Exception {
        ConcurrencyLimiter narrow = new ConcurrencyLimiter(1);
        assertTrue(narrow.acquire("beta", LONG));
        List<String> order = new CopyOnWriteArrayList<>();
        CountDownLatch over = new CountDownLatch(5);
        for (String waiter : new String[] {"beta1", "beta2", "beta3", "acme1", "acme2"}) {
            Thread thread = Thread.ofVirtual().start(() -> {
                try {
                    assertTrue(narrow.acquire(waiter.substring(0, 4), LONG));
                    order.add(waiter);
                    narrow.release(waiter.substring(0, 4));
                    over.countDown();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            Await.until("it waits", () -> thread.getState() == Thread.State.TIMED_WAITING);
        }
        narrow.release("beta");
        over.await();
        assertEquals(List.of("beta1", "acme1", "beta2", "acme2", "beta3"), order);
    }

    @Test
    void whoGivesUpOrIsInterruptedHoldsNothing() throws Exception {
        ConcurrencyLimiter narrow = new ConcurrencyLimiter(1);
        assertTrue(narrow.acquire("beta", LONG));
        assertFalse(narrow.acquire("acme", Duration.ZERO));
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            assertThrows(InterruptedException.class, () -> narrow.acquire("acme", LONG));
            interrupted.complete(true);
        });
        thread.interrupt();
        assertTrue(interrupted.get());
        narrow.release("beta");
        assertTrue(narrow.acquire("gamma", Duration.ZERO), "nobody waits any more");
    }

    @Test
    void neverMoreThanAllAreUnderWayAndNoneIsLost() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger max = new AtomicInteger();
        CountDownLatch over = new CountDownLatch(40);
        for (int i = 0; i < 40; i++) {
            String credential = "c" + i % 7;
            Thread.ofVirtual().start(() -> {
                try {
                    for (int n = 0; n < 200; n++) {
                        boolean patient = ThreadLocalRandom.current().nextInt(5) > 0;
                        if (limiter.acquire(credential, patient ? LONG : Duration.ofNanos(50_000))) {
                            max.accumulateAndGet(running.incrementAndGet(), Math::max);
                            LockSupport.parkNanos(1_000);
                            running.decrementAndGet();
                            limiter.release(credential);
                        }
                    }
                    over.countDown();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        over.await();
        assertTrue(max.get() <= 12, max::toString);
        assertEquals(6, takeAll("beta"), "all came back");
    }

    private int takeAll(String credential) throws InterruptedException {
        int taken = 0;
        while (limiter.acquire(credential, Duration.ZERO)) {
            taken++;
        }
        return taken;
    }
}
