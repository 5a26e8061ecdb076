package dev.ghlmcp.server.auth;

import dev.ghlmcp.mcp.Caller;
import java.util.function.UnaryOperator;

/// Decides for each HTTP request who it comes from, before its body is read. Thread-safe.
@FunctionalInterface
public interface Gatekeeper {
    /// Lets a request in or turns it away.
    ///
    /// @param header the value of a request header by its name, or null
    Verdict admit(UnaryOperator<String> header);

    /// Lets everybody in as the person at this machine; for loopback addresses only.
    static Gatekeeper open() {
        return _ -> new Verdict.Admitted(Caller.LOCAL);
    }

    /// What becomes of a request.
    sealed interface Verdict {
        /// It is served. A session belongs to the principal that opened it.
        record Admitted(Caller caller) implements Verdict {}

        /// It is turned away.
        ///
        /// @param status    401, 403 or 400
        /// @param challenge the `WWW-Authenticate` header, or null
        /// @param reason    a sentence for the client, without secrets
        record Refused(int status, String challenge, String reason) implements Verdict {}
    }
}
