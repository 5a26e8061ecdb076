package dev.ghlmcp.highlevel.budget;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// A location's budget for the day. The day ends when HighLevel says it does; until it has said so, 24 h after the
/// first call.
final class Day implements Meter {
    private static final Duration LENGTH = Duration.ofDays(1);
    private static final long UNKNOWN = Long.MAX_VALUE;

    private final Bucket bucket;
    private final TimeMeter clock;
    private final AtomicLong end = new AtomicLong(UNKNOWN);
    private volatile long limit;

    Day(Buckets buckets, String name, long limit) {
        this.bucket = buckets.large(name, bandwidth(limit));
        this.clock = buckets.clock();
        this.limit = limit;
    }

    @Override
    public long take() {
        turnOver();
        long wait = Meter.take(bucket, 1);
        long end = this.end.get();
        return wait == 0 || end == UNKNOWN ? wait : Math.max(1, end - clock.currentTimeNanos());
    }

    /// Nobody waits for tomorrow: whoever finds the day used up is told at once.
    @Override
    public long untilFree(int ahead) {
        return 0;
    }

    @Override
    public void giveBack() {
        bucket.addTokens(1);
    }

    long left() {
        return bucket.getAvailableTokens();
    }

    long limit() {
        return limit;
    }

    /// Takes in what HighLevel says.
    ///
    /// @param limit     requests a day
    /// @param remaining what HighLevel counted when it answered, or a negative number
    /// @param resetMs   until the day ends, in ms, or a negative number
    /// @param elapsed   since the request was sent, in ns
    void learn(long limit, long remaining, long resetMs, long elapsed) {
        turnOver();
        long now = clock.currentTimeNanos();
        long end = this.end.get();
        if (end != UNKNOWN && now - elapsed < end - LENGTH.toNanos()) {
            // The answer is yesterday's.
            return;
        }
        if (resetMs >= 0 && resetMs <= LENGTH.toMillis()) {
            this.end.set(now + Duration.ofMillis(resetMs).toNanos());
        }
        if (limit > 0 && limit != this.limit) {
            this.limit = limit;
            bucket.replaceConfiguration(
                    BucketConfiguration.builder().addLimit(bandwidth(limit)).build(),
                    TokensInheritanceStrategy.PROPORTIONALLY);
        }
        long others = remaining < 0 ? 0 : left() - remaining;
        if (others > 0) {
            bucket.tryConsumeAsMuchAsPossible(others);
        }
    }

    private void turnOver() {
        long end = this.end.get();
        if (end != UNKNOWN
                && clock.currentTimeNanos() >= end
                && this.end.compareAndSet(end, clock.currentTimeNanos() + LENGTH.toNanos())) {
            bucket.reset();
        }
    }

    private static Bandwidth bandwidth(long limit) {
        return Bandwidth.builder()
                .capacity(limit)
                .refillIntervally(limit, LENGTH)
                .build();
    }
}
