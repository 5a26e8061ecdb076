package dev.ghlmcp.cli.sandbox;

import dev.ghlmcp.cli.context.SandboxSettings;
import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.config.UserFolders;
import dev.ghlmcp.highlevel.account.CredentialsException;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.secret.Secret;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The OAuth app of a sandbox, whose consent page asks nobody.
///
/// @param sandbox where it answers
/// @param own     it ends with this command
public record SandboxApp(URI sandbox, boolean own) {
    private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");
    private static final int PATIENCE_MS = 10_000;

    /// The sandbox that the settings lead to, if that is on this machine; else one is started.
    public static SandboxApp of(Settings settings) {
        URI running = SandboxSettings.running(settings);
        return running == null
                ? new SandboxApp(
                        Sandbox.start(SandboxSettings.options(settings)).uri(), true)
                : new SandboxApp(running, false);
    }

    /// Where its tokens are, apart from those of real accounts.
    public static String store() {
        return UserFolders.here().own().resolve("sandbox-tokens").toString();
    }

    /// What there is to set for a login there.
    public Map<Setting, String> settings() {
        return new EnumMap<>(Map.of(
                Setting.AUTH_CLIENT_ID,
                SampleAccount.CLIENT_ID,
                Setting.AUTH_CLIENT_SECRET,
                SampleAccount.CLIENT_SECRET,
                Setting.AUTH_CONSENT_URL,
                sandbox + "/v2/oauth/chooselocation"));
    }

    /// The code that its consent page sends a browser back with.
    ///
    /// @param location the sub-account that consent is for; null for the agency
    public Secret code(URI consent, String location) throws CredentialsException {
        String page = consent + (location == null ? "" : "&locationId=" + location);
        try {
            HttpURLConnection asked =
                    (HttpURLConnection) URI.create(page).toURL().openConnection(Proxy.NO_PROXY);
            // Like HighLevel, it turns away what calls itself Java.
            asked.setRequestProperty("User-Agent", "ghl-mcp");
            asked.setInstanceFollowRedirects(false);
            asked.setConnectTimeout(PATIENCE_MS);
            asked.setReadTimeout(PATIENCE_MS);
            String back = asked.getHeaderField("Location");
            Matcher code = CODE.matcher(back == null ? "" : back);
            if (!code.find()) {
                throw new CredentialsException(
                        "The sandbox at " + sandbox + " gave no consent (" + asked.getResponseCode()
                                + "): --location-id names one of its sub-accounts, and GHL_BASE_URL a running `ghl-mcp sandbox`.");
            }
            return new Secret(code.group(1));
        } catch (IOException | IllegalArgumentException _) {
            throw new CredentialsException("No sandbox answers at " + sandbox
                    + ": start `ghl-mcp sandbox`, or leave out" + " GHL_BASE_URL for one that ends with this command.");
        }
    }
}
