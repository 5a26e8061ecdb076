package dev.ghlmcp.app.settings;

import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.server.hook.HighLevelSignature;

/// What HighLevel may post.
public final class HookSettings {
    private HookSettings() {}

    /// The signature of its webhooks; null if they are not taken.
    ///
    /// @throws SettingsException if a setting cannot be used
    public static HighLevelSignature signature(Settings settings) {
        try {
            return settings.choice(Setting.HOOKS_HIGHLEVEL, Position.class) == Position.ON
                    ? HighLevelSignature.of(settings.list(Setting.HOOKS_HIGHLEVEL_KEYS))
                    : null;
        } catch (IllegalArgumentException e) {
            throw new SettingsException(Setting.HOOKS_HIGHLEVEL_KEYS.key() + " " + e.getMessage());
        }
    }

    private enum Position {
        OFF,
        ON
    }
}
