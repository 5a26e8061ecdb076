package dev.ghlmcp.cli.install;

import dev.ghlmcp.cli.install.file.InstallException;
import dev.ghlmcp.config.UserFolders;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Where a client finds the program: not in the folder of a build, which the next one empties, nor in the cache of npx.
///
/// @param home    the installation that runs
/// @param folders of the person
public record ProgramPlace(Path home, UserFolders folders) {
    /// The largest file of an installation, which is another one in each build.
    private static final Path MODULES = Path.of("runtime", "lib", "modules");

    private static final Path SETTINGS = Path.of("config", "application.yaml");

    /// The settings as they came, which tell whether a person has changed them.
    private static final Path CAME = Path.of("config", "application.yaml.original");

    private static final Path NPX = Path.of("_npx");

    /// The installation to start, which is a copy if this one is in a build's folder or in npx's cache.
    ///
    /// @param dryRun whether nothing is written
    public Path settled(boolean dryRun, PrintStream out) throws InstallException {
        Path built = home.getParent();
        boolean build = built != null && built.endsWith("target") && Files.exists(built.resolveSibling("pom.xml"));
        boolean cached = StreamSupport.stream(home.spliterator(), false).anyMatch(NPX::equals);
        if (!build && !cached) {
            return home;
        }
        Path place = folders.data().resolve("ghl-mcp").resolve("program");
        try {
            if (!dryRun && !same(place)) {
                copy(place, out);
                String empties = build ? "the next build" : "npm's next cleaning";
                out.println("The program is copied to " + place + ", as " + empties + " empties " + home + ".");
            }
            return place;
        } catch (IOException e) {
            throw new InstallException("The program cannot be copied to " + place + " (" + InstallException.reason(e)
                    + "): quit the clients that run it, or use --in-place");
        }
    }

    private boolean same(Path place) throws IOException {
        Path theirs = place.resolve(MODULES);
        Path ours = home.resolve(MODULES);
        return Files.exists(theirs)
                && Files.size(theirs) == Files.size(ours)
                && Files.getLastModifiedTime(theirs).equals(Files.getLastModifiedTime(ours));
    }

    private void copy(Path place, PrintStream out) throws IOException {
        Path fresh = place.resolveSibling("program.new");
        Path old = place.resolveSibling("program.old");
        remove(fresh);
        remove(old);
        Files.createDirectories(fresh.getParent());
        List<Path> files;
        try (Stream<Path> all = Files.walk(home)) {
            files = all.toList();
        }
        for (Path file : files) {
            // The AOT cache is good for files of the same time only.
            Files.copy(file, fresh.resolve(home.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
        }
        if (Files.exists(fresh.resolve(SETTINGS))) {
            Files.copy(fresh.resolve(SETTINGS), fresh.resolve(CAME));
        }
        if (changed(place)) {
            Files.copy(place.resolve(SETTINGS), fresh.resolve(SETTINGS), StandardCopyOption.REPLACE_EXISTING);
            out.println("The settings in " + place.resolve(SETTINGS)
                    + " stay as they were changed; the new ones are in " + CAME.getFileName() + " beside.");
        }
        if (Files.exists(place)) {
            Files.move(place, old);
        }
        Files.move(fresh, place);
        remove(old);
    }

    private static boolean changed(Path place) throws IOException {
        Path settings = place.resolve(SETTINGS);
        Path came = place.resolve(CAME);
        return Files.exists(settings) && (!Files.exists(came) || Files.mismatch(settings, came) >= 0);
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            List<Path> files;
            try (Stream<Path> all = Files.walk(folder)) {
                files = all.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }
}
