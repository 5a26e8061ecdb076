package dev.ghlmcp.cli.batch;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.account.Quota;
import dev.ghlmcp.highlevel.limit.ForwardingRequestLimits;
import dev.ghlmcp.highlevel.limit.RequestLimits;
import dev.ghlmcp.highlevel.reply.Deadline;
import dev.ghlmcp.highlevel.reply.Failure;
import java.util.function.Supplier;

/// The last step before a request is sent. It notes the attempt, so that a waiting request is not taken for one that
/// was sent, and it holds attempts back after a stop.
public final class SendGuard extends ForwardingRequestLimits {
    private static final ScopedValue<BatchItem> ATTEMPT = ScopedValue.newInstance();

    /// @param budgets that requests wait for before they come here
    public SendGuard(RequestLimits budgets) {
        super(budgets);
    }

    /// Makes a call whose requests are those of this attempt.
    static <T> T passing(BatchItem attempt, Supplier<T> call) {
        return ScopedValue.where(ATTEMPT, attempt).call(call::get);
    }

    @Override
    public Failure.Throttled take(ToolDefinition tool, Quota quota, Deadline deadline) throws InterruptedException {
        Failure.Throttled throttled = super.take(tool, quota, deadline);
        return throttled != null || !ATTEMPT.isBound() || ATTEMPT.get().begin()
                ? throttled
                : new Failure.Throttled("the time of this run" + Failure.Throttled.USED_UP, 1000);
    }

    /// The requests left of the tightest limit, such as `budget 12 of 100`; empty if none is known.
    public String left() {
        return quotas().stream()
                .map(this::state)
                .filter(state -> state != null)
                .min((a, b) -> Long.compare(a.burst() * b.burstLimit(), b.burst() * a.burstLimit()))
                .map(state -> "budget " + state.burst() + " of " + state.burstLimit())
                .orElse("");
    }
}
