package dev.ghlmcp.bench;

import static dev.ghlmcp.bench.Table.atMost;

import dev.ghlmcp.network.PrivateAuthority;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// First calls to the [Mock] by HTTPS, as HighLevel is reached: with no pause after the list, and a second later.
record SecureStart(double atOnceMs, double firstCallMs) {

    /// One subject's.
    private record Measured(String name, List<SecureStart> starts) {
        double median(ToDoubleFunction<SecureStart> figure) {
            return Timing.median(starts, figure);
        }
    }

    /// Starts the subjects in turn.
    static String report(Options options, List<Subject> subjects, int apiPort) throws Exception {
        List<Measured> all = subjects.stream()
                .map(subject -> new Measured(subject.name(), new ArrayList<>()))
                .toList();
        Path folder = Files.createTempDirectory("benchmark");
        try (PrivateAuthority authority = new PrivateAuthority(folder)) {
            URI api = URI.create("https://localhost:" + authority.serve("localhost", Subject.plain(apiPort)));
            for (Subject subject : subjects) {
                of(subject, api, authority.certificate()); // warms up what serves TLS
            }
            for (int i = 0; i < options.starts(); i++) {
                for (int subject : Benchmark.order(subjects.size(), i)) {
                    all.get(subject).starts().add(of(subjects.get(subject), api, authority.certificate()));
                }
            }
            Files.delete(authority.certificate());
        }
        Files.delete(folder);
        Table<Measured> table = new Table<>(
                "stdio, upstream by HTTPS",
                all,
                all.stream().map(Measured::name).toList());
        ToDoubleFunction<Measured> atOnce = each -> each.median(SecureStart::atOnceMs);
        ToDoubleFunction<Measured> first = each -> each.median(SecureStart::firstCallMs);
        return table.row("start, list and first result, ms", 1, atOnce, atMost(1, "x peer", table.ratio(atOnce)))
                .row("first call, 1 s later, ms", 1, first, atMost(1, "x peer", table.ratio(first)))
                .toString();
    }

    private static SecureStart of(Subject subject, URI api, Path authority) throws IOException, InterruptedException {
        double atOnceMs = Start.atOnceMs(subject, () -> subject.start(api, authority));
        try (StdioServer server = Start.ready(subject.start(api, authority))) {
            Thread.sleep(Start.PAUSE_MS);
            return new SecureStart(atOnceMs, Start.callMs(subject, server));
        }
    }
}
