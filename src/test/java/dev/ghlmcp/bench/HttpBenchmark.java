package dev.ghlmcp.bench;

import static dev.ghlmcp.bench.Table.atLeast;
import static dev.ghlmcp.bench.Table.atMost;

import dev.ghlmcp.bench.HttpColumn.LongRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The same calls over Streamable HTTP: each round has a new process, as on stdio. Then one process of each serves many
/// calls, and some more beside many clients that hold a stream open.
///
/// @param columns one a server
record HttpBenchmark(Options options, Cores cores, MockProcess mock, List<HttpColumn> columns) {
    private static final int WINDOWS = 9;

    void run() throws IOException, InterruptedException {
        for (int i = 0; i < options.rounds(); i++) {
            for (int column : Benchmark.order(columns.size(), i)) {
                columns.get(column).loads().add(load(columns.get(column).subject()));
            }
        }
        for (HttpColumn column : columns) {
            column.longs().add(longRun(column.subject()));
        }
    }

    private Load load(Subject subject) throws IOException, InterruptedException {
        try (HttpServed server = subject.serve(mock.port())) {
            cores.takeFirst();
            return Load.of(server, options, mock);
        } finally {
            cores.release();
        }
    }

    private LongRun longRun(Subject subject) throws IOException, InterruptedException {
        try (HttpServed server = subject.serve(mock.port())) {
            cores.takeFirst();
            server.inFlight(options.longCalls() / 2);
            double half = server.residentMb();
            server.inFlight(options.longCalls() / 2);
            double end = server.residentMb();
            double alone = p99(server);
            server.holdStreams(options.streams());
            return new LongRun(half, end, alone, p99(server));
        } finally {
            cores.release();
        }
    }

    private double p99(HttpServed server) throws IOException {
        List<Timing> windows = new ArrayList<>();
        for (int i = 0; i < WINDOWS; i++) {
            windows.add(server.inFlight(options.inFlightCalls() / WINDOWS));
        }
        return Timing.median(windows, Timing::p99Micros);
    }

    String text() {
        List<String> names =
                columns.stream().map(column -> column.subject().name()).toList();
        Table<HttpColumn> table = new Table<>("Streamable HTTP", columns, names);
        ToDoubleFunction<HttpColumn> p50 = c -> c.load(l -> l.sequential().p50Micros());
        ToDoubleFunction<HttpColumn> rate = c -> c.load(l -> l.inFlight().perSecond());
        ToDoubleFunction<HttpColumn> p99 = c -> c.load(l -> l.inFlight().p99Micros());
        ToDoubleFunction<HttpColumn> end = c -> c.longRun(LongRun::endMb);
        ToDoubleFunction<HttpColumn> crowded = c -> c.longRun(LongRun::crowded);
        return table.row("one call at a time, p50 us", 0, p50, atMost(0.6, "x peer", table.ratio(p50)))
                .row("  p99 us", 0, c -> c.load(l -> l.sequential().p99Micros()))
                .row(Callee.IN_FLIGHT + " calls in flight, calls/s", 0, rate, atLeast(2.2, "x peer", table.ratio(rate)))
                .row("  p50 us", 0, c -> c.load(l -> l.inFlight().p50Micros()))
                .row("  p99 us", 0, p99, atMost(1, "x peer", table.ratio(p99)))
                .row(
                        "memory after %,d calls, MB".formatted(options.longCalls() / 2),
                        0,
                        c -> c.longRun(LongRun::halfMb))
                .row(
                        "  after %,d calls, MB".formatted(options.longCalls()),
                        0,
                        end,
                        atMost(
                                1.1,
                                "x half",
                                table.of("ours", end) / table.of("ours", c -> c.longRun(LongRun::halfMb))))
                .row("64 in flight, p99 us in that process", 0, c -> c.longRun(LongRun::alone))
                .row(
                        "  beside %,d idle streams".formatted(options.streams()),
                        0,
                        crowded,
                        atMost(
                                1.2,
                                "x alone",
                                table.of("ours", crowded) / table.of("ours", c -> c.longRun(LongRun::alone))))
                .toString();
    }
}
