package dev.ghlmcp.highlevel.limit;

import dev.ghlmcp.highlevel.account.Quota;
import dev.ghlmcp.highlevel.limit.window.SlidingWindow;
import dev.ghlmcp.highlevel.limit.window.WindowRule;
import dev.ghlmcp.highlevel.reply.Failure;

/// Names the limit that keeps a call back.
final class LimitSentences {
    private LimitSentences() {}

    /// @param part whether this server keeps to its part of HighLevel's limit
    static Failure.Throttled of(
            Blocked blocked, Quota caller, DailyQuota day, SlidingWindow burst, boolean part, long now) {
        WindowQueue limit = blocked.limit();
        String sentence = limit == null
                ? "HighLevel's limit of " + day.limit() + " requests a day for " + caller
                : limit.sentence() != null ? limit.sentence() : burst(burst, part, caller, now);
        return new Failure.Throttled(sentence, Math.ceilDiv(blocked.delay(), 1_000_000));
    }

    private static String burst(SlidingWindow window, boolean part, Quota caller, long now) {
        WindowRule rule = window.rule();
        WindowRule former = window.former(now);
        return (part ? "this server's part of " : "") + "HighLevel's limit of "
                + (former != null && former.max() < rule.max() ? former : rule) + " for " + caller;
    }
}
