package dev.ghlmcp.highlevel.account;

import dev.ghlmcp.operation.annotation.TokenClass;

/// The account that calls work on: its tokens, the sub-accounts they may touch, the agency. One client serves many.
///
/// @param companyId the agency's id, or null
public record Access(Credentials credentials, AccountLocations locations, String companyId) {
    /// The quota that HighLevel counts a request in.
    ///
    /// @param location the sub-account that the credentials gave a token for, or null
    public Quota quota(TokenClass type, String location) {
        Quota quota = credentials.quota(type, location);
        return type == TokenClass.AGENCY && quota.resource() == null && companyId != null
                ? new Quota(quota.credential(), companyId)
                : quota;
    }

    /// Whether a quota belongs to this account. A caller with some sub-accounts sees only the quotas of these.
    public boolean owns(Quota quota) {
        return credentials.issued(quota)
                && (!locations.fenced()
                        || quota.resource() == null
                        || locations.allowed().contains(quota.resource()));
    }

    /// The account that the configured private integration tokens open.
    public static Access of(Account account) {
        return new Access(
                new FixedTokens(account.token(), account.agencyToken(), account.locationId()),
                new AccountLocations(account.locationId()),
                account.companyId());
    }
}
