package dev.ghlmcp.server.auth;

/// A request is turned away. The message is a sentence for the client, without secrets.
final class TokenRefused extends Exception {
    private static final long serialVersionUID = 1;

    final int status;
    final String error;

    /// @param error the word of RFC 6750 for the challenge; null if no token was sent, or if it is not about the token
    TokenRefused(int status, String error, String message) {
        super(message);
        this.status = status;
        this.error = error;
    }

    static TokenRefused invalid(String message) {
        return new TokenRefused(401, "invalid_token", message);
    }
}
