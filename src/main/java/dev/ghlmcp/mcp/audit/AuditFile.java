package dev.ghlmcp.mcp.audit;

import dev.ghlmcp.secret.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A file of lines that only its owner can read, with older ones beside it: `audit.jsonl`, `audit.jsonl.1` and so on.
/// Several processes may append to the same one: each takes the lock `audit.jsonl.lock` for a line, and finds the file
/// anew, as another may have begun a new one. Not thread-safe.
public final class AuditFile implements AutoCloseable {
    private static final long MAX_WAIT_NS = 1_000_000_000;
    private static final long BETWEEN_TRIES_MS = 2;

    private final Path file;
    private final long max;
    private final int files;
    private FileChannel lock;

    /// @param max  bytes of one file
    /// @param files that are kept, the one in use included
    public AuditFile(Path file, long max, int files) {
        this.file = file;
        this.max = max;
        this.files = files;
    }

    /// Where it is.
    public Path path() {
        return file;
    }

    /// Appends a line whole or not at all.
    ///
    /// @param line with its end
    void append(byte[] line) throws IOException {
        FileLock held = lock();
        try {
            if (Files.exists(file) && Files.size(file) > 0 && Files.size(file) + line.length > max) {
                rotate();
            }
            try (FileChannel channel = PrivateFiles.append(file)) {
                long before = channel.size();
                try {
                    ByteBuffer bytes = ByteBuffer.wrap(line);
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                } catch (IOException e) {
                    channel.truncate(before);
                    throw e;
                }
            }
        } finally {
            held.release();
        }
    }

    private void rotate() throws IOException {
        for (int i = files - 1; i >= 1; i--) {
            Path younger = i == 1 ? file : numbered(i - 1);
            if (Files.exists(younger)) {
                Files.move(younger, numbered(i), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (files == 1) {
            Files.delete(file);
        }
    }

    private Path numbered(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    /// On a file of its own that stays: a lock on one that is renamed would keep nobody out.
    private FileLock lock() throws IOException {
        if (lock == null || !lock.isOpen()) {
            lock = PrivateFiles.open(file.resolveSibling(file.getFileName() + ".lock"));
        }
        long end = System.nanoTime() + MAX_WAIT_NS;
        while (true) {
            try {
                FileLock held = lock.tryLock();
                if (held != null) {
                    return held;
                }
            } catch (OverlappingFileLockException _) {
                // Another one on the same file in this process: for us as any other process.
            }
            if (System.nanoTime() - end >= 0) {
                throw new IOException("locked");
            }
            try {
                Thread.sleep(BETWEEN_TRIES_MS);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    @Override
    public void close() {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
