package dev.ghlmcp.server.auth;

import java.util.Set;

/// Recognises one kind of bearer token. Thread-safe.
public interface TokenCheck {
    /// The principal of the token, or null if the token is of another kind.
    ///
    /// @param path of the request, which the token may have to name
    /// @throws TokenRefused if it is of this kind and invalid
    String principal(String token, String path) throws TokenRefused;

    /// Whether a token in force may have this principal.
    boolean knows(String principal);

    /// What tells the tokens of this principal from others; empty if only their issuer knows them.
    default Set<String> tokens(String principal) {
        return Set.of();
    }
}
