package dev.ghlmcp.cli.install;

import dev.ghlmcp.cli.install.file.InstallException;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.config.UserFolders;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Where a client finds the program: not in the folder of a build, which the next one empties, nor in the cache of npx.
///
/// @param home    the installation that runs
/// @param folders of the person
record ProgramPlace(Path home, UserFolders folders) {
    /// The largest file of an installation, which is another one in each build.
    private static final String MODULES = "runtime/lib/modules";

    private static final String SETTINGS = "config/application.yaml";

    /// The settings as they came, which tell whether a person has changed them.
    private static final String CAME = SETTINGS + ".original";

    private static final Path NPX = Path.of("_npx");

    /// The copy in a client's file, in JSON and TOML.
    private static final Pattern COPY = Pattern.compile("ghl-mcp[/\\\\]+program[/\\\\]+bin");

    /// The installation to start, which is a copy if this one is in a build's folder or in npx's cache.
    ///
    /// @param dryRun whether nothing is written
    Path settled(boolean dryRun, PrintStream out) throws InstallException {
        Path built = home.getParent();
        boolean build = built != null && built.endsWith("target") && Files.exists(built.resolveSibling("pom.xml"));
        boolean cached = StreamSupport.stream(home.spliterator(), false).anyMatch(NPX::equals);
        if (!build && !cached) {
            return home;
        }
        Path place = copied();
        try {
            check(place);
            if (!dryRun && !same(place)) {
                exchange(place, copy(place, out));
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

    /// Copies to a folder beside, of which nothing stays if it fails.
    private Path copy(Path place, PrintStream out) throws IOException, InstallException {
        Path fresh = place.resolveSibling("program.new");
        try {
            remove(fresh);
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
                        + " stay as they were changed; the new ones are in "
                        + place.resolve(CAME).getFileName() + " beside.");
            }
            return fresh;
        } catch (IOException e) {
            remove(fresh);
            throw new InstallException("The program cannot be copied to " + place + " (" + InstallException.reason(e)
                    + "), so nothing was changed: it takes " + megabytes(home) + " there. --in-place starts it where it"
                    + " is");
        }
    }

    private static void exchange(Path place, Path fresh) throws IOException {
        Path old = place.resolveSibling("program.old");
        remove(old);
        if (Files.exists(place)) {
            Files.move(place, old);
        }
        Files.move(fresh, place);
        remove(old);
    }

    /// What a person may want to know after `uninstall`: where the copy is, and how large; null if there is none, or a
    /// client's own file names it.
    String left() {
        Path place = copied();
        if (!Files.exists(place) || !ClientApp.naming(folders, COPY).isEmpty()) {
            return null;
        }
        return "The program's copy stays in " + place + " (" + megabytes(place)
                + "): delete that folder if no server of yours starts it.";
    }

    private Path copied() {
        return folders.data().resolve("ghl-mcp").resolve("program");
    }

    private static String megabytes(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            long bytes = 0;
            for (Path file : all.toList()) {
                bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
            }
            return Math.ceilDiv(bytes, 1_000_000) + " MB";
        } catch (IOException _) {
            return "over 100 MB";
        }
    }

    private static boolean changed(Path place) throws IOException {
        Path settings = place.resolve(SETTINGS);
        Path came = place.resolve(CAME);
        return Files.exists(settings) && (!Files.exists(came) || Files.mismatch(settings, came) >= 0);
    }

    /// What a person has changed stays, so this program must know it.
    private static void check(Path place) throws IOException, InstallException {
        if (changed(place)) {
            try {
                Settings.load(place.resolve(SETTINGS), null, Map.of(), Map.of());
            } catch (SettingsException e) {
                throw new InstallException(e.getMessage().replaceFirst("\\.$", "")
                        + ". The server would not start with these settings, so nothing was changed: mend "
                        + place.resolve(SETTINGS) + ", then run this again");
            }
        }
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
