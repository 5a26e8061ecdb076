package dev.ghlmcp.server.auth;

import dev.ghlmcp.mcp.call.Caller;
import java.time.Duration;

/// Who may still come in, for what goes on longer than a request. Thread-safe.
public interface Principals {
    /// On standard input, where nobody is asked who they are and nobody's access ends.
    Principals UNASKED = new Principals() {
        @Override
        public boolean admits(String principal) {
            return true;
        }

        @Override
        public Duration renewal(String principal) {
            return null;
        }

        @Override
        public Caller known(String principal) {
            return null;
        }
    };

    /// Whether a caller who was let in by this name would be let in now.
    boolean admits(String principal);

    /// How long a stream of this caller may go on without their token being looked at again; null for as long as it
    /// [admits].
    Duration renewal(String principal);

    /// The caller of this name as they would be let in now; null if nobody authenticated has it.
    Caller known(String principal);
}
