package dev.ghlmcp.config;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// The settings in force: the file `application.yaml`, over it the environment, over that the flags. Keys are the
/// file's, joined by dots: `ghl.base-url`.
public final class Settings {
    private static final String FILE = "application.yaml";

    private final Map<String, String> values;
    private final String source;

    private Settings(Map<String, String> values, String source) {
        this.values = values;
        this.source = source;
    }

    /// Reads the settings.
    ///
    /// @param file        named by the person, or null for the one of the installation
    /// @param home        the installation's folder, or null
    /// @param environment of the process; `GHL_BASE_URL` sets `ghl.base-url`
    /// @param flags       keys and values from the command line
    /// @throws SettingsException if the file cannot be used, or a value is not what its key wants
    public static Settings load(Path file, Path home, Map<String, String> environment, Map<String, String> flags) {
        byte[] defaults = defaults();
        Map<String, String> values = new LinkedHashMap<>(SettingsFile.read(defaults, FILE));
        Path path = file != null
                ? file
                : home == null ? null : home.resolve("config").resolve(FILE);
        byte[] given = path == null ? defaults : bytes(path, file != null, defaults);
        if (!Arrays.equals(given, defaults)) {
            SettingsFile.read(given, path.toString()).forEach((key, value) -> set(values, key, value, path.toString()));
        }
        values.replaceAll((key, value) -> {
            // Claude Desktop hands over what a person left empty as an empty variable.
            String override = environment.getOrDefault(variable(key), "");
            return override.isBlank() ? value : override;
        });
        flags.forEach((key, value) -> set(values, key, value, "the command line"));
        return new Settings(values, String.valueOf(path));
    }

    /// A text, or null if it is empty.
    public String text(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("No setting is named " + key);
        }
        return value.isBlank() ? null : value.strip();
    }

    /// A whole number of at least 1.
    public long number(String key) {
        String value = text(key);
        if (value == null || !value.matches("[1-9]\\d{0,9}")) {
            throw new SettingsException(key + " must be a whole number of at least 1, got '" + value + "'");
        }
        return Long.parseLong(value);
    }

    /// An `http` or `https` address.
    public URI address(String key) {
        String value = text(key);
        if (value == null || !value.matches("https?://[^\\s/?#@]+(/[^\\s?#]*)?")) {
            throw new SettingsException(key + " must be an http:// or https:// address without user or query");
        }
        return URI.create(value);
    }

    /// The variable that overrides a key: `GHL_BASE_URL` for `ghl.base-url`.
    public static String variable(String key) {
        return key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /// Where the settings came from; never their values, as some are secret.
    @Override
    public String toString() {
        return "Settings from " + source;
    }

    private static void set(Map<String, String> values, String key, String value, String where) {
        if (values.replace(key, value) == null) {
            throw new SettingsException(where + ": " + key + " is not a setting; known are " + values.keySet());
        }
    }

    private static byte[] bytes(Path path, boolean required, byte[] defaults) {
        try {
            return Files.readAllBytes(path);
        } catch (NoSuchFileException _) {
            if (!required) {
                return defaults;
            }
            throw new SettingsException("There is no file " + path);
        } catch (IOException _) {
            throw new SettingsException("The file " + path + " cannot be read");
        }
    }

    private static byte[] defaults() {
        try (InputStream in = Settings.class.getResourceAsStream(FILE)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
