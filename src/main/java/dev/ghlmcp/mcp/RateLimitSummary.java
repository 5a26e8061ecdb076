package dev.ghlmcp.mcp;

import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.account.Quota;
import dev.ghlmcp.highlevel.limit.RequestLimits;
import dev.ghlmcp.json.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What is left of HighLevel's limits, for those who want to know before they ask for much.
final class RateLimitSummary {
    /// An app may serve thousands of sub-accounts.
    private static final int MAX = 100;

    private RateLimitSummary() {}

    /// The sub-accounts and agencies that this process called last, each with what is left.
    ///
    /// @param caller who sees the budgets of that account only
    static ObjectNode of(RequestLimits budgets, Access caller) {
        ObjectNode limits = Json.MAPPER.createObjectNode();
        ArrayNode list = limits.putArray("budgets");
        for (Quota quota :
                budgets.quotas().stream().filter(caller::owns).limit(MAX).toList()) {
            RequestLimits.State state = budgets.state(quota);
            if (state != null) {
                ObjectNode budget = list.addObject().put("id", quota.resource() == null ? "-" : quota.resource());
                budget.putObject("burst")
                        .put("left", state.burst())
                        .put("limit", state.burstLimit())
                        .put("intervalMs", state.intervalMs());
                budget.putObject("day").put("left", state.day()).put("limit", state.dayLimit());
            }
        }
        return limits;
    }
}
