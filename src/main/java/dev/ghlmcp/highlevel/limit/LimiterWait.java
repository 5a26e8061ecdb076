package dev.ghlmcp.highlevel.limit;

import dev.ghlmcp.highlevel.account.Quota;
import dev.ghlmcp.highlevel.limit.window.TimeSource;
import dev.ghlmcp.highlevel.reply.Failure;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One call's way through the limits that it counts in, each with its queue.
///
/// @param way    the limits in the order in which they are passed
/// @param end    until when it waits
/// @param caller the quota as the caller knows it
record LimiterWait(RateLimiter limiter, TimeSource time, List<WindowQueue> way, long end, Quota caller) {
    /// Waits for room.
    ///
    /// @return null if the call may go
    Failure.Throttled pass() throws InterruptedException {
        int entered = 0;
        int held = 0;
        boolean through = false;
        try {
            for (int place = 0; ; ) {
                WindowQueue limit = way.get(place);
                Blocked blocked = limiter.enter(limit, end);
                if (blocked != null) {
                    return limiter.throttled(blocked, caller);
                }
                entered++;
                if (!limit.queue().turn().tryLock(Math.max(0, end - time.nanos()), TimeUnit.NANOSECONDS)) {
                    return limiter.throttled(
                            new Blocked(
                                    limit, limiter.estimate(limit, limit.queue().inside() - 1)),
                            caller);
                }
                held++;
                if (place < way.size() - 1) {
                    place++;
                    continue;
                }
                blocked = limiter.go(way);
                while (blocked != null && blocked.delay() <= end - time.nanos() && blocked.byHighLevel()) {
                    time.park(blocked.delay());
                    blocked = limiter.go(way);
                }
                through = blocked == null;
                if (through || blocked.delay() > end - time.nanos()) {
                    return through ? null : limiter.throttled(blocked, caller);
                }
                // A tool that waits for its own limit does not stand in the way of others.
                limit.queue().turn().unlock();
                held--;
                limiter.leave(limit);
                entered--;
                time.park(blocked.delay());
            }
        } finally {
            for (; held > 0; held--) {
                way.get(held - 1).queue().turn().unlock();
            }
            for (; !through && entered > 0; entered--) {
                limiter.leave(way.get(entered - 1));
            }
        }
    }
}
