package dev.ghlmcp.highlevel.limit;

import dev.ghlmcp.highlevel.account.Quota;
import dev.ghlmcp.highlevel.limit.window.WindowRule;
import dev.ghlmcp.highlevel.reply.Failure;

/// The limit that holds a call back, and for how long.
///
/// @param limit null if no call may go at all, as after a `Retry-After` or when the day's are used up
/// @param delay in ns
record Blocked(WindowQueue limit, long delay) {
    private static final long MINUTE_NS = 60_000_000_000L;

    /// Whether it is HighLevel's own limit rather than one that the person set for a tool.
    boolean byHighLevel() {
        return limit == null || limit.sentence() == null;
    }

    /// The sentence for the caller.
    ///
    /// @param part whether this server keeps to its part of HighLevel's limit
    Failure.Throttled failure(Quota caller, DailyQuota day, RetryPause pause, boolean part, long now) {
        String reason = limit != null
                ? (limit.sentence() == null ? window(caller, part, now) : limit.sentence()) + Failure.Throttled.USED_UP
                : pause.left(now) >= day.delay(now)
                        ? "HighLevel has refused a call of " + caller + " as one too many, and takes the next"
                        : day(caller, day, now);
        return new Failure.Throttled(reason, Math.ceilDiv(delay, 1_000_000));
    }

    private String window(Quota caller, boolean part, long now) {
        WindowRule rule = limit.window().rule();
        WindowRule former = limit.window().former(now);
        return (part ? "this server's part of " : "") + "HighLevel's limit of "
                + (former != null && former.max() < rule.max() ? former : rule) + " for " + caller;
    }

    private static String day(Quota caller, DailyQuota day, long now) {
        long end = day.untilEnd(now);
        return "HighLevel's limit of " + day.limit() + " requests a day for " + caller + " is used up"
                + (end < 0 ? "" : " for " + Math.ceilDiv(end, MINUTE_NS) + " min")
                + ", and one call is sent to see whether there is room again";
    }
}
