package dev.ghlmcp.cli.output;

/// The command line is wrong; the message says what to write instead.
public final class UsageException extends Exception {
    private static final long serialVersionUID = 1;

    public UsageException(String message) {
        super(message);
    }
}
