package dev.ghlmcp;

import dev.ghlmcp.highlevel.account.Account;
import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

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

    /// The settings by which the built program uses the sub-account.
    ///
    /// @param address of the sandbox, or of what stands before it
    /// @param more    other settings, each followed by its value
    public static Map<String, String> variables(String address, String... more) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "GHL_BASE_URL",
                address,
                "GHL_TOKEN",
                SampleAccount.LOCATION_TOKEN,
                "GHL_LOCATION_ID",
                SampleAccount.LOCATION_ID));
        for (int index = 0; index < more.length; index += 2) {
            variables.put(more[index], more[index + 1]);
        }
        return variables;
    }

    /// The same with the agency.
    public static Map<String, String> agencyVariables(String address, String... more) {
        Map<String, String> variables = variables(address, more);
        variables.put("GHL_AGENCY_TOKEN", SampleAccount.AGENCY_TOKEN);
        variables.put("GHL_COMPANY_ID", SampleAccount.COMPANY_ID);
        return variables;
    }
}
