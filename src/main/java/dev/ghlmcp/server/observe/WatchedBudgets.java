package dev.ghlmcp.server.observe;

import dev.ghlmcp.highlevel.Budgets;
import dev.ghlmcp.highlevel.ForwardingBudgets;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/// Times what the budgets learn from. An answer that never came is not timed; its call is.
final class WatchedBudgets extends ForwardingBudgets {
    private final Timer upstream;

    WatchedBudgets(Budgets budgets, Timer upstream) {
        super(budgets);
        this.upstream = upstream;
    }

    @Override
    public void learn(String locationId, long elapsed, UnaryOperator<String> header) {
        upstream.record(elapsed, TimeUnit.NANOSECONDS);
        super.learn(locationId, elapsed, header);
    }
}
