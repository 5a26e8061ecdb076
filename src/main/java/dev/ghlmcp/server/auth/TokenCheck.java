package dev.ghlmcp.server.auth;

/// Knows one kind of bearer token. Thread-safe.
@FunctionalInterface
public interface TokenCheck {
    /// Whom the token belongs to, or null if it is of another kind.
    ///
    /// @throws TokenRefused if it is of this kind and no good
    String principal(String token) throws TokenRefused;

    /// The same for a request to this path, of which the token may have to speak.
    default String principal(String token, String path) throws TokenRefused {
        return principal(token);
    }
}
