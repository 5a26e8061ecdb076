package dev.ghlmcp;

import dev.ghlmcp.highlevel.account.Account;
import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.secret.Secret;
import java.net.URI;
import java.time.Duration;

/// The account of a sandbox, with the tokens of the sub-account and of the agency.
public final class SandboxAccount {
    private SandboxAccount() {}

    /// The account as a client in the tests' own process uses it.
    ///
    /// @param sandbox where the sandbox listens
    public static Account at(URI sandbox) {
        return new Account(
                sandbox,
                new Secret(SampleAccount.LOCATION_TOKEN),
                new Secret(SampleAccount.AGENCY_TOKEN),
                SampleAccount.LOCATION_ID,
                SampleAccount.COMPANY_ID,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30));
    }
}
