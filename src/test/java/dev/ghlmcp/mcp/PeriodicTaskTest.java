package dev.ghlmcp.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.log.ExplainedFailure;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PeriodicTaskTest {
    @Test
    void whatFailsGoesOnAndIsToldOnceUntilItWorksAgain() throws InterruptedException {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        SynchronousQueue<Integer> rounds = new SynchronousQueue<>();
        AtomicInteger round = new AtomicInteger();
        try (PeriodicTask _ = new PeriodicTask(
                "watch",
                Duration.ofMillis(1),
                () -> {
                    put(rounds, round.incrementAndGet());
                    if (round.get() % 4 != 0) {
                        throw new IllegalStateException("secret");
                    }
                },
                new PrintStream(err, true, StandardCharsets.UTF_8))) {
            for (int i = 1; i <= 8; i++) {
                assertEquals(i, rounds.take());
            }
        }
        String reported = err.toString(StandardCharsets.UTF_8);
        assertEquals(2, reported.lines().count(), reported);
        assertTrue(
                reported.startsWith("ghl-mcp: watch failed and goes on (java.lang.IllegalStateException at "),
                reported);
    }

    @Test
    void aFailureThatExplainsItselfIsToldInItsOwnWords() throws InterruptedException {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        SynchronousQueue<Integer> rounds = new SynchronousQueue<>();
        try (PeriodicTask _ = new PeriodicTask(
                "syncs",
                Duration.ofMillis(1),
                () -> {
                    put(rounds, 1);
                    throw new Explained();
                },
                new PrintStream(err, true, StandardCharsets.UTF_8))) {
            for (int i = 0; i < 3; i++) {
                rounds.take();
            }
        }
        assertEquals(
                "ghl-mcp: syncs wait: The store is away.",
                err.toString(StandardCharsets.UTF_8).strip());
    }

    private static final class Explained extends RuntimeException implements ExplainedFailure {
        private static final long serialVersionUID = 1;

        private Explained() {
            super("The store is away.");
        }
    }

    private static void put(SynchronousQueue<Integer> rounds, int round) {
        try {
            rounds.put(round);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
