package dev.ghlmcp.cli.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whether and how a person gets to type the program's name.
class ShellPathTest {
    @TempDir
    Path folder;

    @Test
    void thereIsAdviceUntilALauncherIsFound() throws Exception {
        Path launcher = folder.resolve("Ana's $`\"/ghl-mcp/bin/ghl-mcp");
        assertEquals(
                "To type ghl-mcp in a terminal, add this line to ~/.profile (in zsh ~/.zprofile) and log in again:\n"
                        + "  export PATH='" + folder + "/Ana'\\''s $`\"/ghl-mcp/bin':\"$PATH\"",
                new ShellPath(folder.toString(), false).advice(launcher));
        assertTrue(new ShellPath(null, true).advice(launcher).contains("Environment Variables"));
        Path link = Files.createDirectory(folder.resolve("bin")).resolve("ghl-mcp");
        Files.createDirectories(launcher.getParent());
        assertTrue(Files.createFile(launcher).toFile().setExecutable(true));
        Files.createSymbolicLink(link, launcher);
        assertNull(new ShellPath("/no/such" + File.pathSeparator + link.getParent(), false).advice(launcher));
    }
}
