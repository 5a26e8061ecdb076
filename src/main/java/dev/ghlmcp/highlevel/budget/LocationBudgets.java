package dev.ghlmcp.highlevel.budget;

import dev.ghlmcp.catalog.Tool;
import dev.ghlmcp.highlevel.Budgets;
import dev.ghlmcp.highlevel.Deadline;
import dev.ghlmcp.highlevel.Failure;
import dev.ghlmcp.highlevel.Quota;
import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.TimeMeter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The budgets of all locations and agencies that this process calls, one for each.
public final class LocationBudgets implements Budgets {
    /// A budget takes 30 KB, and callers may make up ids.
    private static final int MOST = 1000;

    private final Buckets buckets;
    private final Rules rules;
    private final BlockingStrategy waiting;
    private final Map<String, Quota> quotas = new ConcurrentHashMap<>();
    private final Map<String, LocationBudget> budgets = new ConcurrentHashMap<>();

    LocationBudgets(Buckets buckets, Rules rules, BlockingStrategy waiting) {
        this.buckets = buckets;
        this.rules = rules;
        this.waiting = waiting;
    }

    /// Kept in this process.
    public static Budgets local(Rules rules) {
        return new LocationBudgets(Buckets.local(TimeMeter.SYSTEM_NANOTIME), rules, BlockingStrategy.PARKING);
    }

    @Override
    public Failure.Throttled take(Tool tool, Quota owner, Deadline deadline) throws InterruptedException {
        long patience = Math.min(rules.longestWait().toNanos(), deadline.left().toNanos());
        return budget(owner).take(tool, Math.max(0, patience));
    }

    /// Counts a call that went out with another's leave.
    void note(Quota owner) {
        budget(owner).note();
    }

    @Override
    public void learn(Quota owner, long elapsed, Answered answer) {
        budget(owner).learn(Allowance.of(answer.header()), elapsed);
    }

    @Override
    public State state(Quota owner) {
        LocationBudget budget = budgets.get(owner.credential());
        return budget == null ? null : budget.state();
    }

    @Override
    public List<Quota> quotas() {
        return List.copyOf(quotas.values());
    }

    @Override
    public void close() {}

    private LocationBudget budget(Quota owner) {
        String key = owner.credential();
        LocationBudget known = budgets.get(key);
        if (known != null) {
            return known;
        }
        if (budgets.size() >= MOST) {
            budgets.values().removeIf(LocationBudget::idle);
            quotas.keySet().retainAll(budgets.keySet());
        }
        quotas.putIfAbsent(key, owner);
        return budgets.computeIfAbsent(key, _ -> new LocationBudget(buckets, owner, rules, waiting));
    }
}
