package dev.ghlmcp.server.observe;

import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.account.Quota;
import dev.ghlmcp.highlevel.limit.RequestLimits;
import dev.ghlmcp.mcp.call.CallListener;
import dev.ghlmcp.mcp.call.CompletedCall;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.server.auth.Authenticator;
import dev.ghlmcp.server.http.HttpRoute;
import dev.ghlmcp.store.StoreException;
import dev.ghlmcp.watch.service.PollCounts;
import dev.ghlmcp.watch.service.Watches;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The metrics of the server, with few label values: tools, toolsets and outcomes, never principals or record ids. Only
/// the rate limits name locations.
public final class Metrics implements CallListener {
    private static final Duration[] BOUNDS = Stream.of(5, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final Header TYPE = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, TEXT);

    /// Those used last; each makes four series.
    private static final int MAX_QUOTAS = 100;

    private static final Set<String> BUDGETS = Set.of("ghl_budget_left", "ghl_budget_limit");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MeterProvider<Timer> calls = Timer.builder("mcp.server.operation.duration")
            .description("Calls of tools")
            .serviceLevelObjectives(BOUNDS)
            .withRegistry(registry);
    private final Timer upstream = Timer.builder("ghl.request.duration")
            .description("Requests to HighLevel, from sending to the whole answer")
            .serviceLevelObjectives(BOUNDS)
            .register(registry);
    private final MultiGauge left = MultiGauge.builder("ghl.budget.left")
            .description("Requests left of a location's or an agency's rate budget")
            .register(registry);
    private final MultiGauge limit = MultiGauge.builder("ghl.budget.limit")
            .description("Requests in a location's or an agency's rate budget")
            .register(registry);
    private final MultiGauge watched =
            MultiGauge.builder("ghl.watches").description("Watches by state").register(registry);
    private volatile RequestLimits budgets = RequestLimits.none();
    private volatile Supplier<Watches> watches = () -> null;

    /// The same budgets, watched: they learn of every answer and how long it took.
    public RequestLimits watch(RequestLimits watched) {
        budgets = watched;
        return new MeteredRequestLimits(watched, upstream);
    }

    /// Shows the sessions that are open.
    public void sessions(IntSupplier open) {
        Gauge.builder("mcp.server.sessions", open, IntSupplier::getAsInt)
                .description("Sessions open")
                .strongReference(true)
                .register(registry);
    }

    /// Shows the watches, and what polls came to.
    ///
    /// @param opened gives them; null before somebody has asked for them
    public void watches(Supplier<Watches> opened) {
        watches = opened;
        count("ghl.watch.polls", "Polls of watches", Tags.of("outcome", "done"), PollCounts::done);
        count("ghl.watch.polls", "Polls of watches", Tags.of("outcome", "failed"), PollCounts::failed);
        count("ghl.watch.events", "Events that polls have found", Tags.empty(), PollCounts::events);
        count(
                "ghl.watch.bells",
                "Webhooks of HighLevel that were taken",
                Tags.empty(),
                counts -> counts.bells().count());
        Gauge.builder("ghl.watch.bell.latest", this, Metrics::latestBell)
                .description("When HighLevel's last webhook was taken, in seconds since 1970; 0 for never")
                .register(registry);
    }

    private void count(String name, String description, Tags tags, Function<PollCounts, LongAdder> counter) {
        FunctionCounter.builder(name, this, metrics -> {
                    Watches opened = metrics.watches.get();
                    return opened == null ? 0 : counter.apply(opened.counts()).sum();
                })
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private double latestBell() {
        Watches opened = watches.get();
        return opened == null ? 0 : opened.counts().bells().latest().get() / 1000.0;
    }

    private void showWatches() {
        Watches opened = watches.get();
        List<Row<?>> rows = new ArrayList<>();
        try {
            if (opened != null) {
                opened.states().forEach((state, count) -> rows.add(Row.of(Tags.of("state", state), count)));
            }
        } catch (StoreException _) {
            // The other figures are told all the same.
        }
        watched.register(rows, true);
    }

    /// `GET /metrics`.
    ///
    /// @param own the server's account
    public HttpRoute route(Authenticator authenticator, Access own) {
        return new HttpRoute(
                "/metrics",
                HttpRoute.READ,
                authenticator,
                exchange -> exchange.answer(
                        TYPE, text(exchange.caller().access(), own).getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void ended(CompletedCall call) {
        calls.withTags("tool", call.tool().name(), "toolset", call.tool().toolset(), "outcome", outcome(call.result()))
                .record(call.nanos(), TimeUnit.NANOSECONDS);
    }

    /// The status' class, or the word. 429 is separate because its remedy is to wait.
    private static String outcome(ToolResult result) {
        if (!result.error()) {
            return "ok";
        }
        String outcome = result.outcome();
        return outcome.matches("\\d{3}") && !outcome.equals("429") ? outcome.charAt(0) + "xx" : outcome;
    }

    /// In Prometheus' text format: what is left for the account that the reader works on, and the rest for those only
    /// who work on the server's own, as it tells what everybody does.
    ///
    /// @param own the server's account
    private synchronized String text(Access reader, Access own) {
        List<Row<?>> leftRows = new ArrayList<>();
        List<Row<?>> limitRows = new ArrayList<>();
        for (Quota quota :
                budgets.quotas().stream().filter(reader::owns).limit(MAX_QUOTAS).toList()) {
            RequestLimits.State state = budgets.state(quota);
            if (state != null) {
                String owner = quota.resource() == null ? "-" : quota.resource();
                Tags burst = Tags.of("location", owner, "window", "burst");
                Tags day = Tags.of("location", owner, "window", "day");
                leftRows.add(Row.of(burst, state.burst()));
                leftRows.add(Row.of(day, state.day()));
                limitRows.add(Row.of(burst, state.burstLimit()));
                limitRows.add(Row.of(day, state.dayLimit()));
            }
        }
        left.register(leftRows, true);
        limit.register(limitRows, true);
        showWatches();
        return reader.equals(own) ? registry.scrape() : registry.scrape(TEXT, BUDGETS);
    }

    @Override
    public void close() {
        registry.close();
    }
}
