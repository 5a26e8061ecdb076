package dev.ghlmcp.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Private files where there are no permissions of POSIX but lists of who may, as on Windows.
class PrivateFilesOnWindowsTest {
    private static final Set<String> ALLOWED = Set.of("user", System.getProperty("user.name"));

    private final FileSystem windows = Jimfs.newFileSystem(Configuration.windows().toBuilder()
            .setAttributeViews("basic", "owner", "acl")
            .build());
    private final Path folder = windows.getPath("C:\\Users\\José\\ghl-mcp");

    @AfterEach
    void close() throws IOException {
        windows.close();
    }

    @Test
    void aNewFileIsForItsOwnerAlone() throws IOException {
        PrivateFiles.createFolder(folder);
        Path secret = folder.resolve("token");
        PrivateFiles.create(secret, "pit-1".getBytes(StandardCharsets.UTF_8));
        assertEquals("pit-1", Files.readString(secret));
        assertAllowed(secret, Set.of());
        PrivateFiles.append(folder.resolve("log")).close();
        assertAllowed(folder.resolve("log"), Set.of());
        PrivateFiles.open(folder.resolve("lock")).close();
        assertAllowed(folder.resolve("lock"), Set.of());
    }

    @Test
    void aFileThatReplacesAnotherIsForItsOwnerAlone() throws IOException {
        PrivateFiles.createFolder(folder);
        Path secret = Files.writeString(folder.resolve("token"), "old");
        PrivateFiles.replace(secret, "new".getBytes(StandardCharsets.UTF_8));
        assertEquals("new", Files.readString(secret));
        assertAllowed(secret, Set.of());
    }

    @Test
    void nothingStaysOfAFileThatDoesNotFitOnTheDisk() throws IOException {
        try (FileSystem small = Jimfs.newFileSystem(
                Configuration.windows().toBuilder().setMaxSize(1 << 16).build())) {
            Path secret = Files.writeString(small.getPath("C:\\token"), "old");
            assertThrows(IOException.class, () -> PrivateFiles.replace(secret, new byte[1 << 20]));
            assertEquals("old", Files.readString(secret));
            assertFalse(Files.exists(small.getPath("C:\\token.new")));
        }
    }

    /// SQLite makes its own files beside the store.
    @Test
    void whatIsMadeInANewFolderInheritsItsList() throws IOException {
        PrivateFiles.createFolder(folder);
        assertAllowed(folder, Set.of(AclEntryFlag.FILE_INHERIT, AclEntryFlag.DIRECTORY_INHERIT));
    }

    private static void assertAllowed(Path file, Set<AclEntryFlag> flags) throws IOException {
        List<AclEntry> list =
                Files.getFileAttributeView(file, AclFileAttributeView.class).getAcl();
        assertTrue(!list.isEmpty(), "everybody may");
        for (AclEntry entry : list) {
            assertEquals(AclEntryType.ALLOW, entry.type());
            assertTrue(ALLOWED.contains(entry.principal().getName()), entry.toString());
            assertEquals(flags, entry.flags());
        }
    }
}
