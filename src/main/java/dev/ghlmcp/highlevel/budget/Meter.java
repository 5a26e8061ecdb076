package dev.ghlmcp.highlevel.budget;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;

/// Something that is used up and comes back with time. Times are in ns.
interface Meter {
    /// Takes one.
    ///
    /// @return 0 if it was there, else how long until there may be one
    long take();

    /// How long until there is one for a call with so many others before it.
    long untilFree(int ahead);

    /// Puts back what a call took that was not sent after all.
    void giveBack();

    /// What one bucket holds.
    static Meter of(Bucket bucket) {
        return new Meter() {
            @Override
            public long take() {
                return Meter.take(bucket, 1);
            }

            @Override
            public long untilFree(int ahead) {
                return bucket.estimateAbilityToConsume(ahead + 1L).getNanosToWaitForRefill();
            }

            @Override
            public void giveBack() {
                bucket.addTokens(1);
            }
        };
    }

    /// Takes so many tokens from a bucket; the answer is that of `take`.
    static long take(Bucket bucket, long tokens) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(tokens);
        return probe.isConsumed() ? 0 : Math.max(1, probe.getNanosToWaitForRefill());
    }
}
