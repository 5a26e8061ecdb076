package dev.ghlmcp.cli.auth;

import dev.ghlmcp.highlevel.account.CredentialsException;
import dev.ghlmcp.highlevel.oauth.OAuth;
import dev.ghlmcp.highlevel.oauth.StoredToken;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "logout",
        mixinStandardHelpOptions = true,
        description = "Remove stored tokens: all, or those of one agency (with its sub-accounts) or sub-account.",
        footer = {
            "",
            "A server that runs keeps what it has in memory until it ends or the token does. To end the app's access",
            "in HighLevel, uninstall it there."
        })
final class LogoutCommand implements Callable<Integer> {
    private static final Duration LOCKING = Duration.ofSeconds(30);

    @ParentCommand
    AuthCommand auth;

    @Option(names = "--resource", paramLabel = "ID", description = "The company id or location id.")
    String id;

    @Override
    public Integer call() throws CredentialsException, InterruptedException {
        PrintStream out = auth.root.out();
        int removed = 0;
        try (OAuth oauth = auth.oauth()) {
            for (Map.Entry<String, byte[]> stored : oauth.store().loadAll().entrySet()) {
                // An entry that this release cannot read is removed with the others.
                if (id == null || about(StoredToken.of(stored.getValue()))) {
                    // Under its lock, so that a running renewal does not store it again.
                    oauth.store().locked(stored.getKey(), LOCKING, () -> {
                        oauth.store().remove(stored.getKey());
                        return null;
                    });
                    out.println("Logged out of " + stored.getKey());
                    removed++;
                }
            }
        }
        if (removed == 0) {
            System.err.println(
                    id == null
                            ? "Nobody was logged in."
                            : "Nobody is logged in for " + id + "; `ghl-mcp auth status` lists who is.");
        }
        out.flush();
        return removed == 0 && id != null ? 1 : 0;
    }

    private boolean about(StoredToken token) {
        return id.equals(token.resource().id()) || id.equals(token.companyId());
    }
}
