package dev.ghlmcp.config;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The settings in force: the file `application.yaml`, over it the environment, over that the flags.
public final class Settings {
    private static final String FILE = "application.yaml";
    private static final String FILE_VARIABLE = "GHL_CONFIG";
    private static final String PREFIX = "GHL_";
    private static final String LAUNCHER = "GHL_MCP_";

    private final Map<Setting, String> values;
    private final Map<Section, Map<String, String>> sections;
    private final List<String> variables;
    private final Path file;
    private final Path installed;

    private Settings(
            Map<Setting, String> values,
            Map<Section, Map<String, String>> sections,
            List<String> variables,
            Path file,
            Path installed) {
        this.installed = installed;
        this.variables = variables;
        this.values = values;
        this.sections = sections;
        this.file = file;
    }

    /// Reads the settings.
    ///
    /// @param file        named by the person, or null for the one that `GHL_CONFIG` names, or the installation's
    /// @param home        the installation's folder, or null
    /// @param environment of the process
    /// @param flags       from the command line
    /// @throws SettingsException if the file cannot be used
    public static Settings load(Path file, Path home, Map<String, String> environment, Map<Setting, String> flags) {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        Map<Section, Map<String, String>> sections = new EnumMap<>(Section.class);
        String variable = environment.getOrDefault(FILE_VARIABLE, "");
        Path named = file != null || variable.isBlank() ? file : Path.of(variable);
        Path path =
                named != null || home == null ? named : home.resolve("config").resolve(FILE);
        byte[] yaml = path == null ? null : bytes(path, named != null);
        // The file of a fresh installation says what the program knows anyway: parsing YAML would cost the start 5 ms.
        if (yaml != null && !Arrays.equals(yaml, shipped())) {
            SettingsFile.read(yaml, path.toString()).forEach((key, value) -> {
                if (PrivateFile.secret(key, value)) {
                    PrivateFile.check(path);
                }
                if (!put(sections, key, value, path)) {
                    values.put(Setting.of(key, path.toString()), value);
                }
            });
        }
        List<String> variables = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            // Claude Desktop hands over what a person left empty as an empty variable.
            String override = environment.getOrDefault(setting.variable(), "");
            if (!override.isBlank()) {
                values.put(setting, override);
                variables.add(setting.variable());
            }
        }
        values.putAll(flags);
        return new Settings(values, sections, variables, yaml == null ? null : path, null);
    }

    /// Whether the key belongs to a section, into which it is put.
    private static boolean put(Map<Section, Map<String, String>> sections, String key, String value, Path file) {
        for (Section section : Section.values()) {
            String name = section.name(key);
            if (name != null) {
                sections.computeIfAbsent(section, _ -> new LinkedHashMap<>()).put(name, value);
                return true;
            }
            if (key.equals(section.key())) {
                if (value.isEmpty()) {
                    return true;
                }
                throw new SettingsException(file + ": " + key + " must hold names, each with its value");
            }
        }
        return false;
    }

    /// The same, part of which `ghl-mcp install` stored in this file.
    public Settings from(Path stored) {
        return new Settings(values, sections, variables, file, stored);
    }

    /// The file in which `ghl-mcp install` stored some of them; null if none of that is used.
    public Path installed() {
        return installed;
    }

    /// Whether they say which account is meant.
    public boolean hasAccount() {
        return text(Setting.TOKEN) != null
                || text(Setting.TOKEN_FILE) != null
                || text(Setting.AGENCY_TOKEN) != null
                || text(Setting.AUTH_CLIENT_ID) != null
                || !Setting.BASE_URL.fallback().equals(text(Setting.BASE_URL));
    }

    /// The file they were read from, or null.
    public Path file() {
        return file;
    }

    /// The environment variables that were used.
    public List<String> variables() {
        return variables;
    }

    /// Variables of the environment that are called like a setting's and are none. A tenant's token may be in one.
    public List<String> unknownVariables(Map<String, String> environment) {
        return environment.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !name.startsWith(LAUNCHER) && !name.equals(FILE_VARIABLE))
                .filter(name -> Arrays.stream(Setting.values())
                        .noneMatch(setting -> setting.variable().equals(name)))
                .filter(name -> !section(Section.TENANTS).containsValue(name))
                .sorted()
                .toList();
    }

    /// What the file has in a section, in its order; keys below a key are joined by dots.
    public Map<String, String> section(Section section) {
        return sections.getOrDefault(section, Map.of());
    }

    /// The items of a list, which the file has as a YAML list or a text with commas; empty if there are none.
    public List<String> list(Setting setting) {
        String value = text(setting);
        return value == null
                ? List.of()
                : Arrays.stream(value.split(","))
                        .map(String::strip)
                        .filter(item -> !item.isEmpty())
                        .toList();
    }

    /// A text, or null if it is empty.
    public String text(Setting setting) {
        String value = values.getOrDefault(setting, setting.fallback()).strip();
        return value.isEmpty() ? null : value;
    }

    /// A time of at least 1 ms.
    public Duration millis(Setting setting) {
        String value = text(setting);
        if (value == null || !value.matches("[1-9]\\d{0,8}")) {
            throw new SettingsException(setting.key() + " must be a whole number of milliseconds, got '" + value + "'");
        }
        return Duration.ofMillis(Long.parseLong(value));
    }

    /// A whole number within these bounds.
    public int number(Setting setting, int min, int max) {
        String value = text(setting);
        if (value != null && value.matches("\\d{1,9}")) {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        }
        throw new SettingsException(
                setting.key() + " must be a whole number from " + min + " to " + max + ", got '" + value + "'");
    }

    /// `true` or `false`.
    public boolean flag(Setting setting) {
        String value = text(setting);
        if (!"true".equals(value) && !"false".equals(value)) {
            throw new SettingsException(setting.key() + " must be true or false, got '" + value + "'");
        }
        return value.equals("true");
    }

    /// A number of bytes: 0 or at least so many.
    public int bytes(Setting setting, int min) {
        String value = text(setting);
        if (value == null || !value.matches("\\d{1,9}") || (!value.matches("0+") && Integer.parseInt(value) < min)) {
            throw new SettingsException(
                    setting.key() + " must be 0 or a number of bytes of at least " + min + ", got '" + value + "'");
        }
        return Integer.parseInt(value);
    }

    /// One of an enum's words, in lower case.
    public <E extends Enum<E>> E choice(Setting setting, Class<E> words) {
        String value = text(setting);
        for (E word : words.getEnumConstants()) {
            if (word.name().toLowerCase(Locale.ROOT).equals(value)) {
                return word;
            }
        }
        throw new SettingsException(setting.key() + " must be "
                + Arrays.stream(words.getEnumConstants())
                        .map(word -> word.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(" or "))
                + ", got '" + value + "'");
    }

    /// An `http` or `https` address.
    public URI address(Setting setting) {
        String value = text(setting);
        if (value == null || !value.matches("https?://[^\\s/?#@]+(/[^\\s?#]*)?")) {
            throw new SettingsException(
                    setting.key() + " must be an http:// or https:// address without user name or query");
        }
        return URI.create(value);
    }

    /// The address of a Redis, or null; it may hold a password.
    public String redis(Setting setting) {
        String value = text(setting);
        if (value != null && !value.matches("rediss?://([^\\s/@]*@)?[^\\s/?#@:]+(:\\d{1,5})?(/\\d{1,3})?")) {
            throw new SettingsException(
                    setting.key() + " must be redis://host:port, with user:password@ before the host if there is one,"
                            + " or rediss:// for TLS");
        }
        return value;
    }

    /// Where the settings came from; never their values, as some are secret.
    @Override
    public String toString() {
        return "Settings from " + file;
    }

    private static byte[] bytes(Path path, boolean required) {
        try {
            return Files.readAllBytes(path);
        } catch (NoSuchFileException _) {
            if (!required) {
                return null;
            }
            throw new SettingsException("There is no file " + path);
        } catch (IOException _) {
            throw new SettingsException("The file " + path + " cannot be read");
        }
    }

    private static byte[] shipped() {
        try (InputStream in = Settings.class.getResourceAsStream(FILE)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
