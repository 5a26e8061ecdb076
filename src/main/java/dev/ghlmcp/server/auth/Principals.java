package dev.ghlmcp.server.auth;

import dev.ghlmcp.mcp.call.Caller;
import java.time.Duration;
import java.util.Set;

/// Who may still come in, for what goes on longer than a request. By default nobody is asked who they are, and nobody's
/// access ends. Thread-safe.
public interface Principals {
    /// On standard input.
    Principals UNASKED = new Principals() {};

    /// What tells the tokens that let in a caller of this name from others, and nothing more of them; empty where there
    /// are none, or only their issuer knows them.
    default Set<String> tokens(String principal) {
        return Set.of();
    }

    /// Whether a caller who was let in by this name would be let in now.
    ///
    /// @param before one of these [#tokens] let them in
    default boolean admits(String principal, Set<String> before) {
        return true;
    }

    /// How long a stream of this caller may go on without their token being looked at again; null for as long as they
    /// are admitted.
    default Duration renewal(String principal) {
        return null;
    }

    /// The caller of this name as they would be let in now; null if nobody authenticated has it.
    default Caller known(String principal) {
        return null;
    }
}
