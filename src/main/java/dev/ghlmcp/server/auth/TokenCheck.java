package dev.ghlmcp.server.auth;

/// Recognises one kind of bearer token. Thread-safe.
@FunctionalInterface
public interface TokenCheck {
    /// The principal of the token, or null if the token is of another kind.
    ///
    /// @throws TokenRefused if it is of this kind and invalid
    String principal(String token) throws TokenRefused;

    /// The same for a request to this path, which the token may have to name.
    default String principal(String token, String path) throws TokenRefused {
        return principal(token);
    }
}
