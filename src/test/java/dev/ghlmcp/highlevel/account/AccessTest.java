package dev.ghlmcp.highlevel.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.operation.annotation.TokenClass;
import dev.ghlmcp.secret.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// In which quota a request counts, and whose quotas somebody may see.
class AccessTest {
    private static final String STANDARD = "location0000000001";
    private static final String OTHER = "location0000000002";
    private static final FixedTokens TOKENS =
            new FixedTokens(new Secret("pit-test"), new Secret("pit-agency"), STANDARD);
    private static final FixedTokens BETA = new FixedTokens(new Secret("pit-beta"), null, null);

    private final Access access = new Access(TOKENS, new AccountLocations(STANDARD), "company1");

    @Test
    void whateverLocationACallNamesATokensRequestsCountTogether() {
        Quota quota = access.quota(TokenClass.SUB_ACCOUNT, STANDARD);
        assertEquals(STANDARD, quota.resource());
        assertEquals(quota, access.quota(TokenClass.SUB_ACCOUNT, OTHER));
        assertEquals(quota, access.quota(TokenClass.SUB_ACCOUNT, null));
        assertEquals("company1", access.quota(TokenClass.AGENCY, null).resource());
        Access beta = new Access(BETA, new AccountLocations(null), null);
        assertNotEquals(
                quota.credential(), beta.quota(TokenClass.SUB_ACCOUNT, STANDARD).credential());
    }

    @Test
    void tenantsWithoutALocationDoNotShareAQuota() {
        Quota beta = BETA.quota(TokenClass.SUB_ACCOUNT, null);
        Quota gamma = new FixedTokens(new Secret("pit-gamma"), null, null).quota(TokenClass.SUB_ACCOUNT, null);
        assertNotEquals(beta, gamma);
        assertEquals("this account", beta.toString());
    }

    @Test
    void anAccountOwnsTheQuotasOfItsTokens() {
        assertTrue(access.owns(access.quota(TokenClass.SUB_ACCOUNT, null)));
        assertTrue(access.owns(access.quota(TokenClass.AGENCY, null)));
        assertFalse(access.owns(BETA.quota(TokenClass.SUB_ACCOUNT, STANDARD)));
    }

    @Test
    void anAccountKeptToSomeLocationsOwnsThose() {
        AccountLocations some = AccountLocations.of(null, Map.of(), List.of(OTHER, "location0000000003"));
        assertFalse(new Access(TOKENS, some, null).owns(access.quota(TokenClass.SUB_ACCOUNT, null)));
        AccountLocations with = AccountLocations.of(null, Map.of(), List.of(OTHER, STANDARD));
        assertTrue(new Access(TOKENS, with, null).owns(access.quota(TokenClass.SUB_ACCOUNT, OTHER)));
    }
}
