package dev.ghlmcp.server.observe;

import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.account.Quota;
import dev.ghlmcp.highlevel.limit.RequestLimits;
import dev.ghlmcp.mcp.call.CallListener;
import dev.ghlmcp.mcp.call.CompletedCall;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.server.auth.Authenticator;
import dev.ghlmcp.server.http.HttpRoute;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.micrometer.core.instrument.Counter;
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
import java.util.function.IntSupplier;
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

    private static final Set<String> APART = Set.of("401", "429");
    private static final Set<String> BUDGETS = Set.of("ghl_budget_left", "ghl_budget_limit");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MeterProvider<Timer> calls = Timer.builder("mcp.server.operation.duration")
            .description("Calls of tools")
            .serviceLevelObjectives(BOUNDS)
            .withRegistry(registry);
    private final MeterProvider<Counter> answers = Counter.builder("ghl.http.answers")
            .description("Answers of this server by their status")
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
    private final WatchMetrics watched = new WatchMetrics(registry);
    private final SyncMetrics synced = new SyncMetrics(registry);
    private volatile RequestLimits budgets = RequestLimits.none();

    /// The same budgets, watched: they learn of every answer and how long it took.
    public RequestLimits watch(RequestLimits watched) {
        budgets = watched;
        return new MeteredRequestLimits(watched, upstream);
    }

    /// Counts an answer of the server.
    public void answered(int status) {
        answers.withTags("status", Integer.toString(status)).increment();
    }

    /// Shows the sessions that are open.
    public void sessions(IntSupplier open) {
        Gauge.builder("mcp.server.sessions", open, IntSupplier::getAsInt)
                .description("Sessions open")
                .strongReference(true)
                .register(registry);
    }

    /// Those of watches and of what is posted.
    public WatchMetrics watched() {
        return watched;
    }

    /// Those of syncs.
    public SyncMetrics synced() {
        return synced;
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

    /// The status' class, or the word. 401 and 429 are separate because their remedies are a new token and patience.
    private static String outcome(ToolResult result) {
        if (!result.error()) {
            return "ok";
        }
        String outcome = result.outcome();
        return outcome.matches("\\d{3}") && !APART.contains(outcome) ? outcome.charAt(0) + "xx" : outcome;
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
        watched.show();
        synced.show();
        return reader.equals(own) ? registry.scrape() : registry.scrape(TEXT, BUDGETS);
    }

    @Override
    public void close() {
        registry.close();
    }
}
