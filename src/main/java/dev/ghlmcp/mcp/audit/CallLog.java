package dev.ghlmcp.mcp.audit;

import dev.ghlmcp.mcp.call.CallListener;
import dev.ghlmcp.mcp.call.CompletedCall;
import java.io.PrintStream;

/// One line for each call, on standard error: which tool, how it ended, how long it took. Never arguments, bodies or
/// tokens: they may hold customer data. The log collector adds the time.
public final class CallLog implements CallListener {
    private final BufferedLog lines;

    /// @param out where the lines go
    public CallLog(PrintStream out) {
        this.lines = new BufferedLog(out);
    }

    @Override
    public void ended(CompletedCall call) {
        String locationId = call.touched().locationId();
        lines.add(call.tool().name() + " location=" + (locationId == null ? "-" : locationId) + " status="
                + call.result().outcome() + " ms=" + call.nanos() / 1_000_000);
    }

    /// Writes what is left.
    @Override
    public void close() {
        lines.close();
    }
}
