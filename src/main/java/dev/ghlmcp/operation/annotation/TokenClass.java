package dev.ghlmcp.operation.annotation;

/// What a token of HighLevel opens. Neither class can do the other's work, whatever its scopes.
public enum TokenClass {
    /// A private integration token of one sub-account (location).
    SUB_ACCOUNT,
    /// A private integration token of the agency (company).
    AGENCY
}
