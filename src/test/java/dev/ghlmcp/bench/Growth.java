package dev.ghlmcp.bench;

import static dev.ghlmcp.bench.Table.atLeast;
import static dev.ghlmcp.bench.Table.atMost;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// More and more sub-accounts, each with a token of its own, in turn through one HTTP server that keeps to their
/// limits. Each has been called once before its stage is measured.
///
/// What grows is told from 1,000 sub-accounts on. One alone uses its connections again. No two callers share any, so
/// from some hundreds on each call opens one, and the pool of idle ones is full.
///
/// @param stages one a number of sub-accounts
record Growth(List<Stage> stages) {
    /// For so long what a server assumes of a sub-account's limit holds on beside what the first answer says.
    private static final long ASSUMED_MS = 11_000;

    private static final int[] SUB_ACCOUNTS = {1, 1_000, 3_000, 10_000};

    /// @param liveMb     what the server's objects take in the end, garbage not counted
    /// @param residentMb in the end
    private record Stage(int subAccounts, Timing timing, double liveMb, double residentMb) {}

    static Growth of(Options options, Cores cores, Subject http, int apiPort) throws IOException, InterruptedException {
        List<Stage> stages = new ArrayList<>();
        try (HttpServed server = http.serveMany(apiPort);
                Wire wire = server.ofSubAccounts()) {
            Thread.sleep(ASSUMED_MS);
            cores.takeFirst();
            wire.inFlight(options.warmUp());
            for (int count : SUB_ACCOUNTS) {
                wire.subAccounts(count);
                wire.inFlight(count);
                Timing timing = wire.inFlight(options.inFlightCalls());
                double residentMb = server.residentMb();
                stages.add(new Stage(count, timing, server.liveMb(), residentMb));
            }
        } finally {
            cores.release();
        }
        return new Growth(stages);
    }

    String text() {
        List<String> names = stages.stream()
                .map(stage -> String.format(Locale.ROOT, "%,d", stage.subAccounts()))
                .toList();
        ToDoubleFunction<Stage> rate = stage -> stage.timing().perSecond();
        Stage first = stages.get(1);
        Stage last = stages.getLast();
        double flat = rate.applyAsDouble(last) / rate.applyAsDouble(first);
        double kilobytes = (last.liveMb() - first.liveMb()) * 1024 / (last.subAccounts() - first.subAccounts());
        return new Table<>("HTTP, sub-accounts in turn", stages, names)
                .row(Callee.IN_FLIGHT + " calls in flight, calls/s", 0, rate, atLeast(0.9, "x 1,000", flat))
                .row("  p99 ms", 1, stage -> stage.timing().p99Micros() / 1e3)
                .row("objects, MB", 1, Stage::liveMb, atMost(2, "kB a sub-account", kilobytes))
                .row("resident memory, MB", 0, Stage::residentMb)
                .toString();
    }
}
