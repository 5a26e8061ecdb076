package dev.ghlmcp.server.http;

import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.util.Map;

/// A request that is answered with an HTTP error and, as its body, a JSON-RPC error.
public final class HttpError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public final int status;
    final int code;
    final transient Map<String, String> headers;

    /// @param message a sentence for the client
    public HttpError(int status, String message) {
        this(status, ErrorCodes.INVALID_REQUEST, message, Map.of());
    }

    public HttpError(int status, int code, String message, Map<String, String> headers) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.headers = headers;
    }
}
