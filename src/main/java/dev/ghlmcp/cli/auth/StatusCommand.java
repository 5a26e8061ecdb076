package dev.ghlmcp.cli.auth;

import dev.ghlmcp.config.Section;
import dev.ghlmcp.highlevel.account.CredentialsException;
import dev.ghlmcp.highlevel.oauth.OAuth;
import dev.ghlmcp.highlevel.oauth.StoredToken;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.operation.annotation.TokenClass;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.node.ArrayNode;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "List the agencies and sub-accounts that are logged in, with scopes and expiry; never a token.")
final class StatusCommand implements Callable<Integer> {
    @ParentCommand
    AuthCommand auth;

    @Option(names = "--json", description = "Print a JSON array.")
    boolean json;

    @Override
    public Integer call() throws CredentialsException {
        List<StoredToken> tokens = new ArrayList<>();
        try (OAuth oauth = auth.oauth()) {
            for (byte[] bytes : oauth.store().loadAll().values()) {
                tokens.add(StoredToken.of(bytes));
            }
        }
        PrintStream out = auth.root.out();
        if (json) {
            ArrayNode list = Json.MAPPER.createArrayNode();
            tokens.forEach(token -> list.addObject()
                    .put("type", type(token))
                    .put("id", token.resource().id())
                    .put("name", name(token))
                    .put("companyId", token.companyId())
                    .put("expiresAt", token.expiresAt().toString())
                    .put("renewable", token.refresh() != null)
                    .put("scopes", String.join(" ", token.scopes())));
            out.println(list);
        } else if (tokens.isEmpty()) {
            out.println("Nobody is logged in: run `ghl-mcp auth login"
                    + (auth.root.options().sandbox() ? " --sandbox`." : "`."));
        } else {
            String row = "%-11s  %-24s  %-20s  %-20s  %s%n";
            out.printf(row, "CLASS", "ID", "NAME", "RENEWED BY", "SCOPES");
            for (StoredToken token : tokens) {
                out.printf(
                        row,
                        type(token),
                        token.resource().id(),
                        name(token) == null ? "" : name(token),
                        token.expiresAt().toString().replaceFirst("\\.\\d+Z", "Z"),
                        String.join(" ", token.scopes()));
            }
        }
        out.flush();
        return 0;
    }

    private static String type(StoredToken token) {
        return token.resource().type() == TokenClass.AGENCY ? "agency" : "sub-account";
    }

    /// Its name in the settings, or null.
    private String name(StoredToken token) {
        return auth.settings().section(Section.LOCATIONS).entrySet().stream()
                .filter(entry -> entry.getValue().equals(token.resource().id()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }
}
