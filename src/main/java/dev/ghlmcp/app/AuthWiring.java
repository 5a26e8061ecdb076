package dev.ghlmcp.app;

import dev.ghlmcp.app.settings.NetworkWiring;
import dev.ghlmcp.app.settings.TenantEntries;
import dev.ghlmcp.config.SecretFile;
import dev.ghlmcp.config.Section;
import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.server.auth.Authenticator;
import dev.ghlmcp.server.auth.AuthorizationServer;
import dev.ghlmcp.server.auth.BearerAuthenticator;
import dev.ghlmcp.server.auth.Tenants;
import dev.ghlmcp.server.auth.TokenList;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Builds the authentication over HTTP from the settings: the clients, and the account of each.
record AuthWiring(Settings settings, Map<String, String> environment) {
    /// @param own the account of the server
    /// @throws SettingsException if a setting cannot be used
    Authenticator gatekeeper(Access own) {
        try {
            Map<String, Access> accounts = new TenantEntries(own, settings.section(Section.LOCATIONS), environment)
                    .accounts(settings.section(Section.TENANTS));
            // A misspelt name must not open the server's account where clients have accounts of their own.
            boolean required = settings.text(Setting.HTTP_REQUIRE_TENANT) == null
                    ? !accounts.isEmpty()
                    : settings.flag(Setting.HTTP_REQUIRE_TENANT);
            Authenticator gatekeeper = BearerAuthenticator.of(
                    tokens(),
                    server(),
                    new Tenants(accounts, own, required),
                    settings.flag(Setting.HTTP_TENANT_HEADERS));
            if (required && !gatekeeper.authenticates()) {
                throw new SettingsException("Under tenants: accounts have names, but nobody is asked for his: set "
                        + Setting.HTTP_TOKENS_FILE.key() + " or " + Setting.HTTP_OAUTH_ISSUER.key());
            }
            return gatekeeper;
        } catch (IllegalArgumentException e) {
            throw new SettingsException(e.getMessage());
        }
    }

    private List<TokenList> tokens() {
        List<TokenList> lists = new ArrayList<>();
        if (settings.text(Setting.HTTP_TOKENS) != null) {
            String lines = String.join("\n", settings.list(Setting.HTTP_TOKENS));
            lists.add(new TokenList(() -> lines, Setting.HTTP_TOKENS.key()));
        }
        String file = settings.text(Setting.HTTP_TOKENS_FILE);
        if (file != null) {
            Path path = Path.of(file);
            lists.add(new TokenList(() -> SecretFile.read(path), file));
        }
        return lists;
    }

    private AuthorizationServer server() {
        if (settings.text(Setting.HTTP_OAUTH_ISSUER) == null) {
            return null;
        }
        return new AuthorizationServer(
                settings.address(Setting.HTTP_OAUTH_ISSUER),
                settings.text(Setting.HTTP_OAUTH_KEYS_URL) == null
                        ? null
                        : settings.address(Setting.HTTP_OAUTH_KEYS_URL),
                settings.address(Setting.HTTP_OAUTH_AUDIENCE),
                settings.list(Setting.HTTP_OAUTH_SCOPES),
                settings.text(Setting.HTTP_OAUTH_CLAIM),
                new NetworkWiring(settings, environment).network());
    }
}
