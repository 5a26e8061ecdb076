package dev.ghlmcp.highlevel.limit;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.account.Quota;
import dev.ghlmcp.highlevel.limit.window.TimeSource;
import dev.ghlmcp.highlevel.reply.Deadline;
import dev.ghlmcp.highlevel.reply.Failure;
import dev.ghlmcp.redis.Redis;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;

/// The limiters of all quotas that this process uses, one for each. There are so many at most: those that were used
/// longest ago go first, if nothing in them counts any more. What finds no place shares one with all others that do
/// not.
public final class RateLimiters implements RequestLimits {
    private static final int MAX = 16_384;

    /// Of those used longest ago, so many are looked at for one that counts no more.
    private static final int LOOKS = 8;

    private static final Quota OTHERS = new Quota("others", null);

    private final TimeSource time;
    private final LimiterOptions options;
    private final SharedLog log;
    private final int max;
    private final Redis redis;
    /// Those used last come last.
    private final LinkedHashMap<String, RateLimiter> limiters = new LinkedHashMap<>();
    private RateLimiter others;

    public RateLimiters(TimeSource time, LimiterOptions options, SharedLog log, int max) {
        this(time, options, log, max, null);
    }

    private RateLimiters(TimeSource time, LimiterOptions options, SharedLog log, int max, Redis redis) {
        this.time = time;
        this.options = options;
        this.log = log;
        this.max = max;
        this.redis = redis;
    }

    /// Of this process alone.
    public static RequestLimits local(LimiterOptions options) {
        return new RateLimiters(TimeSource.SYSTEM, options, null, MAX, null);
    }

    /// Shared with other servers.
    ///
    /// @param redis closed with these
    public static RequestLimits shared(LimiterOptions options, Redis redis) {
        return new RateLimiters(TimeSource.SYSTEM, options, new RedisLog(redis), MAX, redis);
    }

    @Override
    public Failure.Throttled take(ToolDefinition tool, Quota quota, Deadline deadline) throws InterruptedException {
        long patience =
                Math.min(options.longestWait().toNanos(), deadline.left().toNanos());
        return limiter(quota).take(tool, quota, Math.max(0, patience));
    }

    @Override
    public void learn(Quota quota, long elapsed, Answered answer) {
        limiter(quota).learn(elapsed, answer);
    }

    @Override
    public State state(Quota quota) {
        RateLimiter limiter;
        synchronized (limiters) {
            limiter = limiters.get(quota.credential());
        }
        return limiter == null ? null : limiter.state();
    }

    @Override
    public List<Quota> quotas() {
        synchronized (limiters) {
            return new ArrayList<>(
                            limiters.values().stream().map(RateLimiter::quota).toList())
                    .reversed();
        }
    }

    @Override
    public void close() {
        if (redis != null) {
            redis.close();
        }
    }

    private RateLimiter limiter(Quota quota) {
        synchronized (limiters) {
            RateLimiter known = limiters.get(quota.credential());
            if (known != null) {
                limiters.putLast(quota.credential(), known);
                return known;
            }
            if (limiters.size() >= max && !forgetsOne()) {
                if (others == null) {
                    others = new RateLimiter(OTHERS, time, options, log);
                }
                return others;
            }
            RateLimiter made = new RateLimiter(quota, time, options, log);
            limiters.put(quota.credential(), made);
            return made;
        }
    }

    private boolean forgetsOne() {
        for (int look = 0; look < LOOKS; look++) {
            Iterator<RateLimiter> oldest = limiters.values().iterator();
            RateLimiter limiter = oldest.next();
            if (limiter.idle()) {
                oldest.remove();
                return true;
            }
            // It comes last now, so that others are looked at.
            limiters.putLast(limiter.quota().credential(), limiter);
        }
        return false;
    }
}
