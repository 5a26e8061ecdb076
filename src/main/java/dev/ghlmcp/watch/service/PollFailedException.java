package dev.ghlmcp.watch.service;

/// HighLevel did not answer a poll that a caller waited for. The message is a sentence.
public final class PollFailedException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final boolean refused;

    PollFailedException(String message, boolean refused) {
        super(message);
        this.refused = refused;
    }

    /// Whether HighLevel will not answer later either.
    public boolean refused() {
        return refused;
    }
}
