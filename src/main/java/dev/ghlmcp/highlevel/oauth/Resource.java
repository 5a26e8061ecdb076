package dev.ghlmcp.highlevel.oauth;

import dev.ghlmcp.operation.annotation.TokenClass;

/// What a token opens: a sub-account or an agency.
///
/// @param id the location id or the company id
public record Resource(TokenClass type, String id) {
    static Resource agency(String companyId) {
        return new Resource(TokenClass.AGENCY, companyId);
    }

    boolean agency() {
        return type == TokenClass.AGENCY;
    }

    /// Its name in a store. The class is part of it: no location id leads to an agency's token.
    public String key() {
        return (agency() ? "company:" : "location:") + id;
    }

    /// For a sentence.
    @Override
    public String toString() {
        return (agency() ? "the agency " : "the sub-account ") + id;
    }
}
