package dev.ghlmcp.server.auth;

/// A request is turned away. The message is a sentence for the client, without secrets.
public final class TokenRefused extends Exception {
    private static final long serialVersionUID = 1;

    /// 401, 403, 400, or 503 while nobody can be recognised.
    public final int status;

    /// The `WWW-Authenticate` header, or null.
    public final String challenge;

    final String error;

    /// @param error the word of RFC 6750 for the challenge; null if no token was sent, or if it is not about the token
    public TokenRefused(int status, String error, String message) {
        this(status, error, message, null);
    }

    private TokenRefused(int status, String error, String message, String challenge) {
        super(message, null, false, false);
        this.status = status;
        this.error = error;
        this.challenge = challenge;
    }

    static TokenRefused invalid(String message) {
        return new TokenRefused(401, "invalid_token", message);
    }

    /// The same with a challenge.
    public TokenRefused with(String header) {
        return new TokenRefused(status, error, getMessage(), header);
    }
}
