package dev.ghlmcp.highlevel.oauth;

import dev.ghlmcp.operation.annotation.TokenClass;

/// The owner of a token: a sub-account or an agency.
///
/// @param id the location id or the company id
public record Resource(TokenClass type, String id) {
    static Resource agency(String companyId) {
        return new Resource(TokenClass.AGENCY, companyId);
    }

    boolean agency() {
        return type == TokenClass.AGENCY;
    }

    /// Its key in a store. The key includes the class, so that no location id leads to an agency's token.
    public String key() {
        return (agency() ? "company:" : "location:") + id;
    }

    /// The words for it in a message.
    @Override
    public String toString() {
        return (agency() ? "the agency " : "the sub-account ") + id;
    }
}
