package dev.ghlmcp.watch.service;

/// HighLevel did not answer a poll that a caller waited for. The message is a sentence.
public final class PollFailedException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    PollFailedException(String message) {
        super(message);
    }
}
