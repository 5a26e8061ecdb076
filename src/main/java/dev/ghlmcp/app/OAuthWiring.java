package dev.ghlmcp.app;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.config.UserFolders;
import dev.ghlmcp.highlevel.account.Account;
import dev.ghlmcp.highlevel.account.Credentials;
import dev.ghlmcp.highlevel.account.FixedFirst;
import dev.ghlmcp.highlevel.oauth.FileTokenStore;
import dev.ghlmcp.highlevel.oauth.OAuth;
import dev.ghlmcp.highlevel.oauth.OAuthApp;
import dev.ghlmcp.highlevel.oauth.OAuthClient;
import dev.ghlmcp.highlevel.oauth.OAuthCredentials;
import dev.ghlmcp.highlevel.oauth.RedisTokenStore;
import dev.ghlmcp.highlevel.oauth.SealedTokens;
import dev.ghlmcp.secret.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/// Builds the OAuth client, its token store and the login commands.
///
/// @param account   where HighLevel is
/// @param fleet     may keep the tokens
/// @param userAgent names this program
record OAuthWiring(Settings settings, Account account, RedisWiring fleet, String userAgent) {
    /// Private integration tokens, and OAuth if it is used.
    Credentials credentials(Credentials fixed) {
        if (!used()) {
            return fixed;
        }
        OAuth oauth = oauth();
        return new FixedFirst(
                fixed,
                new OAuthCredentials(
                        oauth.client(),
                        oauth.store(),
                        account.companyId(),
                        InstantSource.system(),
                        account.deadline()));
    }

    /// Whether there is an app, or somebody has logged in.
    boolean used() {
        return settings.text(Setting.AUTH_CLIENT_ID) != null || (!inRedis() && Files.exists(file()));
    }

    OAuth oauth() {
        List<String> scopes = settings.list(Setting.AUTH_SCOPES);
        OAuthApp app = new OAuthApp(
                settings.text(Setting.AUTH_CLIENT_ID),
                Secret.of(settings.text(Setting.AUTH_CLIENT_SECRET)),
                settings.address(Setting.AUTH_CONSENT_URL),
                settings.address(Setting.AUTH_REDIRECT_URI),
                scopes.isEmpty() ? OAuthApp.scopesFor(Catalog.load().tools()) : scopes,
                settings.text(Setting.AUTH_VERSION_ID),
                settings.flag(Setting.AUTH_PKCE));
        SealedTokens seal = new SealedTokens(Secret.of(settings.text(Setting.STORE_KEY)));
        return new OAuth(
                app,
                new OAuthClient(app, account, userAgent, InstantSource.system()),
                inRedis() ? new RedisTokenStore(fleet.redis(), seal) : new FileTokenStore(file(), seal));
    }

    private boolean inRedis() {
        return settings.text(Setting.AUTH_STORE) == null && settings.text(Setting.FLEET_STORE) != null;
    }

    private Path file() {
        String named = settings.text(Setting.AUTH_STORE);
        if (named != null && named.contains("://")) {
            throw new SettingsException(Setting.AUTH_STORE.key() + " must be a file");
        }
        return named == null ? UserFolders.here().own().resolve("tokens") : Path.of(named);
    }
}
