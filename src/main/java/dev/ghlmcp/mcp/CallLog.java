package dev.ghlmcp.mcp;

import java.io.PrintStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// One line for each call, on standard error: which tool, how it ended, how long it took. Never arguments, bodies or
/// tokens: the people in them are somebody's customers. Whoever keeps the lines notes the time as well.
///
/// Lines are written together, a tenth of a second late at most: one write for each took a tenth of a call's time.
public final class CallLog implements AutoCloseable {
    private static final int LATEST_MS = 100;

    private final PrintStream out;
    private final ReentrantLock lock = new ReentrantLock();
    private final StringBuilder lines = new StringBuilder();
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("call-log").factory());

    /// @param out where the lines go
    public CallLog(PrintStream out) {
        this.out = out;
    }

    void line(String tool, String locationId, String outcome, long nanos) {
        lock.lock();
        try {
            if (lines.isEmpty() && !later.isShutdown()) {
                var _ = later.schedule(this::write, LATEST_MS, TimeUnit.MILLISECONDS);
            }
            lines.append(tool).append(" location=").append(locationId == null ? "-" : locationId);
            lines.append(" status=").append(outcome).append(" ms=").append(nanos / 1_000_000);
            lines.append(System.lineSeparator());
        } finally {
            lock.unlock();
        }
    }

    private void write() {
        lock.lock();
        try {
            out.print(lines);
            out.flush();
            lines.setLength(0);
        } finally {
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
