package dev.ghlmcp.highlevel.http;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;

/// A circuit breaker for each credential: after lost requests it sends nothing for a while, for this credential only.
/// Even a refused connection counts for its own credential alone, so that no caller can stop another.
///
/// Thread-safe. A credential without losses takes no memory, and at most [#MAX_BREAKERS] are remembered.
public final class CircuitBreakers {
    static final int MAX_BREAKERS = 10_000;

    /// Of the last ten requests, eight must be lost. A host that fails now and then is still worth trying.
    private static final int WINDOW = 10;

    private static final int MAX_LOST = 8;

    /// How a request ended.
    public enum Outcome {
        /// There was an answer.
        ANSWERED,
        /// There was none.
        LOST,
        /// Nobody waited for it.
        UNKNOWN
    }

    private final ConcurrentHashMap<String, CircuitBreaker> breakers = new ConcurrentHashMap<>();
    private final long pauseNanos;

    /// @param pause how long nothing is sent
    public CircuitBreakers(Duration pause) {
        this.pauseNanos = pause.toNanos();
    }

    /// Whether a request may go out. If so, its end must be told.
    public boolean enter(String credential) {
        CircuitBreaker breaker = breakers.get(credential);
        return breaker == null || breaker.enter(System.nanoTime());
    }

    /// A request has ended.
    public void leave(String credential, Outcome outcome) {
        CircuitBreaker breaker = breakers.get(credential);
        if (breaker == null && outcome == Outcome.LOST) {
            breaker = breakers.computeIfAbsent(credential, _ -> new CircuitBreaker());
            bound(credential);
        }
        if (breaker != null && breaker.leave(outcome, System.nanoTime())) {
            breakers.remove(credential, breaker);
        }
    }

    /// How long nothing will be sent, in ms; 0 if something may.
    public long pauseMs(String credential) {
        CircuitBreaker breaker = breakers.get(credential);
        return breaker == null ? 0 : breaker.pauseMs(System.nanoTime());
    }

    int size() {
        return breakers.size();
    }

    private void bound(String selected) {
        if (breakers.size() > MAX_BREAKERS) {
            breakers.keySet().stream()
                    .filter(credential -> !credential.equals(selected))
                    .findAny()
                    .ifPresent(breakers::remove);
        }
    }

    private final class CircuitBreaker {
        /// The last requests, one bit each, the newest lowest: 1 is lost.
        private int window;

        private int count;
        private boolean open;
        private boolean probing;
        private long openUntil;

        synchronized boolean enter(long now) {
            if (!open) {
                return true;
            }
            if (probing || now - openUntil < 0) {
                return false;
            }
            probing = true;
            return true;
        }

        /// @return whether there is nothing left to remember
        synchronized boolean leave(Outcome outcome, long now) {
            if (open) {
                // Those that went out before it opened tell nothing new.
                if (probing && now - openUntil >= 0) {
                    probing = false;
                    open = outcome != Outcome.ANSWERED;
                    openUntil = now + pauseNanos;
                }
                return !open;
            }
            if (outcome == Outcome.UNKNOWN) {
                return false;
            }
            window = (window << 1 | (outcome == Outcome.LOST ? 1 : 0)) & ((1 << WINDOW) - 1);
            count = Math.min(count + 1, WINDOW);
            if (count == WINDOW && Integer.bitCount(window) >= MAX_LOST) {
                open = true;
                openUntil = now + pauseNanos;
                window = 0;
                count = 0;
            }
            return !open && window == 0;
        }

        synchronized long pauseMs(long now) {
            return open && (probing || now - openUntil < 0)
                    ? Math.max(1, Duration.ofNanos(openUntil - now).toMillis())
                    : 0;
        }
    }
}
