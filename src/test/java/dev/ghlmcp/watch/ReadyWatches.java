package dev.ghlmcp.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/// The watches that a file of `config/syncs` says, in the comment at its top, feed it or are fed by it.
public final class ReadyWatches {
    private static final String MARGIN = "#   ";

    private ReadyWatches() {}

    /// As they go into the settings.
    public static String of(Path file) throws IOException {
        String watches = Files.readAllLines(file).stream()
                .dropWhile(line -> !line.startsWith(MARGIN + "watches:"))
                .takeWhile(line -> line.startsWith(MARGIN))
                .map(line -> line.substring(MARGIN.length()))
                .collect(Collectors.joining("\n", "", "\n"));
        if (watches.isBlank()) {
            throw new IllegalStateException(file + " says nothing of watches");
        }
        return watches;
    }
}
