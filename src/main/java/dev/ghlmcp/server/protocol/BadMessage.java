package dev.ghlmcp.server.protocol;

/// A message that is not a JSON-RPC request, notification or response.
public final class BadMessage extends Exception {
    private static final long serialVersionUID = 1L;

    /// The JSON-RPC error code: -32700 if it is not JSON, -32600 if it is something else.
    public final int code;

    BadMessage(int code, String message) {
        super(message);
        this.code = code;
    }
}
