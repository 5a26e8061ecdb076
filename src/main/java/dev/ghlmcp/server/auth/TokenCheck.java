package dev.ghlmcp.server.auth;

/// Knows one kind of bearer token. Thread-safe.
@FunctionalInterface
public interface TokenCheck {
    /// Whom the token belongs to, or null if it is of another kind.
    ///
    /// @throws TokenRefused if it is of this kind and no good
    String principal(String token) throws TokenRefused;
}
