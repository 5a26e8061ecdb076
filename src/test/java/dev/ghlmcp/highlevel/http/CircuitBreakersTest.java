package dev.ghlmcp.highlevel.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.highlevel.http.CircuitBreakers.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Whom losses stop, and what they cost.
class CircuitBreakersTest {
    private final CircuitBreakers breakers = new CircuitBreakers(Duration.ofHours(1));

    @Test
    void eightLossesOfTenStopTheirOwnCredentialAlone() {
        request("beta", Outcome.LOST, 8);
        request("beta", Outcome.ANSWERED, 1);
        assertEquals(0, breakers.pauseMs("beta"));
        request("beta", Outcome.ANSWERED, 1);
        assertFalse(breakers.enter("beta"));
        assertTrue(breakers.pauseMs("beta") > 0);
        assertTrue(breakers.enter("acme"));
        assertEquals(0, breakers.pauseMs("acme"));
    }

    @Test
    void oneProbeAtATimeDecides() {
        CircuitBreakers hasty = new CircuitBreakers(Duration.ZERO);
        for (int i = 0; i < 10; i++) {
            assertTrue(hasty.enter("beta"));
            hasty.leave("beta", Outcome.LOST);
        }
        assertTrue(hasty.enter("beta"), "the probe");
        assertFalse(hasty.enter("beta"), "another meanwhile");
        hasty.leave("beta", Outcome.UNKNOWN);
        assertTrue(hasty.enter("beta"), "nobody knows: another probe");
        hasty.leave("beta", Outcome.ANSWERED);
        assertTrue(hasty.enter("beta"));
        assertTrue(hasty.enter("beta"));
    }

    @Test
    void tenThousandCredentialsTakeBoundedMemory() {
        for (int i = 0; i < 30_000; i++) {
            request("well " + i, Outcome.ANSWERED, 3);
        }
        assertEquals(0, breakers.size());
        for (int i = 0; i < 30_000; i++) {
            request("ill " + i, Outcome.LOST, 1);
        }
        assertEquals(CircuitBreakers.MAX_BREAKERS, breakers.size());
        request("ill again", Outcome.LOST, 1);
        request("ill again", Outcome.ANSWERED, 10);
        assertEquals(CircuitBreakers.MAX_BREAKERS - 1, breakers.size(), "what is well again is forgotten");
    }

    private void request(String credential, Outcome outcome, int times) {
        for (int i = 0; i < times; i++) {
            assertTrue(breakers.enter(credential));
            breakers.leave(credential, outcome);
        }
    }
}
