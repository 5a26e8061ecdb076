package dev.ghlmcp.server.observe;

import dev.ghlmcp.catalog.Tool;
import dev.ghlmcp.highlevel.Budgets;
import dev.ghlmcp.highlevel.Deadline;
import dev.ghlmcp.highlevel.Failure;
import io.micrometer.core.instrument.Timer;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/// Times what the budgets learn from. An answer that never came is not timed; its call is.
record WatchedBudgets(Budgets budgets, Timer upstream) implements Budgets {
    @Override
    public Failure.Throttled take(Tool tool, String locationId, Deadline deadline) throws InterruptedException {
        return budgets.take(tool, locationId, deadline);
    }

    @Override
    public void learn(String locationId, long elapsed, UnaryOperator<String> header) {
        upstream.record(elapsed, TimeUnit.NANOSECONDS);
        budgets.learn(locationId, elapsed, header);
    }

    @Override
    public State state(String locationId) {
        return budgets.state(locationId);
    }

    @Override
    public Set<String> owners() {
        return budgets.owners();
    }

    @Override
    public void close() {
        budgets.close();
    }
}
