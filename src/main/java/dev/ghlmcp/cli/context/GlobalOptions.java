package dev.ghlmcp.cli.context;

import dev.ghlmcp.config.Setting;
import dev.ghlmcp.sandbox.api.SampleAccount;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// Options of every command. There is none for a token: other users of the machine can read process arguments.
public final class GlobalOptions {
    @Option(
            names = "--sandbox",
            scope = ScopeType.INHERIT,
            description = "Work on an in-memory HighLevel with sample data instead of the real one: on the one that"
                    + " runs at GHL_BASE_URL if that is on this machine, else on one that ends with the command.")
    private boolean sandbox;

    @Option(
            names = "--config",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "Settings file to use instead of the installation's config/application.yaml.")
    private String config;

    @Option(
            names = "--base-url",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            description = "Where HighLevel's API answers.")
    private String baseUrl;

    @Option(
            names = "--location-id",
            scope = ScopeType.INHERIT,
            paramLabel = "ID",
            description = "The sub-account that tools work on unless a call names another.")
    private String locationId;

    @Option(names = "--company-id", scope = ScopeType.INHERIT, paramLabel = "ID", description = "The agency's id.")
    private String companyId;

    private final Map<Setting, String> ofCommand = new EnumMap<>(Setting.class);

    private boolean installed;

    /// Uses the settings that `ghl-mcp install` stored, unless something else names an account.
    public void useInstalled() {
        installed = !sandbox;
    }

    /// Whether these settings are used.
    public boolean installed() {
        return installed;
    }

    /// The same with a token, which no command line has.
    public GlobalOptions trying(String token, String location) {
        GlobalOptions trial = new GlobalOptions();
        trial.config = config;
        trial.ofCommand.putAll(settings());
        trial.locationId = location;
        trial.set(Setting.TOKEN, token);
        trial.set(Setting.DEADLINE, "8000");
        return trial;
    }

    /// Adds an option of one command.
    public void set(Setting setting, String value) {
        put(ofCommand, setting, value);
    }

    /// Has HighLevel at this address, whatever address was named.
    public void useAddress(URI address) {
        baseUrl = address.toString();
    }

    /// The settings file that was named, or null.
    public Path config() {
        return config == null || config.isBlank() ? null : Path.of(config);
    }

    /// Whether the sandbox takes HighLevel's place.
    public boolean sandbox() {
        return sandbox;
    }

    /// What the options that name an account say, by the options' names.
    public Map<String, String> account() {
        Map<String, String> account = new LinkedHashMap<>();
        account.put("--config", config);
        account.put("--base-url", baseUrl);
        account.put("--location-id", locationId);
        account.put("--company-id", companyId);
        account.values().removeIf(value -> value == null || value.isBlank());
        return account;
    }

    /// Why these options cannot stand together; null if they can.
    public String contradiction() {
        if (!sandbox) {
            return null;
        }
        Map<String, String> given = account();
        String address = given.get("--base-url");
        if (address != null && !here(address)) {
            return "--sandbox takes HighLevel's place, so nothing would go to " + address
                    + ": leave out one of --sandbox and --base-url";
        }
        return Stream.of(
                        foreign("sub-account", given, "--location-id", SampleAccount.LOCATION_ID),
                        foreign("agency", given, "--company-id", SampleAccount.COMPANY_ID))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /// A sandbox that runs there takes HighLevel's place.
    private static boolean here(String address) {
        try {
            return SandboxSettings.local(URI.create(address));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static String foreign(String what, Map<String, String> given, String option, String own) {
        String value = given.getOrDefault(option, own);
        return value.equals(own)
                ? null
                : "The sandbox works on its " + what + " " + own + ", not on " + value + ": leave out " + option;
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
