package dev.ghlmcp.config;

/// A setting that cannot be used. The message is a sentence for the person who wrote it.
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String unknown;

    /// @param message names the setting and says what it takes
    public SettingsException(String message) {
        this(message, null);
    }

    /// @param unknown the key that is no setting's
    SettingsException(String message, String unknown) {
        super(message);
        this.unknown = unknown;
    }

    /// The unknown key of the file, so that a caller can suggest the nearest setting; else null.
    public String unknown() {
        return unknown;
    }
}
