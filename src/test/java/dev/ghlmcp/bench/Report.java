package dev.ghlmcp.bench;

import static dev.ghlmcp.bench.Table.atLeast;
import static dev.ghlmcp.bench.Table.atMost;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// What was measured on stdio.
///
/// @param head says how
record Report(String head, Options options, List<Column> columns) {
    String text() {
        Table<Column> table =
                new Table<>("stdio", columns, columns.stream().map(Column::name).toList());
        ToDoubleFunction<Column> list = c -> c.start(Start::listMs);
        ToDoubleFunction<Column> peak = c -> c.start(s -> s.atList().peakMb());
        ToDoubleFunction<Column> first = c -> c.start(Start::firstCallMs);
        ToDoubleFunction<Column> atOnce = c -> c.start(Start::atOnceMs);
        ToDoubleFunction<Column> called = c -> c.start(s -> s.atCall().peakMb());
        ToDoubleFunction<Column> loaded = c -> c.load(Load::peakMb);
        ToDoubleFunction<Column> p50 = c -> c.load(l -> l.sequential().p50Micros());
        ToDoubleFunction<Column> rate = c -> c.load(l -> l.inFlight().perSecond());
        table.row("start to initialize answered, ms", 1, c -> c.start(Start::initializeMs))
                .row("start to tools/list answered, ms", 1, list, atMost(0.65, "x peer", table.ratio(list)))
                .row("  the fastest, ms", 1, Report::fastest)
                .row("  peak memory by then, MB", 1, peak, atMost(60, "MB", table.of("ours", peak)))
                .row(
                        "  processor time by then, ms",
                        0,
                        c -> c.start(s -> s.atList().cpuMs()))
                .row("start, list and first result, ms", 1, atOnce, atMost(1, "x peer", table.ratio(atOnce)))
                .row("first call, 1 s later, ms", 1, first, atMost(1, "x peer", table.ratio(first)))
                .row("  peak memory by then, MB", 1, called, atMost(85, "MB", table.of("ours", called)))
                .row("one call at a time, p50 us", 0, p50, atMost(0.9, "x peer", table.ratio(p50)))
                .row("  p99 us", 0, c -> c.load(l -> l.sequential().p99Micros()))
                .row(Callee.IN_FLIGHT + " calls in flight, calls/s", 0, rate, atLeast(1.6, "x peer", table.ratio(rate)))
                .row("  p50 us", 0, c -> c.load(l -> l.inFlight().p50Micros()))
                .row("  p99 us", 0, c -> c.load(l -> l.inFlight().p99Micros()))
                .row("  peak memory by then, MB", 1, loaded, atMost(150, "MB", table.of("ours", loaded)))
                .row("tools/list, tools", 0, c -> c.start(Start::tools))
                .row("  bytes", 0, c -> c.start(Start::listBytes))
                .row("get_contact answer, bytes", 0, c -> c.start(Start::answerBytes));
        return head
                + "Medians of %d starts and of %d rounds of %,d single and %,d overlapping calls, after %,d to warm up.\n\n"
                        .formatted(
                                options.starts(),
                                options.rounds(),
                                options.calls(),
                                options.inFlightCalls(),
                                options.warmUp())
                + table;
    }

    private static double fastest(Column column) {
        return column.starts().stream().mapToDouble(Start::listMs).min().orElse(Double.NaN);
    }
}
