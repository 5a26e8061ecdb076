package dev.ghlmcp.mcp;

import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.account.AccountLocations;
import dev.ghlmcp.highlevel.account.FixedTokens;
import dev.ghlmcp.mcp.call.Caller;

/// Callers of tests in which nothing is sent to HighLevel.
public final class Callers {
    private static final Access NOTHING =
            new Access(new FixedTokens(null, null, null), new AccountLocations((String) null), null);

    private Callers() {}

    /// Somebody of this name, whose account opens nothing.
    public static Caller named(String principal) {
        return new Caller(principal, NOTHING);
    }
}
