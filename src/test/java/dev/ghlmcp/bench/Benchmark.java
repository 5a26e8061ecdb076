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

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = Options.read();
        List<Subject> servers = new ArrayList<>();
        if (Files.isExecutable(options.program())) {
            List<String> command = List.of(options.program().toString(), "stdio");
            servers.add(new Subject("ours", command, Path.of("target/benchmark-ours.log")));
        } else {
            System.out.println("Measuring without ghl-mcp: " + options.program() + " has not been built");
        }
        Peer.build(options.schemas()).ifPresent(servers::add);
        Cores cores = Cores.read();
        try (MockProcess mock = new MockProcess(cores)) {
            new Benchmark(options, cores, mock).run(servers);
        }
    }

    private void run(List<Subject> servers) throws IOException, InterruptedException {
        Machine machine = Machine.read();
        List<Column> columns = new ArrayList<>();
        for (Subject server : servers) {
            columns.add(new Column(server.name(), () -> Start.ready(server, mock.port())));
            Start.of(server, mock.port()); // fills the page cache
        }
        for (int i = 0; i < options.starts(); i++) {
            for (int server : order(servers.size(), i)) {
                columns.get(server).starts().add(Start.of(servers.get(server), mock.port()));
            }
        }
        columns.add(new Column("floor", () -> new Floor(mock.port())));
        load(columns.getLast()); // warms up the mock and this process
        for (int i = 0; i < options.rounds(); i++) {
            for (int column : order(columns.size(), i)) {
                columns.get(column).loads().add(load(columns.get(column)));
            }
        }
        String report = new Report(machine, options, cores, columns).text();
        System.out.println(report);
        Files.writeString(Path.of("target/benchmark.txt"), report);
    }

    private Load load(Column column) throws IOException {
        try (Callee callee = column.opening().open()) {
            cores.takeFirst();
            return Load.of(callee, options, mock);
        } finally {
            cores.release();
        }
    }

    private static int[] order(int size, int first) {
        return IntStream.range(first, first + size).map(i -> i % size).toArray();
    }
}
