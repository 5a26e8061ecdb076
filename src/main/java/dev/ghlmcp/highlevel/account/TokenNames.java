package dev.ghlmcp.highlevel.account;

import dev.ghlmcp.operation.annotation.TokenClass;

/// Where a person finds the private integration tokens that are used.
///
/// @param token       the sub-account's, such as `GHL_TOKEN`
/// @param agencyToken the agency's
public record TokenNames(String token, String agencyToken) {
    /// Those of the environment.
    public static final TokenNames VARIABLES = new TokenNames("GHL_TOKEN", "GHL_AGENCY_TOKEN");

    /// As a sentence has it.
    String of(TokenClass type) {
        return "the token in " + (type == TokenClass.AGENCY ? agencyToken : token);
    }
}
