package dev.ghlmcp.server.observe;

import dev.ghlmcp.highlevel.account.Quota;
import dev.ghlmcp.highlevel.limit.ForwardingRequestLimits;
import dev.ghlmcp.highlevel.limit.RequestLimits;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/// Times what the budgets learn from. An answer that never came is not timed; its call is.
final class MeteredRequestLimits extends ForwardingRequestLimits {
    private final Timer upstream;

    MeteredRequestLimits(RequestLimits budgets, Timer upstream) {
        super(budgets);
        this.upstream = upstream;
    }

    @Override
    public void learn(Quota quota, long elapsed, Answered answer) {
        upstream.record(elapsed, TimeUnit.NANOSECONDS);
        super.learn(quota, elapsed, answer);
    }
}
