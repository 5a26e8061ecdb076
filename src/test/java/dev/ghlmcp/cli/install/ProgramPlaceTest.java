package dev.ghlmcp.cli.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.config.UserFolders;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where a client finds a program that was built.
class ProgramPlaceTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    private Path home;
    private ProgramPlace built;

    @BeforeEach
    void build() throws Exception {
        home = Files.createDirectories(folder.resolve("clone/target/ghl-mcp"));
        Files.createDirectories(home.resolve("lib"));
        Files.writeString(home.resolve("lib/modules"), "one");
        Files.writeString(folder.resolve("clone/pom.xml"), "");
        built = new ProgramPlace(home, new UserFolders("Linux", folder.resolve("ana"), Map.of()));
    }

    @Test
    void aBuildIsCopiedAndEachNewOneAgain() throws Exception {
        Path place = built.settled(false, out);
        assertEquals(folder.resolve("ana/.local/share/ghl-mcp/program"), place);
        assertEquals("one", Files.readString(place.resolve("lib/modules")));
        assertEquals(
                Files.getLastModifiedTime(home.resolve("lib/modules")),
                Files.getLastModifiedTime(place.resolve("lib/modules")),
                "the AOT cache goes by the time");
        Files.writeString(place.resolve("left"), "by the copy");
        assertEquals(place, built.settled(false, out));
        assertTrue(Files.exists(place.resolve("left")), "the same build is not copied twice");
        Files.writeString(home.resolve("lib/modules"), "another");
        assertEquals(place, built.settled(false, out));
        assertEquals("another", Files.readString(place.resolve("lib/modules")));
        assertFalse(Files.exists(place.resolve("left")));
        assertFalse(Files.exists(place.resolveSibling("program.old")));
    }

    @Test
    void nothingIsCopiedInADryRun() throws Exception {
        assertEquals(folder.resolve("ana/.local/share/ghl-mcp/program"), built.settled(true, out));
        assertFalse(Files.exists(folder.resolve("ana")));
    }

    @Test
    void anInstallationStaysWhereItIs() throws Exception {
        Files.delete(folder.resolve("clone/pom.xml"));
        assertEquals(home, built.settled(false, out));
        assertEquals("", said.toString(StandardCharsets.UTF_8));
    }
}
