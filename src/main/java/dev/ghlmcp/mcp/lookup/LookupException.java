package dev.ghlmcp.mcp.lookup;

/// A name could not be looked up, because the tool that lists such names failed; the message says how.
public final class LookupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LookupException(String message) {
        super(message);
    }
}
