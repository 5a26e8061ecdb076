package dev.ghlmcp.cli;

import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import java.time.Duration;

/// Reads the sandbox's behaviour from the settings.
public final class SandboxSettings {
    private static final int HOUR = 3_600_000;

    private SandboxSettings() {}

    /// The options of the sandbox.
    ///
    /// @throws dev.ghlmcp.config.SettingsException if a setting cannot be used
    public static SandboxOptions options(Settings settings) {
        SandboxOptions options = SandboxOptions.defaults()
                .withSearchLag(Duration.ofMillis(settings.number(Setting.SANDBOX_SEARCH_LAG, 0, HOUR)))
                .withDuplicates(settings.flag(Setting.SANDBOX_DUPLICATES))
                .withBurstInterval(settings.millis(Setting.SANDBOX_RATE_INTERVAL));
        return settings.flag(Setting.SANDBOX_TRIAL) ? options.withTrialLimits() : options;
    }
}
