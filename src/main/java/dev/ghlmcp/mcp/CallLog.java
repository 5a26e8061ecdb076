package dev.ghlmcp.mcp;

import java.io.PrintStream;

/// One line for each call, on standard error: which tool, how it ended, how long it took. Never arguments, bodies or
/// tokens: the people in them are somebody's customers. Whoever keeps the lines notes the time as well.
///
/// @param out where the lines go
public record CallLog(PrintStream out) {
    void line(String tool, String locationId, String outcome, long nanos) {
        out.println(tool + " location=" + (locationId == null ? "-" : locationId) + " status=" + outcome + " ms="
                + nanos / 1_000_000);
    }
}
