package dev.ghlmcp.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The settings in force: the file `application.yaml`, over it the environment, over that the flags.
public final class Settings {
    static final String FILE_VARIABLE = "GHL_CONFIG";
    private static final String PREFIX = "GHL_";
    private static final String LAUNCHER = "GHL_MCP_";

    private final Map<Setting, String> values;
    private final Map<Section, Map<String, String>> sections;
    private final Object syncs;
    private final List<String> variables;
    private final Path file;
    private final Path installed;

    Settings(
            Map<Setting, String> values,
            Map<Section, Map<String, String>> sections,
            Object syncs,
            List<String> variables,
            Path file,
            Path installed) {
        this.installed = installed;
        this.variables = variables;
        this.values = values;
        this.sections = sections;
        this.syncs = syncs;
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
        return SettingsLoader.load(file, home, environment, flags);
    }

    /// A copy that knows the file in which `ghl-mcp install` stored some of the settings.
    public Settings from(Path stored) {
        return new Settings(values, sections, syncs, variables, file, stored);
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
                || text(Setting.AUTH_CLIENT_ID) != null;
    }

    /// The file they were read from, or null.
    public Path file() {
        return file;
    }

    /// The environment variables that were used.
    public List<String> variables() {
        return variables;
    }

    /// Environment variables with our prefix that are no settings. A tenant's token may be in one.
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

    /// What the file has as `syncs:`, in maps, lists and values; null for nothing.
    public Object syncs() {
        return syncs;
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
            throw new SettingsException(
                    setting.key() + " must be a whole number of milliseconds from 1 to 999999999, got '" + value + "'");
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
        boolean plain = value != null && value.matches("https?://[^\\s/?#@]+(/[^\\s?#]*)?");
        URI address = plain ? WebAddress.parse(value) : null;
        if (address == null) {
            throw new SettingsException(setting.key() + " must be an http:// or https:// address without user name or"
                    + " query" + (plain ? ", with " + WebAddress.HOST : ""));
        }
        return address;
    }

    /// The address of a Redis, or null; it may hold a password.
    public String redis(Setting setting) {
        String value = text(setting);
        if (value != null && !value.matches("rediss?://([^\\s/@]*@)?[\\w.-]+(:\\d{1,5})?(/\\d{1,3})?")) {
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
}
