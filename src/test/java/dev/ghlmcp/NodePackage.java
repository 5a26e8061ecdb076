package dev.ghlmcp;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A folder with a `package.json` and its lock, installed by npm below `target`.
///
/// @param sources what is committed
/// @param home    where it is installed
public record NodePackage(Path sources, Path home) {
    /// The package of a folder of `src/test`.
    public static NodePackage of(String name) {
        return new NodePackage(Path.of("src/test", name), Path.of("target", name));
    }

    /// Installs it, and runs these scripts of it, unless that was done since its sources last changed.
    ///
    /// @return null if it is ready, else a sentence that tells what is missing
    public String install(String... scripts) throws IOException, InterruptedException {
        Files.createDirectories(home);
        // Tests run in several processes.
        try (FileChannel lock = FileChannel.open(home.resolve("lock"), CREATE, WRITE)) {
            lock.lock();
            return installed(scripts);
        }
    }

    private String installed(String... scripts) throws IOException, InterruptedException {
        Path done = home.resolve("installed");
        if (Files.exists(done) && !stale(done)) {
            return null;
        }
        for (Path source : files()) {
            Files.copy(source, home.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        List<List<String>> commands = new ArrayList<>();
        commands.add(List.of("npm", "ci", "--no-audit", "--no-fund"));
        for (String script : scripts) {
            commands.add(List.of("npm", "run", script));
        }
        for (List<String> command : commands) {
            String trouble = run(command);
            if (trouble != null) {
                return trouble;
            }
        }
        Files.writeString(done, "");
        return null;
    }

    private boolean stale(Path done) throws IOException {
        for (Path source : files()) {
            if (Files.getLastModifiedTime(source).compareTo(Files.getLastModifiedTime(done)) > 0) {
                return true;
            }
        }
        return false;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(sources)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private String run(List<String> command) throws InterruptedException {
        Path log = home.resolve("install.log");
        String line = String.join(" ", command);
        try {
            Process process = new ProcessBuilder(command)
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            boolean ended = process.waitFor(5, TimeUnit.MINUTES);
            process.destroyForcibly();
            return ended && process.exitValue() == 0 ? null : "`" + line + "` failed, see " + log;
        } catch (IOException _) {
            return "`" + line + "` needs Node.js 20 or newer with npm in the PATH";
        }
    }
}
