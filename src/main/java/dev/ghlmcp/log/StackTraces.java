package dev.ghlmcp.log;

import java.io.PrintStream;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/// Where the program failed, on standard error. Never an exception's message: it may quote customers' data or tokens.
public final class StackTraces {
    private StackTraces() {}

    /// A failure's class and the place where it was thrown.
    public static String summary(Throwable failure) {
        StackTraceElement[] frames = failure.getStackTrace();
        return failure.getClass().getName() + " at " + (frames.length == 0 ? "?" : frames[0]);
    }

    /// Tells of a failure in one line; with its stack trace where `log.level` is `debug`.
    ///
    /// @param sentence without the program's name in front
    public static void report(PrintStream err, String sentence, Throwable failure) {
        err.println("ghl-mcp: " + sentence);
        if (LibraryLogs.shown()) {
            err.print(text(failure));
            err.flush();
        }
    }

    /// The classes and frames of a failure and its causes.
    static String text(Throwable failure) {
        StringBuilder text = new StringBuilder();
        Set<Throwable> told = Collections.newSetFromMap(new IdentityHashMap<>());
        String before = "";
        for (Throwable each = failure; each != null && told.add(each); each = each.getCause()) {
            text.append(before).append(each.getClass().getName()).append(System.lineSeparator());
            for (StackTraceElement frame : each.getStackTrace()) {
                text.append("\tat ").append(frame).append(System.lineSeparator());
            }
            before = "Caused by: ";
        }
        return text.toString();
    }
}
