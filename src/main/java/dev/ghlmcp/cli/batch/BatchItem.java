package dev.ghlmcp.cli.batch;

/// One call on its way: it waits, then its first request goes out, and from then on it may have changed something.
final class BatchItem {
    private final Thread thread = Thread.currentThread();
    private final Runnable before;
    private boolean begun;
    private boolean stopped;

    /// @param before runs once, before the first request goes out
    BatchItem(Runnable before) {
        this.before = before;
    }

    /// Whether the request may go out.
    synchronized boolean begin() {
        if (!stopped && !begun) {
            before.run();
            begun = true;
        }
        return begun;
    }

    /// Whether a request went out.
    synchronized boolean begun() {
        return begun;
    }

    /// What went out was refused before it changed anything.
    synchronized void undone() {
        begun = false;
    }

    /// Ends the waiting. What has gone out is left to finish.
    synchronized void stop() {
        stopped = true;
        if (!begun) {
            thread.interrupt();
        }
    }
}
