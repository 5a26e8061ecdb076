package dev.ghlmcp.highlevel.budget;

import dev.ghlmcp.catalog.Tool;
import dev.ghlmcp.highlevel.Budgets;
import dev.ghlmcp.highlevel.Deadline;
import dev.ghlmcp.highlevel.Failure;
import dev.ghlmcp.highlevel.Quota;
import dev.ghlmcp.highlevel.fleet.Redis;
import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.List;

/// Budgets that several servers share in Redis. While it is away, each server keeps to its share by itself.
///
/// Every call is noted in the share as well, and for an interval after Redis has come back both must let it go: neither
/// side knows at once what went out under the other.
public final class FleetBudgets implements Budgets {
    private static final Duration UNTIL_BOTH_KNOW = Duration.ofSeconds(11);

    private final Redis redis;
    private final Rules rules;
    private final LocationBudgets share;
    private volatile Shared shared;

    /// What is shared, and since which of Redis's epochs.
    private record Shared(long epoch, LocationBudgets budgets) {}

    /// @param servers that share the budgets
    public FleetBudgets(Redis redis, ToolLimits limits, Duration longestWait, int servers) {
        this.redis = redis;
        this.rules = new Rules(limits, longestWait, 1);
        this.share = new LocationBudgets(
                Buckets.local(TimeMeter.SYSTEM_NANOTIME),
                new Rules(limits, longestWait, servers),
                BlockingStrategy.PARKING);
    }

    @Override
    public Failure.Throttled take(Tool tool, Quota owner, Deadline deadline) throws InterruptedException {
        if (redis.up()) {
            try {
                Failure.Throttled throttled = shared().take(tool, owner, deadline);
                if (throttled != null) {
                    return throttled;
                }
                if (redis.steady().compareTo(UNTIL_BOTH_KNOW) > 0) {
                    share.note(owner);
                    return null;
                }
            } catch (RuntimeException _) {
                // Whatever is wrong with the store, calls go on. A cancelled command is all right, though.
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                redis.lost();
            }
        }
        return share.take(tool, owner, deadline);
    }

    @Override
    public void learn(Quota owner, long elapsed, Answered answer) {
        share.learn(owner, elapsed, answer);
        if (redis.connected()) {
            try {
                shared().learn(owner, elapsed, answer);
            } catch (RuntimeException _) {
                if (!Thread.currentThread().isInterrupted()) {
                    redis.lost();
                }
            }
        }
    }

    @Override
    public State state(Quota owner) {
        if (redis.connected()) {
            try {
                return shared().state(owner);
            } catch (RuntimeException _) {
                redis.lost();
            }
        }
        return share.state(owner);
    }

    @Override
    public List<Quota> quotas() {
        return share.quotas();
    }

    @Override
    public void close() {
        redis.close();
    }

    private LocationBudgets shared() {
        Shared known = shared;
        long epoch = redis.epoch();
        if (known == null || known.epoch != epoch) {
            synchronized (this) {
                known = shared;
                if (known == null || known.epoch != epoch) {
                    known = new Shared(
                            epoch, new LocationBudgets(new RedisBuckets(redis), rules, BlockingStrategy.PARKING));
                    shared = known;
                }
            }
        }
        return known.budgets;
    }
}
