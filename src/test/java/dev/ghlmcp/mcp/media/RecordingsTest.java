package dev.ghlmcp.mcp.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.mcp.media.Recordings.Saved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who can read a saved recording, and for how long.
class RecordingsTest {
    private static final byte[] SOUND = new byte[1000];

    @TempDir
    private Path folder;

    private Instant now = Instant.parse("2026-11-28T10:00:00Z");

    @Test
    void onlyItsPrincipalReadsIt() throws IOException {
        Recordings recordings = remote();
        Saved saved = recordings.save("acme", "m1", ".wav", SOUND);
        assertArrayEquals(SOUND, recordings.read("acme", saved.id()));
        for (String other : List.of("beta", "", "local", "acme ", "../acme")) {
            assertNull(recordings.read(other, saved.id()), other);
        }
        for (String id :
                List.of("", "*", ".*", "m1", "../" + saved.id(), saved.id().substring(1))) {
            assertNull(recordings.read("acme", id), id);
        }
        assertNotEquals(saved.id(), recordings.save("acme", "m1", ".wav", SOUND).id());
    }

    @Test
    void nobodyElseOnThisMachineReadsIt() throws IOException {
        for (Recordings recordings : List.of(remote(), new Recordings(folder.resolve("local-ones")))) {
            Path file = recordings.save("acme/../..", "../m1", ".wav", SOUND).file();
            assertTrue(file.startsWith(folder), file::toString);
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
        }
    }

    @Test
    void aFolderThatIsOpenToOthersIsNotUsedAndNothingStays() throws IOException {
        Recordings recordings = remote();
        Path owner = recordings.save("acme", "m1", ".wav", SOUND).file().getParent();
        Files.setPosixFilePermissions(owner, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThrows(IOException.class, () -> recordings.save("acme", "m2", ".wav", SOUND));
        assertEquals(1, files().size(), "no part of one stays");
    }

    @Test
    void itsDayIsOverAfterADay() throws IOException {
        Recordings recordings = remote();
        Saved saved = recordings.save("acme", "m1", ".wav", SOUND);
        Path part = Files.createFile(saved.file().resolveSibling("recording-1.part"));
        Files.setLastModifiedTime(part, FileTime.from(now));
        Path other = Files.createFile(saved.file().resolveSibling("letter.part"));
        Files.setLastModifiedTime(other, FileTime.from(now));
        now = now.plus(Recordings.LIFE).minusSeconds(1);
        assertArrayEquals(SOUND, recordings.read("acme", saved.id()));
        now = now.plusSeconds(2);
        assertNull(recordings.read("acme", saved.id()));
        assertEquals(List.of(other), files());
    }

    @Test
    void theOldestGoWhenThereAreTooMany() throws IOException {
        Recordings recordings = new Recordings(folder, true, () -> now, 3L * SOUND.length);
        Saved first = recordings.save("acme", "m1", ".wav", SOUND);
        for (int i = 2; i <= 4; i++) {
            now = now.plus(Duration.ofMinutes(1));
            recordings.save("beta", "m" + i, ".wav", SOUND);
        }
        assertFalse(Files.exists(first.file()));
        assertEquals(3, files().size());
    }

    private Recordings remote() {
        return new Recordings(folder, true, () -> now, Recordings.MAX_BYTES);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
