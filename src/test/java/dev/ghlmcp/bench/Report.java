package dev.ghlmcp.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// The table: a figure a line, a subject a column, and the target of the figures that have one.
final class Report {
    private final Machine machine;
    private final Options options;
    private final Cores cores;
    private final List<Column> columns;
    private final StringBuilder table = new StringBuilder();

    Report(Machine machine, Options options, Cores cores, List<Column> columns) {
        this.machine = machine;
        this.options = options;
        this.cores = cores;
        this.columns = columns;
    }

    String text() {
        head();
        row("start to initialize answered, ms", 1, c -> c.start(Start::initializeMs), "");
        ToDoubleFunction<Column> list = c -> c.start(Start::listMs);
        row("start to tools/list answered, ms", 1, list, atMost(0.7, "x peer", ours(list) / peer(list)));
        row("  the fastest, ms", 1, Report::fastest, "");
        ToDoubleFunction<Column> peak = c -> c.start(s -> s.atList().peakMb());
        row("  peak memory by then, MB", 1, peak, atMost(60, "MB", ours(peak)));
        row("  processor time by then, ms", 0, c -> c.start(s -> s.atList().cpuMs()), "");
        ToDoubleFunction<Column> first = c -> c.start(Start::firstCallMs);
        row("first call, 1 s later, ms", 1, first, atMost(60, "ms", ours(first)));
        row("  peak memory by then, MB", 1, c -> c.start(s -> s.atCall().peakMb()), "");
        ToDoubleFunction<Column> p50 = c -> c.load(l -> l.sequential().p50Micros());
        row("one call at a time, p50 us", 0, p50, atMost(1.9, "x floor", ours(p50) / of("floor", p50)));
        row("  p99 us", 0, c -> c.load(l -> l.sequential().p99Micros()), "");
        ToDoubleFunction<Column> rate = c -> c.load(l -> l.inFlight().perSecond());
        row(Callee.IN_FLIGHT + " calls in flight, calls/s", 0, rate, atLeast(1.3, "x peer", ours(rate) / peer(rate)));
        row("  p50 us", 0, c -> c.load(l -> l.inFlight().p50Micros()), "");
        row("  p99 us", 0, c -> c.load(l -> l.inFlight().p99Micros()), "");
        row("  peak memory by then, MB", 1, c -> c.load(Load::peakMb), "");
        row("tools/list, tools", 0, c -> c.start(Start::tools), "");
        row("  bytes", 0, c -> c.start(Start::listBytes), "");
        row("get_contact answer, bytes", 0, c -> c.start(Start::answerBytes), "");
        return table.toString();
    }

    private void head() {
        table.append(machine).append('\n');
        table.append("""
                Peer: official TypeScript SDK (src/test/peer) on the same tool entries. Floor: direct calls to the same mock API.
                Medians of %d starts and of %d rounds of %,d single and %,d overlapping calls, after %,d to warm up.
                Starts and rounds of the subjects are interleaved. Compare figures within one run only.
                """.formatted(
                options.starts(), options.rounds(), options.calls(), options.inFlightCalls(), options.warmUp()));
        table.append(
                cores.canPin()
                        ? "During calls the mock and the caller keep to two different cores; servers use any.\n\n"
                        : "Mock and caller could not be kept on two cores (taskset): the floor may be too low.\n\n");
        table.append("%-34s".formatted(""));
        columns.forEach(column -> table.append("%10s".formatted(column.name())));
        table.append("   target\n");
    }

    private void row(String label, int decimals, ToDoubleFunction<Column> figure, String target) {
        StringBuilder line = new StringBuilder("%-34s".formatted(label));
        for (Column column : columns) {
            line.append("%10s".formatted(number(figure.applyAsDouble(column), decimals)));
        }
        table.append(line.append("   ").append(target).toString().stripTrailing())
                .append('\n');
    }

    private static String number(double figure, int decimals) {
        return Double.isNaN(figure) ? "-" : String.format(Locale.ROOT, "%,." + decimals + "f", figure);
    }

    private static double fastest(Column column) {
        return column.starts().stream().mapToDouble(Start::listMs).min().orElse(Double.NaN);
    }

    private double ours(ToDoubleFunction<Column> figure) {
        return of("ours", figure);
    }

    private double peer(ToDoubleFunction<Column> figure) {
        return of("peer", figure);
    }

    private double of(String name, ToDoubleFunction<Column> figure) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .mapToDouble(figure)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static String atMost(double limit, String unit, double actual) {
        return "<= " + verdict(limit, unit, actual, actual <= limit);
    }

    private static String atLeast(double limit, String unit, double actual) {
        return ">= " + verdict(limit, unit, actual, actual >= limit);
    }

    private static String verdict(double limit, String unit, double actual, boolean met) {
        String target = (limit % 1 == 0 ? number(limit, 0) : number(limit, 1)) + " " + unit;
        if (Double.isNaN(actual)) {
            return target + ": not measured";
        }
        return target + ": " + number(actual, 2) + ", " + (met ? "met" : "NOT MET");
    }
}
