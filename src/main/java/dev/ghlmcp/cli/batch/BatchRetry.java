package dev.ghlmcp.cli.batch;

import dev.ghlmcp.mcp.call.ToolResult;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Repeats calls that HighLevel did not carry out because of a limit or a lost connection.
final class BatchRetry {
    private static final int MAX_PAUSE_S = 10;

    /// How long one line waits without success before the run ends.
    private static final long PATIENCE_NS = TimeUnit.MINUTES.toNanos(10);

    private static final Set<String> UNCHANGED = Set.of("throttled", "429", "outage", "unconnected");

    /// Each call fails so until a person mends something on the way: the name of a host, a certificate, a proxy.
    private static final String BLOCKED = "blocked";

    private final ToolCaller session;
    private final BatchJournal journal;
    private final BatchWorkers flight;

    /// Where a call has come through before, the way is open again soon, as after a laptop slept.
    private volatile boolean reached;

    BatchRetry(ToolCaller session, BatchJournal journal, BatchWorkers flight) {
        this.session = session;
        this.journal = journal;
        this.flight = flight;
    }

    /// Whether a result says that nothing was changed, so that the same call may be sent again.
    static boolean nothingDone(ToolResult result) {
        return UNCHANGED.contains(result.outcome());
    }

    /// Repeats the call until its outcome is known or the run must stop.
    ToolResult call(BatchLine line, BatchItem attempt) {
        long end = System.nanoTime() + PATIENCE_NS;
        for (int pause = 1; ; pause = Math.min(2 * pause, MAX_PAUSE_S)) {
            ToolResult result = SendGuard.passing(attempt, () -> session.call(line.arguments()));
            boolean blocked = result.outcome().equals(BLOCKED);
            reached |= !blocked;
            if (!result.error() || !(nothingDone(result) || (blocked && reached))) {
                return result;
            }
            if (attempt.begun() && !session.tool().hints().readOnly()) {
                journal.note("failed", line.key(), line.number());
            }
            attempt.undone();
            if (flight.stopsWithin(pause) || System.nanoTime() - end > 0) {
                return result;
            }
        }
    }
}
