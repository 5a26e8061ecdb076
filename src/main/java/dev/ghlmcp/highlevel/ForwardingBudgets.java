package dev.ghlmcp.highlevel;

import dev.ghlmcp.catalog.Tool;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Budgets that somebody watches: everything goes on to the watched ones.
public abstract class ForwardingBudgets implements Budgets {
    private final Budgets budgets;

    /// @param budgets that are kept to
    protected ForwardingBudgets(Budgets budgets) {
        this.budgets = budgets;
    }

    @Override
    public Failure.Throttled take(Tool tool, String locationId, Deadline deadline) throws InterruptedException {
        return budgets.take(tool, locationId, deadline);
    }

    @Override
    public void learn(String locationId, long elapsed, UnaryOperator<String> header) {
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
