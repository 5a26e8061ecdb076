package dev.ghlmcp.watch.service;

/// A reader has as many watches as one may have. The message is a sentence.
public final class TooManyWatchesException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final int max;

    TooManyWatchesException(int max) {
        super("You have " + max + " watches already: end one of them first");
        this.max = max;
    }

    /// How many one may have.
    public int max() {
        return max;
    }
}
