package dev.ghlmcp.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Measures ghl-mcp beside a server on the official TypeScript SDK (the peer) and beside calling the API directly
/// (the floor), all in one run against one mock, and prints the figures with their targets.
///
/// A machine's speed drifts, so no subject is measured in one piece: starts and rounds of calls alternate between
/// the subjects, each time beginning with another one, and the figures are medians. Every round has a new process,
/// since one process's luck with its compiler lasts for its life. It reports; it fails only if a subject does.
public final class Benchmark {
    private final Options options;
    private final Cores cores;
    private final MockProcess mock;

    private Benchmark(Options options, Cores cores, MockProcess mock) {
        this.options = options;
        this.cores = cores;
        this.mock = mock;
    }

    public static void main(String[] args) throws Exception {
        Options options = Options.read();
        Cores cores = Cores.read();
        String head = Machine.read() + """

                Peer: official TypeScript SDK (src/test/peer) on the same tool entries. Floor: direct calls to the same mock API.
                The subjects' turns are interleaved. Compare figures within one run only.
                """
                + (cores.canPin()
                        ? "During calls the mock and the caller keep to two different cores; servers use any.\n"
                        : "Mock and caller could not be kept on two cores (taskset): the floor may be too low.\n");
        List<String> reports = new ArrayList<>();
        try (MockProcess mock = new MockProcess(cores)) {
            if (options.measures("stdio")) {
                reports.add(new Benchmark(options, cores, mock).run(head, subjects(options, "stdio", "server")));
            }
            if (options.measures("https")) {
                reports.add(SecureStart.report(options, subjects(options, "stdio", "server"), mock.port()));
            }
            if (options.measures("call") && Files.isExecutable(options.program())) {
                reports.add(Commands.of(options, mock.port()).text());
            }
            if (options.measures("http")) {
                List<HttpColumn> servers = subjects(options, "http", "http").stream()
                        .map(HttpColumn::new)
                        .toList();
                HttpBenchmark http = new HttpBenchmark(options, cores, mock, servers);
                http.run();
                reports.add(http.text());
            }
            if (options.measures("growth") && Files.isExecutable(options.program())) {
                Subject http = subjects(options, "http", "http").getFirst();
                reports.add(Growth.of(options, cores, http, mock.port()).text());
            }
            if (options.measures("eras") && Files.isExecutable(options.program())) {
                reports.add(new Eras(options, mock.port())
                        .text(
                                subjects(options, "stdio", "server").getFirst(),
                                subjects(options, "http", "http").getFirst()));
            }
        }
        String report = String.join("\n", reports);
        System.out.println(report);
        Files.writeString(Path.of("target/benchmark.txt"), report);
    }

    private static List<Subject> subjects(Options options, String command, String peer)
            throws IOException, InterruptedException {
        List<Subject> servers = new ArrayList<>();
        if (Files.isExecutable(options.program())) {
            List<String> words = new ArrayList<>(List.of(options.program().toString(), command));
            words.addAll(command.equals("http") ? List.of("--port", "0") : List.of());
            servers.add(new Subject("ours", words, Path.of("target/benchmark-ours.log")));
        } else {
            System.out.println("Measuring without ghl-mcp: " + options.program() + " has not been built");
        }
        Peer.build(options.schemas(), peer).ifPresent(servers::add);
        return servers;
    }

    private String run(String head, List<Subject> servers) throws IOException, InterruptedException {
        List<Column> columns = new ArrayList<>();
        for (Subject server : servers) {
            columns.add(new Column(server.name(), () -> Start.ready(server.start(mock.port()))));
            Start.of(server, mock.port()); // fills the page cache
        }
        for (int i = 0; i < options.starts(); i++) {
            for (int server : order(servers.size(), i)) {
                columns.get(server).starts().add(Start.of(servers.get(server), mock.port()));
            }
        }
        columns.add(new Column("floor", () -> Floor.open(mock.port())));
        load(columns.getLast()); // warms up the mock and this process
        for (int i = 0; i < options.rounds(); i++) {
            for (int column : order(columns.size(), i)) {
                columns.get(column).loads().add(load(columns.get(column)));
            }
        }
        return new Report(head, options, columns).text();
    }

    private Load load(Column column) throws IOException {
        try (Callee callee = column.opening().open()) {
            cores.takeFirst();
            return Load.of(callee, options, mock);
        } finally {
            cores.release();
        }
    }

    /// Each time another one comes first.
    static int[] order(int size, int first) {
        return IntStream.range(first, first + size).map(i -> i % size).toArray();
    }
}
