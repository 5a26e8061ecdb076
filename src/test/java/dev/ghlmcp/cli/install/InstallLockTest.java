package dev.ghlmcp.cli.install;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.cli.install.file.InstallException;
import dev.ghlmcp.config.UserFolders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One install at a time.
class InstallLockTest {
    @TempDir
    Path folder;

    @Test
    void theSecondWaitsUntilItsPatienceEnds() throws Exception {
        UserFolders folders = new UserFolders("Linux", folder, Map.of());
        try (InstallLock first = InstallLock.taken(folders, Duration.ZERO)) {
            String sentence = assertThrows(
                            InstallException.class, () -> InstallLock.taken(folders, Duration.ofMillis(100)))
                    .getMessage();
            assertTrue(sentence.contains("has been at work for 0 s, so nothing was changed"), sentence);
            assertTrue(first.channel().isOpen());
        }
        InstallLock.taken(folders, Duration.ZERO).close();
    }
}
