package dev.ghlmcp.bench;

import static dev.ghlmcp.bench.Table.atMost;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// Whole processes of `ghl-mcp call`, and what the installation takes on disk; there is no peer of either.
record Commands(List<Double> sandboxS, List<Double> upstreamS, double diskMb) {
    private static final List<String> SANDBOX = List.of("call", "search_contacts", "--page-limit", "1", "--sandbox");
    private static final List<String> UPSTREAM = List.of("call", "get_contact", "--contact-id", "abc123");

    static Commands of(Options options, int apiPort) throws IOException, InterruptedException {
        Commands commands = new Commands(new ArrayList<>(), new ArrayList<>(), megabytes(options.program()));
        seconds(options.program(), SANDBOX, apiPort); // fills the page cache
        for (int i = 0; i < options.starts(); i++) {
            commands.sandboxS.add(seconds(options.program(), SANDBOX, apiPort));
            commands.upstreamS.add(seconds(options.program(), UPSTREAM, apiPort));
        }
        return commands;
    }

    String text() {
        ToDoubleFunction<Commands> sandbox = c -> Timing.median(c.sandboxS, s -> s);
        ToDoubleFunction<Commands> upstream = c -> Timing.median(c.upstreamS, s -> s);
        Table<Commands> table = new Table<>("whole processes", List.of(this), List.of("ours"));
        return table.row("call on the sandbox, s", 2, sandbox, atMost(0.45, "s", table.of("ours", sandbox)))
                .row("call on another upstream, s", 2, upstream, atMost(0.3, "s", table.of("ours", upstream)))
                .row("installation on disk, MB", 1, Commands::diskMb, atMost(120, "MB", diskMb))
                .toString();
    }

    private static double seconds(Path program, List<String> words, int apiPort)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(Map.of(
                        "GHL_BASE_URL", "http://127.0.0.1:" + apiPort,
                        "GHL_TOKEN", "token",
                        "GHL_LOCATION_ID", "ve9EPM428h8vShlRW1KT"));
        File errors = new File("target/benchmark-ours.log");
        long begin = System.nanoTime();
        Process process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(errors)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed, see " + errors);
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    /// The program is in `bin` of its installation.
    private static double megabytes(Path program) throws IOException {
        try (Stream<Path> files =
                Files.walk(program.toAbsolutePath().getParent().getParent())) {
            return files.filter(Files::isRegularFile).mapToLong(Commands::bytes).sum() / 1e6;
        }
    }

    private static long bytes(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
