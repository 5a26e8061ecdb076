package dev.ghlmcp.server.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Guesses are slow, and lock nobody out who has the secret.
class HookGuessesTest {
    private static final InetAddress ONE = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress TWO = InetAddress.ofLiteral("192.0.2.2");

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final HookGuesses guesses = new HookGuesses(nanos::get);

    @Test
    void anAddressThatFailsTenTimesWaitsForTheRestOfTheMinute() {
        fail(ONE, HookGuesses.FREE - 1);
        assertEquals(0, guesses.wait("orders", ONE));
        nanos.addAndGet(Duration.ofSeconds(20).toNanos());
        fail(ONE, 1);
        assertEquals(41, guesses.wait("orders", ONE));
        assertEquals(0, guesses.wait("orders", TWO));
        assertEquals(0, guesses.wait("customers", ONE));
        nanos.addAndGet(Duration.ofSeconds(40).toNanos());
        assertEquals(0, guesses.wait("orders", ONE));
        fail(ONE, 1);
        assertEquals(0, guesses.wait("orders", ONE), "a new minute");
    }

    @Test
    void anAddressThatHasHadTheSecretIsAlwaysLookedAtAndAnsweredLate() {
        guesses.passed("orders", ONE);
        for (int i = 0; i < HookGuesses.FREE; i++) {
            assertFalse(guesses.failed("orders", ONE));
        }
        assertTrue(guesses.failed("orders", ONE));
        assertEquals(0, guesses.wait("orders", ONE));
    }

    @Test
    void theAddressesOfOneNetworkOfIpv6AreOne() {
        for (int i = 0; i < HookGuesses.FREE; i++) {
            guesses.failed("orders", InetAddress.ofLiteral("2001:db8:1:2::" + i));
        }
        assertTrue(guesses.wait("orders", InetAddress.ofLiteral("2001:db8:1:2:ffff::1")) > 0);
        assertEquals(0, guesses.wait("orders", InetAddress.ofLiteral("2001:db8:1:3::1")));
    }

    @Test
    void itForgetsThoseThatWereNotSeenForLong() {
        fail(ONE, HookGuesses.FREE);
        for (int i = 0; i < 10_000; i++) {
            guesses.failed("orders", InetAddress.ofLiteral("10.1." + i / 250 + "." + i % 250));
        }
        assertEquals(0, guesses.wait("orders", ONE));
    }

    private void fail(InetAddress address, int times) {
        for (int i = 0; i < times; i++) {
            guesses.failed("orders", address);
        }
    }
}
