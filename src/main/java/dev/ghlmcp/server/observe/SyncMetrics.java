package dev.ghlmcp.server.observe;

import dev.ghlmcp.server.trigger.SyncFigures;
import dev.ghlmcp.server.trigger.SyncStatus;
import dev.ghlmcp.store.StoreException;
import dev.ghlmcp.sync.run.SyncState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// The metrics of syncs.
public final class SyncMetrics {
    private final MeterRegistry registry;
    private final MultiGauge messages;
    private final MultiGauge oldest;
    private volatile SyncFigures figures;
    private volatile Supplier<Map<String, Long>> refused = Map::of;

    SyncMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.messages = MultiGauge.builder("ghl.sync.messages")
                .description("Messages of syncs by state; ended ones for a week, dead ones for 30 days")
                .register(registry);
        this.oldest = MultiGauge.builder("ghl.sync.oldest.waiting.seconds")
                .description("How long the oldest message of a sync has waited to be worked on; 0 for none")
                .register(registry);
    }

    /// Shows how the syncs are.
    public void figures(SyncFigures shown) {
        figures = shown;
    }

    /// Shows how many requests to their hooks had no good secret.
    public void refused(Supplier<Map<String, Long>> counts) {
        refused = counts;
        // The registry holds what it asks weakly.
        counts.get()
                .keySet()
                .forEach(sync -> FunctionCounter.builder(
                                "ghl.sync.refused",
                                this,
                                all -> all.refused.get().get(sync))
                        .description("Requests to the hooks of syncs without a good secret")
                        .tags("sync", sync)
                        .register(registry));
    }

    /// Reads the present states. If the store fails, the other figures are still given.
    void show() {
        SyncFigures shown = figures;
        List<Row<?>> states = new ArrayList<>();
        List<Row<?>> ages = new ArrayList<>();
        try {
            for (SyncStatus status : shown == null ? List.<SyncStatus>of() : shown.all()) {
                for (SyncState state : SyncState.values()) {
                    states.add(Row.of(
                            Tags.of("sync", status.name(), "state", state.word()),
                            status.counts().of(state)));
                }
                ages.add(Row.of(Tags.of("sync", status.name()), status.oldestSeconds(shown.now())));
            }
        } catch (StoreException _) {
            // None rather than old ones.
            states.clear();
            ages.clear();
        }
        messages.register(states, true);
        oldest.register(ages, true);
    }
}
