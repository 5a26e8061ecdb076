package dev.ghlmcp.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The server of `src/test/peer`, built by npm and esbuild in `target/peer` when its sources are newer.
///
/// It gets the tool entries as one file: reading more than a hundred at each start would be an easy win over it.
final class Peer {
    private static final Path SOURCES = Path.of("src/test/peer");
    private static final Path BUILT = Path.of("target/peer");
    private static final Path BUNDLE = BUILT.resolve("server.cjs");

    private Peer() {}

    static Optional<Subject> build(Path schemas) throws IOException, InterruptedException {
        Files.createDirectories(BUILT);
        if (isStale() && !install()) {
            return Optional.empty();
        }
        Files.writeString(BUILT.resolve("tools.json"), join(schemas));
        return Optional.of(new Subject("peer", List.of("node", BUNDLE.toString()), BUILT.resolve("stderr.log")));
    }

    private static List<Path> sources() {
        return Stream.of("package.json", "package-lock.json", "server.mjs")
                .map(SOURCES::resolve)
                .toList();
    }

    private static boolean isStale() throws IOException {
        if (Files.notExists(BUNDLE)) {
            return true;
        }
        for (Path source : sources()) {
            if (Files.getLastModifiedTime(source).compareTo(Files.getLastModifiedTime(BUNDLE)) > 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean install() throws IOException, InterruptedException {
        for (Path source : sources()) {
            Files.copy(source, BUILT.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        return run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund") && run("npm", "run", "build");
    }

    private static boolean run(String... command) throws InterruptedException {
        Path log = BUILT.resolve("build.log");
        String line = String.join(" ", command);
        try {
            Process process = new ProcessBuilder(command)
                    .directory(BUILT.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            if (process.waitFor(5, TimeUnit.MINUTES) && process.exitValue() == 0) {
                return true;
            }
            process.destroyForcibly();
            System.out.println("Measuring without the peer: `" + line + "` failed, see " + log);
        } catch (IOException e) {
            System.out.println(
                    "Measuring without the peer: `" + line + "` needs Node.js 20 or newer with npm in the PATH");
        }
        return false;
    }

    private static String join(Path schemas) throws IOException {
        try (Stream<Path> files = Files.walk(schemas)) {
            List<Path> entries = files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
            StringBuilder list = new StringBuilder("[");
            for (Path entry : entries) {
                list.append(list.length() == 1 ? "" : ",").append(Files.readString(entry));
            }
            return list.append(']').toString();
        }
    }
}
