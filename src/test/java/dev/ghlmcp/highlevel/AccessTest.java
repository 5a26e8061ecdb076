package dev.ghlmcp.highlevel;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Whose budgets somebody may see who works on an account of their own.
class AccessTest {
    private static final Credentials TOKENS = new FixedTokens(new Secret("pit-test"), null, "location0000000001");

    @Test
    void anAccountWithoutAListOfLocationsOwnsItsStandardOneAndItsAgency() {
        Access access = new Access(TOKENS, new Locations("location0000000001"), "company1");
        assertTrue(access.owns("location0000000001"));
        assertTrue(access.owns("company1"));
        assertFalse(access.owns("location0000000002"));
    }

    @Test
    void anAccountKeptToSomeLocationsOwnsThose() {
        Locations some = Locations.of(null, Map.of(), List.of("location0000000002", "location0000000003"));
        Access access = new Access(TOKENS, some, null);
        assertTrue(access.owns("location0000000003"));
        assertFalse(access.owns("location0000000001"));
        assertFalse(access.owns("-"), "calls without a location are nobody's");
    }
}
