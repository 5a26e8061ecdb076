package dev.ghlmcp.highlevel.budget;

import dev.ghlmcp.catalog.Tool;
import dev.ghlmcp.highlevel.Budgets;
import dev.ghlmcp.highlevel.Deadline;
import dev.ghlmcp.highlevel.Failure;
import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.TimeMeter;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/// The budgets of all locations and agencies that this process calls, one for each.
public final class LocationBudgets implements Budgets {
    /// Whose budget it is if no location or agency is known.
    static final String NOBODY = "-";

    /// A budget takes 30 KB, and callers may make up ids.
    private static final int MOST = 1000;

    private final Buckets buckets;
    private final Rules rules;
    private final BlockingStrategy waiting;
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
    public Failure.Throttled take(Tool tool, String owner, Deadline deadline) throws InterruptedException {
        long patience = Math.min(rules.longestWait().toNanos(), deadline.left().toNanos());
        return budget(owner).take(tool, Math.max(0, patience));
    }

    /// Counts a call that went out with another's leave.
    void note(String owner) {
        budget(owner).note();
    }

    @Override
    public void learn(String owner, long elapsed, UnaryOperator<String> header) {
        budget(owner).learn(Allowance.of(header), elapsed);
    }

    @Override
    public State state(String owner) {
        LocationBudget budget = budgets.get(key(owner));
        return budget == null ? null : budget.state();
    }

    @Override
    public Set<String> owners() {
        return new TreeSet<>(budgets.keySet());
    }

    @Override
    public void close() {}

    private LocationBudget budget(String owner) {
        String key = key(owner);
        LocationBudget known = budgets.get(key);
        if (known != null) {
            return known;
        }
        if (budgets.size() >= MOST) {
            budgets.values().removeIf(LocationBudget::idle);
        }
        return budgets.computeIfAbsent(key, id -> new LocationBudget(buckets, id, rules, waiting));
    }

    private static String key(String owner) {
        return owner == null ? NOBODY : owner;
    }
}
