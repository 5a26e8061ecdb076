package dev.ghlmcp.store;

/// The store cannot be used. The message is a sentence that says why and what to do.
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// @param message the sentence
    public StoreException(String message) {
        super(message);
    }

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
