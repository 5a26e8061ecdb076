package dev.ghlmcp.mcp;

import dev.ghlmcp.log.ExplainedFailure;
import dev.ghlmcp.log.StackTraces;
import java.io.PrintStream;
import java.time.Duration;

/// Repeats a task on a thread of its own until it is closed. An exception does not end it, because a watch that stops
/// silently looks like one that finds nothing. Standard error gets the exception, once until the task works again.
public final class PeriodicTask implements AutoCloseable {
    private final String name;
    private final Duration pause;
    private final Runnable action;
    private final PrintStream err;
    private final Thread thread;

    /// Begins with a pause.
    ///
    /// @param name of the thread
    public PeriodicTask(String name, Duration pause, Runnable action) {
        this(name, pause, action, System.err);
    }

    PeriodicTask(String name, Duration pause, Runnable action, PrintStream err) {
        this.name = name;
        this.pause = pause;
        this.action = action;
        this.err = err;
        this.thread = Thread.ofVirtual().name(name).start(this::repeat);
    }

    private void repeat() {
        boolean failing = false;
        try {
            while (true) {
                Thread.sleep(pause);
                failing = fails(failing);
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    private boolean fails(boolean failing) {
        try {
            action.run();
            return false;
        } catch (RuntimeException | Error e) {
            if (!failing) {
                String why = e instanceof ExplainedFailure
                        ? name + " wait: " + e.getMessage()
                        : name + " failed and goes on (" + StackTraces.summary(e) + ")";
                StackTraces.report(err, why, e);
            }
            return true;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
