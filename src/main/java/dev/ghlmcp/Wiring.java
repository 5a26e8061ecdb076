package dev.ghlmcp;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.catalog.Preset;
import dev.ghlmcp.catalog.Selection;
import dev.ghlmcp.catalog.Surface;
import dev.ghlmcp.catalog.ToolList;
import dev.ghlmcp.config.Section;
import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.highlevel.Access;
import dev.ghlmcp.highlevel.Account;
import dev.ghlmcp.highlevel.Budgets;
import dev.ghlmcp.highlevel.FixedTokens;
import dev.ghlmcp.highlevel.HighLevel;
import dev.ghlmcp.highlevel.Locations;
import dev.ghlmcp.highlevel.Secret;
import dev.ghlmcp.mcp.CallLog;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.Fitting;
import dev.ghlmcp.mcp.Recordings;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Composition root: makes the parts of the program from the settings. Settings are checked when it is made; the parts
/// are made when they are asked for, because the start of stdio does without them.
///
/// @param settings where they come from
/// @param account   null for a sandbox's, which starts when the dispatcher is made
/// @param locations that calls may touch
/// @param limiting  how much may go out
/// @param tools     that may be called
/// @param version   of this program
record Wiring(
        Settings settings,
        Account account,
        Locations locations,
        Limiting limiting,
        Generation generation,
        ToolList tools,
        String version) {
    /// Checks the settings.
    ///
    /// @throws dev.ghlmcp.config.SettingsException if a setting cannot be used
    static Wiring of(Settings settings, boolean sandbox, ToolList tools, String version) {
        Generation generation = settings.choice(Setting.API_VERSION, Generation.class);
        return new Wiring(
                settings,
                sandbox ? null : account(settings),
                sandbox ? sandboxLocations() : locations(settings),
                Limiting.of(settings, generation),
                generation,
                selected(settings, tools),
                version);
    }

    /// The tools that the settings leave.
    ///
    /// @throws SettingsException if a setting names what does not exist
    static ToolList selected(Settings settings, ToolList tools) {
        Selection selection = new Selection(
                settings.choice(Setting.TOOLS_PRESET, Preset.class),
                settings.list(Setting.TOOLS_TOOLSETS),
                settings.list(Setting.TOOLS_INCLUDE),
                settings.list(Setting.TOOLS_EXCLUDE),
                settings.flag(Setting.TOOLS_READ_ONLY));
        // The start of stdio with all tools does without the catalogue.
        return selection.everything() ? tools : tools.without(hidden(selection));
    }

    private static Map<String, String> hidden(Selection selection) {
        try {
            Map<String, String> hidden = selection.hidden(Catalog.load());
            hidden.replaceAll((tool, part) -> {
                Setting setting = Setting.of("tools." + part);
                return tool + " is hidden by the setting " + setting.key() + " (" + setting.variable() + ").";
            });
            return hidden;
        } catch (IllegalArgumentException e) {
            throw new SettingsException("tools." + e.getMessage());
        }
    }

    /// What a client is shown of the tools.
    ToolList listed() {
        return settings.choice(Setting.TOOLS_SURFACE, Surface.class).of(tools);
    }

    Dispatcher dispatcher() {
        return new Dispatcher(
                Catalog.load(generation), tools, highLevel(), recordings(), fitting(), new CallLog(System.err));
    }

    private Fitting fitting() {
        return new Fitting(settings.flag(Setting.RESULTS_TRIM), settings.bytes(Setting.RESULTS_MAX_BYTES, 4000));
    }

    private HighLevel highLevel() {
        return highLevel(limiting.budgets());
    }

    /// The client, for whoever wants to watch its budgets.
    HighLevel highLevel(Budgets budgets) {
        Account used = account == null ? sandboxAccount() : account;
        FixedTokens tokens = new FixedTokens(used.token(), used.agencyToken(), locations.standard());
        return new HighLevel(used, new Access(tokens, locations, used.companyId()), budgets, "ghl-mcp/" + version);
    }

    private static Locations locations(Settings settings) {
        try {
            return Locations.of(
                    settings.text(Setting.LOCATION_ID),
                    settings.section(Section.LOCATIONS),
                    settings.list(Setting.ALLOWED_LOCATIONS));
        } catch (IllegalArgumentException e) {
            throw new SettingsException(e.getMessage());
        }
    }

    private static Locations sandboxLocations() {
        return Locations.of(Sandbox.LOCATION_ID, Map.of("Harbor Dental", Sandbox.LOCATION_ID), List.of());
    }

    Recordings recordings() {
        String directory = settings.text(Setting.RECORDINGS_DIR);
        return new Recordings(
                directory == null
                        ? Path.of(System.getProperty("java.io.tmpdir"), "ghl-mcp-" + System.getProperty("user.name"))
                        : Path.of(directory));
    }

    private static Account account(Settings settings) {
        return new Account(
                settings.address(Setting.BASE_URL),
                Secret.of(settings.text(Setting.TOKEN)),
                Secret.of(settings.text(Setting.AGENCY_TOKEN)),
                settings.text(Setting.LOCATION_ID),
                settings.text(Setting.COMPANY_ID),
                settings.millis(Setting.CONNECT_TIMEOUT),
                settings.millis(Setting.READ_TIMEOUT),
                settings.millis(Setting.DEADLINE));
    }

    private static Account sandboxAccount() {
        Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
        return new Account(
                sandbox.uri(),
                new Secret(Sandbox.LOCATION_TOKEN),
                new Secret(Sandbox.AGENCY_TOKEN),
                Sandbox.LOCATION_ID,
                Sandbox.COMPANY_ID,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30));
    }
}
