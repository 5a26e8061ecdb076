package dev.ghlmcp.highlevel;

/// Whose account calls work on: the tokens, the sub-accounts they may touch, the agency. One client serves many.
///
/// @param companyId the agency's id, or null
public record Access(Credentials credentials, Locations locations, String companyId) {
    /// Whether a budget of this owner is one of this account's own. Where calls are not kept to some sub-accounts, only
    /// the standard one is known to be.
    ///
    /// @param owner a sub-account or an agency
    public boolean owns(String owner) {
        return owner.equals(locations.standard())
                || owner.equals(companyId)
                || (locations.fenced() && locations.allowed().contains(owner));
    }

    /// What the configuration's private integration tokens open.
    static Access of(Account account) {
        return new Access(
                new FixedTokens(account.token(), account.agencyToken(), account.locationId()),
                new Locations(account.locationId()),
                account.companyId());
    }
}
