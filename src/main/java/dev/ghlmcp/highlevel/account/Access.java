package dev.ghlmcp.highlevel.account;

import dev.ghlmcp.operation.annotation.TokenClass;

/// Whose account calls work on: the tokens, the sub-accounts they may touch, the agency. One client serves many.
///
/// @param companyId the agency's id, or null
public record Access(Credentials credentials, AccountLocations locations, String companyId) {
    /// What HighLevel counts a request in.
    ///
    /// @param location for which the credentials gave a token; null for none
    public Quota quota(TokenClass type, String location) {
        Quota quota = credentials.quota(type, location);
        return type == TokenClass.AGENCY && quota.resource() == null && companyId != null
                ? new Quota(quota.credential(), companyId)
                : quota;
    }

    /// Whether a quota is one of this account's own. Calls that are kept to some sub-accounts see what is left for
    /// these only.
    public boolean owns(Quota quota) {
        return credentials.issued(quota)
                && (!locations.fenced()
                        || quota.resource() == null
                        || locations.allowed().contains(quota.resource()));
    }

    /// What the configuration's private integration tokens open.
    public static Access of(Account account) {
        return new Access(
                new FixedTokens(account.token(), account.agencyToken(), account.locationId()),
                new AccountLocations(account.locationId()),
                account.companyId());
    }
}
