package dev.ghlmcp.doctor;

import dev.ghlmcp.highlevel.account.CredentialsException;
import dev.ghlmcp.highlevel.oauth.OAuth;
import dev.ghlmcp.highlevel.oauth.OAuthClient.Installed;
import dev.ghlmcp.highlevel.oauth.StoredToken;
import dev.ghlmcp.operation.annotation.TokenClass;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Checks the token store: whether it can be read and locked, who is logged in, and which sub-accounts an agency's
/// login opens.
public record LoginChecks(OAuth oauth, InstantSource clock) {
    /// Long enough for a renewal by another process.
    private static final Duration MAX_DURATION = Duration.ofSeconds(5);

    /// What was found; asks HighLevel at most once.
    ///
    /// @throws InterruptedException if the program is ending
    public List<Finding> examine() throws InterruptedException {
        List<StoredToken> tokens = new ArrayList<>();
        try {
            for (byte[] bytes : oauth.store().loadAll().values()) {
                tokens.add(StoredToken.of(bytes));
            }
            // A key that is never used.
            oauth.store().locked("doctor", MAX_DURATION, () -> null);
        } catch (CredentialsException e) {
            return List.of(Finding.bad("token store", e.getMessage()));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok("token store", "can be read and locked"));
        findings.add(tokens.isEmpty() ? Finding.note("logins", "none: run `ghl-mcp auth login`") : logins(tokens));
        tokens.stream()
                .filter(token -> token.resource().type() == TokenClass.AGENCY && !over(token))
                .findFirst()
                .ifPresent(agency -> findings.add(installed(agency)));
        return findings;
    }

    private Finding logins(List<StoredToken> tokens) {
        List<String> lost = tokens.stream()
                .filter(token -> over(token) && token.refresh() == null)
                .map(token -> token.resource().toString())
                .toList();
        String all = String.join(
                ", ", tokens.stream().map(token -> token.resource().toString()).toList());
        return !lost.isEmpty() && lost.size() == tokens.size()
                ? Finding.bad("logins", all + ": all have ended, run `ghl-mcp auth login`")
                : Finding.ok("logins", all);
    }

    private Finding installed(StoredToken agency) {
        try {
            List<Installed> installed = oauth.client().installed(agency, 1);
            return Finding.ok(
                    "installed",
                    installed.isEmpty()
                            ? "no sub-account has the app"
                            : String.join(
                                    ", ",
                                    installed.stream()
                                            .map(one -> one.name() + " (" + one.id() + ")")
                                            .toList()));
        } catch (CredentialsException e) {
            return Finding.bad("installed", e.getMessage());
        }
    }

    private boolean over(StoredToken token) {
        return token.expiresAt().isBefore(clock.instant());
    }
}
