package dev.ghlmcp.highlevel.limit;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.account.Quota;
import dev.ghlmcp.highlevel.reply.Deadline;
import dev.ghlmcp.highlevel.reply.Failure;
import java.util.List;

/// Limits with an observer: each question is passed on to the limits behind it.
public abstract class ForwardingRequestLimits implements RequestLimits {
    private final RequestLimits budgets;

    /// @param budgets that are kept to
    protected ForwardingRequestLimits(RequestLimits budgets) {
        this.budgets = budgets;
    }

    @Override
    public Failure.Throttled take(ToolDefinition tool, Quota quota, Deadline deadline) throws InterruptedException {
        return budgets.take(tool, quota, deadline);
    }

    @Override
    public void learn(Quota quota, long elapsed, Answered answer) {
        budgets.learn(quota, elapsed, answer);
    }

    @Override
    public State state(Quota quota) {
        return budgets.state(quota);
    }

    @Override
    public List<Quota> quotas() {
        return budgets.quotas();
    }

    @Override
    public void close() {
        budgets.close();
    }
}
