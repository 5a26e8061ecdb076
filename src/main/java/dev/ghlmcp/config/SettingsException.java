package dev.ghlmcp.config;

/// A setting that cannot be used. The message is a sentence for the person who wrote it.
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param message names the setting and says what it takes
    public SettingsException(String message) {
        super(message);
    }
}
