package dev.ghlmcp.config;

import java.net.URI;

/// Warns about tokens that travel unencrypted to an `http://` address on another machine.
public final class ClearText {
    private static final String LOOPBACK = "(?i)localhost|(.+\\.)?localhost\\.?|127(\\.\\d+){1,3}|\\[::1]";

    private ClearText() {}

    /// The warning for an address on another machine; null if none is needed.
    public static String warning(URI base) {
        boolean readable = "http".equals(base.getScheme())
                && base.getHost() != null
                && !base.getHost().matches(LOOPBACK);
        return readable
                ? Setting.BASE_URL.key() + " begins with http://, so the token travels to " + base.getHost()
                        + " in clear text: use https://, unless the network between is your own"
                : null;
    }

    /// The same for the settings of a command, which may lack a usable address.
    public static String warning(Settings settings) {
        try {
            return warning(settings.address(Setting.BASE_URL));
        } catch (SettingsException _) {
            // The commands that need the address report it.
            return null;
        }
    }
}
