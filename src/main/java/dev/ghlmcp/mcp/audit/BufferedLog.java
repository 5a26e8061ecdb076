package dev.ghlmcp.mcp.audit;

import java.io.PrintStream;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// Lines of a log that are written together, a tenth of a second late at most: one write for each took a tenth of a
/// call's time.
public final class BufferedLog implements AutoCloseable {
    private static final int LATEST_MS = 100;

    private final PrintStream out;
    private final ReentrantLock lock = new ReentrantLock();
    private final StringBuilder lines = new StringBuilder();
    private final ScheduledThreadPoolExecutor later = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("log").factory());

    /// @param out where the lines go
    public BufferedLog(PrintStream out) {
        this.out = out;
        // Otherwise the first line waits for its start.
        later.prestartCoreThread();
    }

    /// Adds a line.
    ///
    /// @param line without its end
    public void add(String line) {
        lock.lock();
        try {
            if (lines.isEmpty() && !later.isShutdown()) {
                var _ = later.schedule(this::write, LATEST_MS, TimeUnit.MILLISECONDS);
            }
            lines.append(line).append(System.lineSeparator());
        } finally {
            lock.unlock();
        }
    }

    private void write() {
        lock.lock();
        try {
            out.print(lines);
            out.flush();
        } finally {
            // Lines that cannot be written must not keep later ones from being.
            lines.setLength(0);
            lock.unlock();
        }
    }

    /// Writes what is left.
    @Override
    public void close() {
        later.shutdownNow();
        write();
    }
}
