package dev.ghlmcp.sandbox.api;

import java.util.Set;
import java.util.stream.Stream;

/// The owner of a token, and what the token may do there.
///
/// @param agency it is the agency's, whose scopes open no data of a sub-account, nor the other way round
/// @param owner  the id of the sub-account or of the agency
/// @param oauth  an app has it by OAuth; otherwise it is a private integration's
/// @param scopes what it may do
public record TokenHolder(boolean agency, String owner, boolean oauth, Set<String> scopes) {
    /// Whether its scopes allow a route.
    ///
    /// @param wanted what a route wants, any of several that stand between spaces; empty if nothing
    public boolean may(String wanted) {
        return wanted.isEmpty() || Stream.of(wanted.split(" ", -1)).anyMatch(scopes::contains);
    }

    /// How OAuth names the kind.
    public String authClass() {
        return agency ? "Company" : "Location";
    }
}
