package dev.ghlmcp.watch.service;

import dev.ghlmcp.store.StoreException;
import java.io.PrintStream;

/// Says on standard error that the store cannot be used, and that it can be again: once each.
final class StoreNotice {
    private final PrintStream err;
    private boolean said;

    StoreNotice(PrintStream err) {
        this.err = err;
    }

    /// Does what needs the store.
    void around(Runnable action) {
        try {
            action.run();
        } catch (StoreException e) {
            failed(e);
            return;
        }
        worked();
    }

    synchronized void failed(StoreException e) {
        if (!said) {
            said = true;
            err.println("ghl-mcp: nothing is watched for now: " + e.getMessage());
        }
    }

    private synchronized void worked() {
        if (said) {
            said = false;
            err.println("ghl-mcp: the store can be used again: watches go on");
        }
    }
}
