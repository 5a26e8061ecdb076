package dev.ghlmcp.app;

import dev.ghlmcp.config.SettingsException;
import java.io.IOException;

/// Explains why the program cannot start: a sentence, never a stack trace.
public final class StartFailure {
    private StartFailure() {}

    /// Which setting is wrong, or where the program failed. Messages of other exceptions may hold anything, but those
    /// of files name them.
    public static String sentence(Throwable failure) {
        if (failure instanceof SettingsException) {
            return failure.getMessage();
        }
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        StackTraceElement[] trace = cause.getStackTrace();
        return "it failed inside: " + cause.getClass().getSimpleName()
                + (cause instanceof IOException ? " (" + cause.getMessage() + ")" : "")
                + (trace.length == 0 ? "" : " at " + trace[0]);
    }

    /// Of the process.
    public static int exitCode(Throwable failure) {
        return failure instanceof SettingsException ? 2 : 1;
    }
}
