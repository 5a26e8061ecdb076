package dev.ghlmcp.cli.install;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;

/// How a person gets to type `ghl-mcp` in a shell.
///
/// @param folders the variable `PATH`; null if there is none
/// @param windows whether the shell is one of Windows
record ShellPath(String folders, boolean windows) {
    /// What to do, or null if a launcher is found already.
    String advice(Path launcher) {
        String all = folders == null ? "" : folders;
        boolean found = Arrays.stream(all.split(Pattern.quote(File.pathSeparator)))
                .filter(folder -> !folder.isBlank())
                .anyMatch(folder -> Files.isExecutable(
                        Path.of(folder).resolve(launcher.getFileName().toString())));
        if (found) {
            return null;
        }
        Path bin = launcher.getParent();
        return windows
                ? "To type ghl-mcp in a terminal, add " + bin + " to Path: Settings > System > About > Advanced system"
                        + " settings > Environment Variables."
                : "To type ghl-mcp in a terminal, add this line to ~/.profile (in zsh ~/.zprofile) and log in again:"
                        + "\n  export PATH='" + bin.toString().replace("'", "'\\''") + "':\"$PATH\"";
    }
}
