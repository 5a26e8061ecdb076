package dev.ghlmcp.cli;

import dev.ghlmcp.config.Setting;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// Options of every command. There is none for a token: other users of the machine can read process arguments.
public final class GlobalOptions {
    @Option(
            names = "--sandbox",
            scope = ScopeType.INHERIT,
            description = "Work on an in-memory HighLevel with sample data instead of the real one.")
    boolean sandbox;

    @Option(
            names = "--config",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "Settings file to use instead of the installation's config/application.yaml.")
    String config;

    @Option(
            names = "--base-url",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            description = "Where HighLevel's API answers.")
    String baseUrl;

    @Option(
            names = "--location-id",
            scope = ScopeType.INHERIT,
            paramLabel = "ID",
            description = "The sub-account that tools work on unless a call names another.")
    String locationId;

    @Option(names = "--company-id", scope = ScopeType.INHERIT, paramLabel = "ID", description = "The agency's id.")
    String companyId;

    private final Map<Setting, String> ofCommand = new EnumMap<>(Setting.class);

    private boolean installed;

    /// Uses the settings that `ghl-mcp install` stored, unless something else names an account.
    void useInstalled() {
        installed = !sandbox;
    }

    /// Whether these settings are used.
    public boolean installed() {
        return installed;
    }

    /// The same with a token, which no command line has.
    GlobalOptions trying(String token, String location) {
        GlobalOptions trial = new GlobalOptions();
        trial.config = config;
        trial.ofCommand.putAll(settings());
        trial.locationId = location;
        trial.set(Setting.TOKEN, token);
        trial.set(Setting.DEADLINE, "8000");
        return trial;
    }

    /// Adds an option of one command.
    void set(Setting setting, String value) {
        put(ofCommand, setting, value);
    }

    /// The settings file that was named, or null.
    public Path config() {
        return config == null || config.isBlank() ? null : Path.of(config);
    }

    /// Whether the sandbox takes HighLevel's place.
    public boolean sandbox() {
        return sandbox;
    }

    /// The settings given as options.
    public Map<Setting, String> settings() {
        Map<Setting, String> settings = new EnumMap<>(Setting.class);
        settings.putAll(ofCommand);
        put(settings, Setting.BASE_URL, baseUrl);
        put(settings, Setting.LOCATION_ID, locationId);
        put(settings, Setting.COMPANY_ID, companyId);
        return settings;
    }

    private static void put(Map<Setting, String> settings, Setting setting, String value) {
        if (value != null) {
            settings.put(setting, value);
        }
    }
}
