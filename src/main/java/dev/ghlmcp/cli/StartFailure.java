package dev.ghlmcp.cli;

import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.highlevel.account.CredentialsException;
import dev.ghlmcp.highlevel.reply.SecretMask;
import dev.ghlmcp.log.StackTraces;
import java.io.IOException;

/// Explains why a command cannot go on: a sentence, never a stack trace.
public final class StartFailure {
    private StartFailure() {}

    /// Which setting is wrong, or where the program failed. Messages of other exceptions may hold anything, but those
    /// of files name them.
    public static String sentence(Throwable failure) {
        if (failure instanceof SettingsException || failure instanceof CredentialsException) {
            return SecretMask.ANY.text(failure.getMessage());
        }
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return "it failed inside: " + StackTraces.summary(cause)
                + (cause instanceof IOException ? " (" + SecretMask.ANY.text(cause.getMessage()) + ")" : "");
    }

    /// Of the process.
    public static int exitCode(Throwable failure) {
        return failure instanceof SettingsException ? 2 : 1;
    }
}
