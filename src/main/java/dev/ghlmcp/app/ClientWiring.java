package dev.ghlmcp.app;

import dev.ghlmcp.app.settings.NetworkWiring;
import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.cli.context.SandboxSettings;
import dev.ghlmcp.config.SecretFile;
import dev.ghlmcp.config.Section;
import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.config.TokenText;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.account.Account;
import dev.ghlmcp.highlevel.account.AccountLocations;
import dev.ghlmcp.highlevel.account.Credentials;
import dev.ghlmcp.highlevel.account.FixedTokens;
import dev.ghlmcp.highlevel.account.RotatingTokens;
import dev.ghlmcp.highlevel.account.TokenNames;
import dev.ghlmcp.highlevel.limit.RequestLimits;
import dev.ghlmcp.highlevel.oauth.OAuth;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.secret.Secret;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Makes HighLevel's client from the settings, which are checked before.
///
/// @param account   null for a sandbox's, which starts when the client is made unless it runs already
/// @param locations that calls may touch
/// @param limiting  how much may go out
/// @param userAgent names this program and its version
public record ClientWiring(
        Settings settings, Account account, AccountLocations locations, LimitWiring limiting, String userAgent) {
    /// Where it is, callers of a server need not know.
    private static final TokenNames IN_FILE = new TokenNames(
            "the file that " + Setting.TOKEN_FILE.variable() + " names", TokenNames.VARIABLES.agencyToken());

    /// Checks the settings.
    ///
    /// @throws SettingsException if a setting cannot be used
    static ClientWiring of(Settings settings, boolean sandbox, Generation generation, String userAgent) {
        if (sandbox) {
            SandboxSettings.options(settings);
        }
        return new ClientWiring(
                settings,
                sandbox ? null : account(settings),
                sandbox ? sandboxLocations() : locations(settings),
                LimitWiring.of(settings, generation),
                userAgent);
    }

    /// The client, with budgets that somebody may be watching.
    HighLevelClient highLevel(RequestLimits budgets) {
        Account used = account == null ? sandboxAccount() : account;
        Credentials fixed = account != null && inFile()
                ? new RotatingTokens(
                        () -> new FixedTokens(token(settings), used.agencyToken(), locations.standard(), IN_FILE))
                : new FixedTokens(used.token(), used.agencyToken(), locations.standard());
        Credentials credentials = account == null ? fixed : oauthWiring().credentials(fixed);
        return new HighLevelClient(used, new Access(credentials, locations, used.companyId()), budgets, userAgent);
    }

    private boolean inFile() {
        return settings.text(Setting.TOKEN) == null && settings.text(Setting.TOKEN_FILE) != null;
    }

    /// What the commands for logging in and out need.
    OAuth oauth() {
        return oauthWiring().oauth();
    }

    OAuthWiring oauthWiring() {
        return new OAuthWiring(settings, account, limiting.fleet(), userAgent);
    }

    private static AccountLocations locations(Settings settings) {
        try {
            return AccountLocations.of(
                    settings.text(Setting.LOCATION_ID),
                    settings.section(Section.LOCATIONS),
                    settings.list(Setting.ALLOWED_LOCATIONS));
        } catch (IllegalArgumentException e) {
            throw new SettingsException(e.getMessage());
        }
    }

    private static AccountLocations sandboxLocations() {
        return AccountLocations.of(
                SampleAccount.LOCATION_ID, Map.of("Harbor Dental", SampleAccount.LOCATION_ID), List.of());
    }

    private static Account account(Settings settings) {
        return new Account(
                settings.address(Setting.BASE_URL),
                token(settings),
                Secret.of(token(settings, Setting.AGENCY_TOKEN)),
                settings.text(Setting.LOCATION_ID),
                settings.text(Setting.COMPANY_ID),
                settings.millis(Setting.CONNECT_TIMEOUT),
                settings.millis(Setting.READ_TIMEOUT),
                settings.millis(Setting.DEADLINE),
                new NetworkWiring(settings, System.getenv()).network());
    }

    private static Secret token(Settings settings) {
        String file = settings.text(Setting.TOKEN_FILE);
        Secret token = Secret.of(token(settings, Setting.TOKEN));
        if (token != null || file == null) {
            return token;
        }
        if (Files.notExists(Path.of(file))) {
            throw new SettingsException("There is no file " + file + ", which is to hold HighLevel's token: run"
                    + " `ghl-mcp install` again, or name another one in GHL_TOKEN_FILE (ghl.token-file)");
        }
        return Secret.of(TokenText.checked("The file " + file, SecretFile.read(Path.of(file))));
    }

    private static String token(Settings settings, Setting setting) {
        return TokenText.checked(setting.key() + " (" + setting.variable() + ")", settings.text(setting));
    }

    private Account sandboxAccount() {
        URI running = SandboxSettings.running(settings);
        return new Account(
                running == null
                        ? Sandbox.start(SandboxSettings.options(settings)).uri()
                        : running,
                new Secret(SampleAccount.LOCATION_TOKEN),
                new Secret(SampleAccount.AGENCY_TOKEN),
                SampleAccount.LOCATION_ID,
                SampleAccount.COMPANY_ID,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30));
    }
}
