package dev.ghlmcp.server.observe;

import dev.ghlmcp.highlevel.account.Quota;
import dev.ghlmcp.highlevel.limit.Budgets;
import dev.ghlmcp.highlevel.limit.ForwardingBudgets;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/// Times what the budgets learn from. An answer that never came is not timed; its call is.
final class WatchedBudgets extends ForwardingBudgets {
    private final Timer upstream;

    WatchedBudgets(Budgets budgets, Timer upstream) {
        super(budgets);
        this.upstream = upstream;
    }

    @Override
    public void learn(Quota quota, long elapsed, Answered answer) {
        upstream.record(elapsed, TimeUnit.NANOSECONDS);
        super.learn(quota, elapsed, answer);
    }
}
