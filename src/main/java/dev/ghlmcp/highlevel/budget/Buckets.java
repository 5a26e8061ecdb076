package dev.ghlmcp.highlevel.budget;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;

/// Where buckets are kept: in this process, or where other processes share them.
interface Buckets {
    /// The bucket of this name; full if nobody took from it yet.
    Bucket bucket(String name, Bandwidth limit);

    /// One that is so large that a few calls more or less do not matter.
    default Bucket large(String name, Bandwidth limit) {
        return bucket(name, limit);
    }

    /// Which of several equal buckets to try first. Processes that share them had better start at different ones.
    int first();

    /// What the buckets take for the time.
    TimeMeter clock();

    /// In this process. The names do not matter, as nobody else sees the buckets.
    static Buckets local(TimeMeter clock) {
        return new Buckets() {
            @Override
            public Bucket bucket(String name, Bandwidth limit) {
                return Bucket.builder()
                        .addLimit(limit)
                        .withCustomTimePrecision(clock)
                        .build();
            }

            @Override
            public int first() {
                return 0;
            }

            @Override
            public TimeMeter clock() {
                return clock;
            }
        };
    }
}
