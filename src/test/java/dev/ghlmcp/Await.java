package dev.ghlmcp;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/// Waits for a condition, without a busy core.
public final class Await {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(2);

    private Await() {}

    /// Returns as soon as the condition holds.
    ///
    /// @param what is in the failure after 20 s
    public static void until(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .atMost(LIMIT)
                .until(condition);
    }
}
