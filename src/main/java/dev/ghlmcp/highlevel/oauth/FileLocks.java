package dev.ghlmcp.highlevel.oauth;

import dev.ghlmcp.highlevel.account.CredentialsException;
import dev.ghlmcp.secret.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// Locks by name between threads and processes: each name is one byte, far into a file that stays empty. The file is
/// opened once and never deleted: closing any channel to it would end all locks of this process (POSIX), and a new file
/// under its name would split those who lock.
final class FileLocks implements AutoCloseable {
    private static final long BETWEEN_TRIES_MS = 10;

    private final Path file;
    private final ConcurrentMap<Long, Turn> here = new ConcurrentHashMap<>();
    private FileChannel channel;

    FileLocks(Path file) {
        this.file = file;
    }

    <T> T holding(String name, Duration limit, TokenStore.Action<T> action)
            throws CredentialsException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        long place = place(name);
        Turn mine = here.compute(place, (_, turn) -> turn == null ? new Turn(1) : turn.with(1));
        try {
            if (!mine.lock.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                throw busy();
            }
            try {
                FileLock lock = lock(place, end);
                try {
                    return action.run();
                } finally {
                    release(lock);
                }
            } finally {
                mine.lock.unlock();
            }
        } finally {
            here.computeIfPresent(place, (_, turn) -> turn.users == 1 ? null : turn.with(-1));
        }
    }

    /// How many names are locked or waited for in this process.
    int names() {
        return here.size();
    }

    /// A lock between the threads of this process, and how many of them hold it or wait for it.
    private record Turn(ReentrantLock lock, int users) {
        Turn(int users) {
            this(new ReentrantLock(true), users);
        }

        Turn with(int more) {
            return new Turn(lock, users + more);
        }
    }

    /// Asks again and again, because a thread that waits inside `FileChannel.lock` closes the channel when it is
    /// interrupted.
    private FileLock lock(long place, long end) throws CredentialsException, InterruptedException {
        while (true) {
            try {
                FileLock lock = open().tryLock(place, 1, false);
                if (lock != null) {
                    return lock;
                }
            } catch (OverlappingFileLockException _) {
                // Another store on the same file in this process: for us as any other process.
            } catch (IOException e) {
                throw new CredentialsException("The token store cannot be locked: " + file + " ("
                        + e.getClass().getSimpleName() + "). Its folder must be there for ghl-mcp to write to.");
            }
            if (System.nanoTime() - end >= 0) {
                throw busy();
            }
            Thread.sleep(BETWEEN_TRIES_MS);
        }
    }

    private synchronized FileChannel open() throws IOException {
        if (channel == null || !channel.isOpen()) {
            PrivateFiles.createFolder(file.toAbsolutePath().getParent());
            channel = PrivateFiles.open(file);
        }
        return channel;
    }

    private CredentialsException busy() {
        return new CredentialsException("Another program has been renewing the same token for a long while (lock "
                + file + "). Call again; if that does not help, end other running ghl-mcp processes.");
    }

    private static void release(FileLock lock) {
        try {
            lock.release();
        } catch (IOException _) {
            // The channel is closed, and with it the lock is gone.
        }
    }

    private static long place(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong() >>> 2;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
