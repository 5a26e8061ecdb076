package dev.ghlmcp.store;

import dev.ghlmcp.log.ExplainedFailure;

/// The store cannot be used. The message is a sentence that says why and what to do.
public class StoreException extends RuntimeException implements ExplainedFailure {
    private static final long serialVersionUID = 1;

    private final boolean away;

    /// @param message the sentence
    public StoreException(String message) {
        this(message, null, false);
    }

    public StoreException(String message, Throwable cause) {
        this(message, cause, false);
    }

    /// @param away whether it may come back by itself
    public StoreException(String message, Throwable cause, boolean away) {
        super(message, cause);
        this.away = away;
    }

    /// Whether it is worth while to try again in a while.
    public boolean away() {
        return away;
    }
}
