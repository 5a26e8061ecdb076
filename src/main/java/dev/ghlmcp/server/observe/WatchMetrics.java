package dev.ghlmcp.server.observe;

import dev.ghlmcp.store.StoreException;
import dev.ghlmcp.watch.delivery.Deliveries;
import dev.ghlmcp.watch.delivery.DeliveryCounts;
import dev.ghlmcp.watch.delivery.EndpointStatus;
import dev.ghlmcp.watch.service.PollCounts;
import dev.ghlmcp.watch.service.Watches;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The metrics of watches and of the events that are posted.
public final class WatchMetrics {
    private final MeterRegistry registry;
    private final MultiGauge watched;
    private final MultiGauge posted;
    private final MultiGauge letters;
    private volatile Supplier<Watches> watches = () -> null;
    private volatile Supplier<Deliveries> deliveries = () -> null;

    WatchMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.watched = gauge("ghl.watches", "Watches by state");
        this.posted = gauge("ghl.webhook.endpoints", "Receivers of events by state");
        this.letters = gauge("ghl.webhook.dead.letters", "Events that their receivers never accepted");
    }

    /// Shows the watches, and what polls came to.
    ///
    /// @param opened gives them; null before somebody has asked for them
    public void watches(Supplier<Watches> opened) {
        watches = opened;
        polls("ghl.watch.polls", "Polls of watches", Tags.of("outcome", "done"), PollCounts::done);
        polls("ghl.watch.polls", "Polls of watches", Tags.of("outcome", "failed"), PollCounts::failed);
        polls("ghl.watch.events", "Events that polls have found", Tags.empty(), PollCounts::events);
        polls(
                "ghl.watch.bells",
                "Webhooks of HighLevel that were taken",
                Tags.empty(),
                counts -> counts.bells().count());
        Gauge.builder("ghl.watch.bell.latest", this, WatchMetrics::latestBell)
                .description("When HighLevel's last webhook was taken, in seconds since 1970; 0 for never")
                .register(registry);
    }

    private double latestBell() {
        Watches opened = watches.get();
        return opened == null ? 0 : opened.counts().bells().latest().get() / 1000.0;
    }

    /// Shows where events are posted, and what that came to.
    ///
    /// @param going gives the deliveries; null while nothing is posted
    public void deliveries(Supplier<Deliveries> going) {
        deliveries = going;
        posts("accepted", DeliveryCounts::accepted);
        posts("failed", DeliveryCounts::failed);
        posts("dead", DeliveryCounts::dead);
    }

    private void polls(String name, String description, Tags tags, Function<PollCounts, LongAdder> counter) {
        count(name, description, tags, () -> {
            Watches opened = watches.get();
            return opened == null ? 0 : counter.apply(opened.counts()).sum();
        });
    }

    private void posts(String outcome, Function<DeliveryCounts, LongAdder> counter) {
        Tags tags = Tags.of("outcome", outcome);
        count("ghl.webhook.deliveries", "Attempts to post events, and events given up", tags, () -> {
            Deliveries going = deliveries.get();
            return going == null ? 0 : counter.apply(going.counts()).sum();
        });
    }

    private void count(String name, String description, Tags tags, LongSupplier sum) {
        FunctionCounter.builder(name, this, _ -> sum.getAsLong())
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private MultiGauge gauge(String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }

    /// Reads the present states. If the store fails, the other figures are still given.
    void show() {
        try {
            Watches opened = watches.get();
            watched.register(rows(opened == null ? Map.of() : opened.states()), true);
            Deliveries going = deliveries.get();
            List<EndpointStatus> all =
                    going == null ? List.of() : going.endpoints().statuses();
            posted.register(
                    rows(all.stream().collect(Collectors.groupingBy(EndpointStatus::state, Collectors.counting()))),
                    true);
            int dead = all.stream().mapToInt(EndpointStatus::dead).sum();
            letters.register(going == null ? List.of() : List.of(Row.of(Tags.empty(), dead)), true);
        } catch (StoreException _) {
            watched.register(List.of(), true);
        }
    }

    private static List<Row<?>> rows(Map<String, Long> states) {
        return states.entrySet().stream()
                .<Row<?>>map(state -> Row.of(Tags.of("state", state.getKey()), state.getValue()))
                .toList();
    }
}
