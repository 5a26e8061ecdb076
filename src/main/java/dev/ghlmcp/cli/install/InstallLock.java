package dev.ghlmcp.cli.install;

import dev.ghlmcp.cli.install.file.InstallException;
import dev.ghlmcp.config.UserFolders;
import dev.ghlmcp.secret.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// One `install` or `uninstall` of a person at a time: they write the same files, of clients, of the token and of the
/// program's copy. The system gives the lock back when a process dies, so the file may stay.
record InstallLock(FileChannel channel) implements AutoCloseable {
    private static final Duration BETWEEN = Duration.ofMillis(50);

    /// Waits for its turn.
    ///
    /// @param patience how long
    /// @throws InstallException if another one takes longer than that
    static InstallLock taken(UserFolders folders, Duration patience) throws InstallException {
        Path file = folders.own().resolve("install.lock").toAbsolutePath();
        try {
            PrivateFiles.createFolder(file.getParent());
            FileChannel channel = PrivateFiles.open(file);
            long end = System.nanoTime() + patience.toNanos();
            for (int tries = 0; !locked(channel); tries++) {
                if (System.nanoTime() > end) {
                    channel.close();
                    throw new InstallException("Another `ghl-mcp install` or `uninstall` of yours has been at work for "
                            + patience.toSeconds() + " s, so nothing was changed: end that one, then run this again");
                }
                if (tries == 0) {
                    System.err.println("ghl-mcp: waits for another install or uninstall of yours to end.");
                }
                LockSupport.parkNanos(BETWEEN.toNanos());
            }
            return new InstallLock(channel);
        } catch (IOException e) {
            throw new InstallException(
                    file + " cannot be written (" + InstallException.reason(e) + "), so nothing was changed");
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // The end of the process gives the lock back as well.
        }
    }
}
