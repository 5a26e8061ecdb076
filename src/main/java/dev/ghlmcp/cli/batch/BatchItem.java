package dev.ghlmcp.cli.batch;

/// One call of a run. It waits; after its first request was sent, it may have changed something.
final class BatchItem {
    private final Thread thread = Thread.currentThread();
    private final Runnable before;
    private boolean begun;
    private boolean stopped;

    /// @param before runs once, before the first request goes out
    BatchItem(Runnable before) {
        this.before = before;
    }

    /// Whether the request may be sent.
    synchronized boolean begin() {
        if (!stopped && !begun) {
            before.run();
            begun = true;
        }
        return begun;
    }

    /// Whether a request was sent.
    synchronized boolean begun() {
        return begun;
    }

    /// The request was refused before it changed anything.
    synchronized void undone() {
        begun = false;
    }

    /// Ends the waiting. A request that was sent finishes.
    synchronized void stop() {
        stopped = true;
        if (!begun) {
            thread.interrupt();
        }
    }
}
