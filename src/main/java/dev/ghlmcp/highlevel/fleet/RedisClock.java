package dev.ghlmcp.highlevel.fleet;

import io.lettuce.core.api.StatefulRedisConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// A Redis's clock. The servers' own may differ by more than the limits' margin.
final class RedisClock {
    private static final long SAME_NS = Duration.ofSeconds(1).toNanos();

    private volatile long ahead;

    /// In ns since 1970.
    long now() {
        return System.nanoTime() + ahead;
    }

    /// Asks for the time.
    ///
    /// @return whether it is another than was thought
    boolean set(StatefulRedisConnection<byte[], byte[]> open) {
        long asked = System.nanoTime();
        List<byte[]> time = open.sync().time();
        long answered = System.nanoTime();
        long theirs = number(time.get(0)) * 1_000_000_000L + number(time.get(1)) * 1000;
        long before = ahead;
        ahead = theirs - (asked + (answered - asked) / 2);
        return Math.abs(ahead - before) > SAME_NS;
    }

    private static long number(byte[] digits) {
        return Long.parseLong(new String(digits, StandardCharsets.US_ASCII));
    }
}
