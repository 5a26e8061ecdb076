package dev.ghlmcp.mcp;

import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// One line for each call, on standard error: when, which tool, how it ended, how long it took. Never arguments,
/// bodies or tokens: the people in them are somebody's customers.
///
/// @param out where the lines go
public record CallLog(PrintStream out) {
    void line(String tool, String locationId, String outcome, long nanos) {
        out.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + tool + " location="
                + (locationId == null ? "-" : locationId) + " status=" + outcome + " ms=" + nanos / 1_000_000);
    }
}
