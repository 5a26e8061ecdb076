package dev.ghlmcp.sandbox.api;

import java.util.Set;

/// Whom a token speaks for, and what it may do there.
///
/// @param kind   whether it is a sub-account's or the agency's
/// @param owner  the id of the sub-account or of the agency
/// @param oauth  an app has it by OAuth; otherwise it is a private integration's
/// @param scopes what it may do
public record TokenHolder(RequestGate.Token kind, String owner, boolean oauth, Set<String> scopes) {
    public boolean agency() {
        return kind == RequestGate.Token.AGENCY;
    }

    /// @param scope what a route wants; empty if nothing
    boolean may(String scope) {
        return scope.isEmpty() || scopes.contains(scope);
    }

    /// How OAuth names the kind.
    public String authClass() {
        return agency() ? "Company" : "Location";
    }
}
