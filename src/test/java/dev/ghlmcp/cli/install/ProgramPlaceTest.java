package dev.ghlmcp.cli.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.ghlmcp.cli.install.file.InstallException;
import dev.ghlmcp.config.UserFolders;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        Files.createDirectories(home.resolve("runtime/lib"));
        Files.writeString(home.resolve("runtime/lib/modules"), "one");
        Files.writeString(folder.resolve("clone/pom.xml"), "");
        built = new ProgramPlace(home, new UserFolders("Linux", folder.resolve("ana"), Map.of()));
    }

    @Test
    void aBuildIsCopiedAndEachNewOneAgain() throws Exception {
        Path place = built.settled(false, out);
        assertEquals(folder.resolve("ana/.local/share/ghl-mcp/program"), place);
        assertEquals("one", Files.readString(place.resolve("runtime/lib/modules")));
        assertEquals(
                Files.getLastModifiedTime(home.resolve("runtime/lib/modules")),
                Files.getLastModifiedTime(place.resolve("runtime/lib/modules")),
                "the AOT cache goes by the time");
        Files.writeString(place.resolve("left"), "by the copy");
        assertEquals(place, built.settled(false, out));
        assertTrue(Files.exists(place.resolve("left")), "the same build is not copied twice");
        Files.writeString(home.resolve("runtime/lib/modules"), "another");
        assertEquals(place, built.settled(false, out));
        assertEquals("another", Files.readString(place.resolve("runtime/lib/modules")));
        assertFalse(Files.exists(place.resolve("left")));
        assertFalse(Files.exists(place.resolveSibling("program.old")));
    }

    @Test
    void changedSettingsStayAndOthersAreReplaced() throws Exception {
        Path theirs = Files.createDirectories(home.resolve("config")).resolve("application.yaml");
        Path mine = folder.resolve("ana/.local/share/ghl-mcp/program/config/application.yaml");
        Files.writeString(theirs, "first");
        built.settled(false, out);
        Files.writeString(theirs, "second");
        Files.writeString(home.resolve("runtime/lib/modules"), "another");
        built.settled(false, out);
        assertEquals("second", Files.readString(mine));
        Files.writeString(mine, "log: {level: debug}");
        Files.writeString(theirs, "third");
        Files.writeString(home.resolve("runtime/lib/modules"), "the third");
        said.reset();
        built.settled(false, out);
        assertEquals("log: {level: debug}", Files.readString(mine));
        assertTrue(said.toString(StandardCharsets.UTF_8).contains("stay as they were changed"));
        assertEquals("third", Files.readString(mine.resolveSibling("application.yaml.original")));
    }

    @Test
    void changedSettingsThatTheProgramDoesNotKnowAreNamedBeforeAnythingIsWritten() throws Exception {
        Files.writeString(Files.createDirectories(home.resolve("config")).resolve("application.yaml"), "first");
        Path place = built.settled(false, out);
        Path mine = Files.writeString(place.resolve("config/application.yaml"), "tools: {colour: blue}");
        for (String build : List.of("one", "another")) {
            Files.writeString(home.resolve("runtime/lib/modules"), build);
            String sentence = assertThrows(InstallException.class, () -> built.settled(false, out))
                    .getMessage();
            assertTrue(sentence.contains("tools.colour") && sentence.contains("mend " + mine), sentence);
            assertEquals("one", Files.readString(place.resolve("runtime/lib/modules")));
        }
    }

    @Test
    void aFullDiskIsNamedAndNothingStaysOfTheCopy() throws Exception {
        try (FileSystem small = Jimfs.newFileSystem(
                Configuration.unix().toBuilder().setMaxSize(1 << 20).build())) {
            Files.write(home.resolve("runtime/lib/modules"), new byte[2 << 20]);
            UserFolders folders = new UserFolders("Linux", small.getPath("/ana"), Map.of());
            String sentence = assertThrows(
                            InstallException.class, () -> new ProgramPlace(home, folders).settled(false, out))
                    .getMessage();
            assertTrue(sentence.contains("out of disk space"), sentence);
            assertTrue(sentence.contains("it takes 3 MB there"), sentence);
            assertFalse(sentence.contains("quit the clients"), sentence);
            assertFalse(Files.exists(small.getPath("/ana/.local/share/ghl-mcp/program.new")));
        }
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

    @Test
    void aProgramInTheCacheOfNpxIsCopied() throws Exception {
        Path cached = folder.resolve("ana/.npm/_npx/0c1d/node_modules/ghl-mcp-linux-x64");
        Files.createDirectories(cached.getParent());
        Files.move(home, cached);
        ProgramPlace place = new ProgramPlace(cached, built.folders());
        Path copy = folder.resolve("ana/.local/share/ghl-mcp/program");
        assertEquals(copy, place.settled(false, out));
        assertEquals("one", Files.readString(copy.resolve("runtime/lib/modules")));
        String sentence = said.toString(StandardCharsets.UTF_8);
        assertTrue(sentence.contains("npm's next cleaning"), sentence);
        said.reset();
        assertEquals(copy, place.settled(false, out));
        assertEquals("", said.toString(StandardCharsets.UTF_8), "it is there already");
    }
}
