package dev.ghlmcp.app.settings;

import dev.ghlmcp.config.ClearText;
import dev.ghlmcp.config.InstalledSettings;
import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.config.UserFolders;
import dev.ghlmcp.log.LogLevel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Reads the settings of a command and reports unknown names.
public final class SettingsSource {
    /// Commands may read them more than once.
    private final Set<String> warned = new HashSet<>();

    /// Reads the settings of this start.
    ///
    /// @param file      named by the person, or null
    /// @param flags     from the command line
    /// @param installed whether what `ghl-mcp install` stored counts where nothing else names an account
    public Settings read(Path file, Map<Setting, String> flags, boolean installed) {
        Map<String, String> environment = System.getenv();
        Settings settings = load(file, environment, flags);
        settings.choice(Setting.LOG_LEVEL, LogLevel.class).apply();
        Stream.concat(
                        MisspeltVariables.variables(settings.unknownVariables(environment)).stream(),
                        Stream.ofNullable(ClearText.warning(settings)))
                .forEach(this::warn);
        if (!installed || file != null || settings.hasAccount()) {
            return settings;
        }
        InstalledSettings stored = InstalledSettings.of(UserFolders.here(), Setting.INSTALLED_NAME);
        Map<String, String> named = new HashMap<>(environment);
        if (flags.containsKey(Setting.BASE_URL)
                || !Setting.BASE_URL.fallback().equals(settings.text(Setting.BASE_URL))) {
            named.put(Setting.BASE_URL.variable(), settings.text(Setting.BASE_URL));
        }
        Map<String, String> completed = new HashMap<>(stored.completing(named));
        if (completed.isEmpty()) {
            Stream.ofNullable(stored.unused(named)).forEach(this::warn);
            return settings;
        }
        completed.putAll(environment);
        return load(null, completed, flags).from(stored.path());
    }

    private void warn(String warning) {
        if (warned.add(warning)) {
            System.err.println("ghl-mcp: " + warning);
        }
    }

    private static Settings load(Path file, Map<String, String> environment, Map<Setting, String> flags) {
        String home = System.getProperty("ghlmcp.home");
        try {
            return Settings.load(file, home == null ? null : Path.of(home), environment, flags);
        } catch (SettingsException e) {
            throw MisspeltVariables.named(e);
        }
    }
}
