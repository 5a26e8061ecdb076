package dev.ghlmcp.cli;

import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.highlevel.account.CredentialsException;
import dev.ghlmcp.highlevel.reply.SecretMask;
import dev.ghlmcp.log.StackTraces;
import dev.ghlmcp.store.StoreException;
import java.io.IOException;

/// Explains in one sentence why a command cannot continue. Never a stack trace.
public final class StartFailure {
    private StartFailure() {}

    /// Names the wrong setting, or the place where the program failed. Messages of other exceptions are not shown,
    /// because they may hold anything; file exceptions name the file.
    public static String sentence(Throwable failure) {
        if (failure instanceof SettingsException
                || failure instanceof CredentialsException
                || failure instanceof StoreException) {
            return SecretMask.ANY.text(failure.getMessage());
        }
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return "it failed inside: " + StackTraces.summary(cause)
                + (cause instanceof IOException ? " (" + SecretMask.ANY.text(cause.getMessage()) + ")" : "");
    }

    /// The exit code of the process.
    public static int exitCode(Throwable failure) {
        return failure instanceof SettingsException ? 2 : 1;
    }
}
