package dev.ghlmcp.highlevel;

/// Whose account calls work on: the tokens, the sub-accounts they may touch, the agency. One client serves many.
///
/// @param companyId the agency's id, or null
public record Access(Credentials credentials, Locations locations, String companyId) {
    /// What the configuration's private integration tokens open.
    static Access of(Account account) {
        return new Access(
                new FixedTokens(account.token(), account.agencyToken(), account.locationId()),
                new Locations(account.locationId()),
                account.companyId());
    }
}
