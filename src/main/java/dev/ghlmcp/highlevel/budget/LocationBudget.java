package dev.ghlmcp.highlevel.budget;

import dev.ghlmcp.catalog.Tool;
import dev.ghlmcp.highlevel.Budgets;
import dev.ghlmcp.highlevel.Failure;
import dev.ghlmcp.highlevel.Quota;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BlockingStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// What may go out to one location or agency: so much in an interval, so much a day, and what the person who runs the
/// program allows for a tool.
final class LocationBudget {
    private final Buckets buckets;
    private final String owner;
    private final Quota quota;
    private final Rules rules;
    private final BlockingStrategy waiting;
    private final Slots slots;
    private final Day day;
    private final List<Gate> common;
    private final Map<String, Gate> gates = new ConcurrentHashMap<>();
    private final Map<String, List<Gate>> ways = new ConcurrentHashMap<>();

    /// @param owner the location's or agency's id
    LocationBudget(Buckets buckets, Quota quota, Rules rules, BlockingStrategy waiting) {
        this.buckets = buckets;
        this.owner = quota.credential();
        this.quota = quota;
        this.rules = rules;
        this.waiting = waiting;
        Allowance standard = Allowance.STANDARD;
        this.slots = new Slots(buckets, owner, rules.share(standard.burst()), Duration.ofMillis(standard.intervalMs()));
        this.day = new Day(buckets, owner + ":day", rules.share(standard.day()));
        this.common = List.of(
                gate(day, () -> "HighLevel's limit of " + day.limit() + " requests a day for " + account()),
                gate(
                        slots,
                        () -> "HighLevel's limit of " + slots.size() + " requests in "
                                + slots.interval().toSeconds() + " s for " + account()));
    }

    /// Waits for room.
    ///
    /// @param patience how long that may take, in ns
    /// @return null if the call may go
    Failure.Throttled take(Tool tool, long patience) throws InterruptedException {
        List<Gate> way = way(tool);
        long end = buckets.clock().currentTimeNanos() + patience;
        int passed = 0;
        try {
            while (passed < way.size()) {
                Gate gate = way.get(passed);
                long wait = gate.pass(Math.max(0, end - buckets.clock().currentTimeNanos()));
                if (wait > 0) {
                    return new Failure.Throttled(gate.name(), Math.ceilDiv(wait, 1_000_000));
                }
                passed++;
            }
            return null;
        } finally {
            if (passed < way.size()) {
                way.subList(0, passed).forEach(Gate::giveBack);
            }
        }
    }

    /// Counts a call that went out with another's leave.
    void note() {
        slots.take();
        day.take();
    }

    /// @param elapsed since the request was sent, in ns
    void learn(Allowance told, long elapsed) {
        slots.answered(elapsed);
        if (told.saysBurst()) {
            slots.resize(rules.share(told.burst()), Duration.ofMillis(told.intervalMs()));
        }
        if (told.left() >= 0) {
            slots.leave(told.left(), elapsed);
        }
        day.learn(told.day() > 0 ? rules.share(told.day()) : -1, told.leftToday(), told.dayEndsInMs(), elapsed);
    }

    Budgets.State state() {
        return new Budgets.State(
                slots.free(), slots.size(), slots.interval().toMillis(), Math.max(0, day.left()), day.limit());
    }

    /// Whether nothing that still counts would be forgotten with it, but the day, which HighLevel tells again.
    boolean idle() {
        return slots.free() == slots.size() && common.stream().allMatch(gate -> gate.inside() == 0);
    }

    private List<Gate> way(Tool tool) {
        return rules.limits().none()
                ? common
                : ways.computeIfAbsent(tool.name(), _ -> {
                    List<Gate> way = new ArrayList<>();
                    add(
                            way,
                            "tool ",
                            "tools." + tool.name(),
                            rules.limits().tools().get(tool.name()));
                    add(
                            way,
                            "toolset ",
                            "toolsets." + tool.toolset(),
                            rules.limits().toolsets().get(tool.toolset()));
                    way.addAll(common);
                    return List.copyOf(way);
                });
    }

    private void add(List<Gate> way, String kind, String key, Rate rate) {
        if (rate != null) {
            way.add(gates.computeIfAbsent(key, _ -> {
                Bandwidth bandwidth = Bandwidth.builder()
                        .capacity(rate.calls())
                        .refillGreedy(rate.calls(), rate.per())
                        .build();
                String name = "this server's own limit of " + rate.words() + " for " + kind
                        + key.substring(key.indexOf('.') + 1) + " (setting limits." + key + ")";
                return gate(Meter.of(buckets.bucket(owner + ":" + key + ":" + rate.text(), bandwidth)), () -> name);
            }));
        }
    }

    private Gate gate(Meter meter, Supplier<String> name) {
        return new Gate(meter, name, buckets.clock(), waiting);
    }

    private String account() {
        return quota.toString();
    }
}
