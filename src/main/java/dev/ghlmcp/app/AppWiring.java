package dev.ghlmcp.app;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.EventTool;
import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.catalog.Overview;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.catalog.selection.Preset;
import dev.ghlmcp.catalog.selection.Selection;
import dev.ghlmcp.catalog.selection.Surface;
import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.highlevel.limit.RequestLimits;
import dev.ghlmcp.highlevel.oauth.OAuth;
import dev.ghlmcp.mcp.DeclaredTools;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.ToolHandler;
import dev.ghlmcp.mcp.audit.CallLog;
import dev.ghlmcp.mcp.call.CallListener;
import dev.ghlmcp.mcp.confirm.ConfirmationRules;
import dev.ghlmcp.mcp.discovery.CallTool;
import dev.ghlmcp.mcp.discovery.SearchTools;
import dev.ghlmcp.mcp.media.Recordings;
import dev.ghlmcp.mcp.overview.ContactOverview;
import dev.ghlmcp.mcp.overview.PipelineSummary;
import dev.ghlmcp.mcp.result.ResultLimits;
import dev.ghlmcp.watch.service.Watches;
import dev.ghlmcp.watch.tool.EventTools;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/// Composition root: builds the parts of the program from the settings. It checks the settings at once and builds each
/// part on demand, because the start of stdio needs none of them.
///
/// @param settings the settings in force
/// @param client   builds HighLevel's client
/// @param tools    the tools that may be called
/// @param rules    the calls that need a person's consent
/// @param auditing records calls that write
/// @param watching opens the watches
/// @param version  of this program
public record AppWiring(
        Settings settings,
        ClientWiring client,
        Generation generation,
        ToolView tools,
        ConfirmationRules rules,
        AuditWiring auditing,
        WatchWiring watching,
        String version) {
    /// Checks the settings.
    ///
    /// @throws dev.ghlmcp.config.SettingsException if a setting cannot be used
    public static AppWiring of(Settings settings, boolean sandbox, ToolView tools, String version) {
        Generation generation = settings.choice(Setting.API_VERSION, Generation.class);
        return new AppWiring(
                settings,
                ClientWiring.of(settings, sandbox, generation, "ghl-mcp/" + version),
                generation,
                selected(settings, tools.in(generation)),
                rules(settings),
                AuditWiring.of(settings),
                new WatchWiring(settings, sandbox),
                version);
    }

    /// The tools that the settings leave.
    ///
    /// @throws SettingsException if a setting names what does not exist
    static ToolView selected(Settings settings, ToolView tools) {
        Selection selection = new Selection(
                settings.choice(Setting.TOOLS_PRESET, Preset.class),
                settings.list(Setting.TOOLS_TOOLSETS),
                settings.list(Setting.TOOLS_INCLUDE),
                settings.list(Setting.TOOLS_EXCLUDE),
                settings.flag(Setting.TOOLS_READ_ONLY));
        // The start of stdio with all tools does not load the catalogue.
        if (selection.everything()) {
            return tools;
        }
        ToolView more = tools.followedBy(EventTool.entries());
        return more.without(hidden(selection, more));
    }

    private static Map<String, String> hidden(Selection selection, ToolView tools) {
        try {
            List<ToolDefinition> all = Stream.of(
                            Catalog.load().tools(), Overview.tools(tools.entries()), EventTool.tools())
                    .flatMap(List::stream)
                    .toList();
            Map<String, String> hidden = selection.hidden(all);
            hidden.replaceAll((tool, part) -> {
                Setting setting = Setting.of("tools." + part);
                return tool + " is hidden by the setting " + setting.key() + " (" + setting.variable() + ").";
            });
            return hidden;
        } catch (IllegalArgumentException e) {
            throw new SettingsException("tools." + e.getMessage());
        }
    }

    /// What the settings say of calls that write.
    ///
    /// @throws SettingsException if a setting names what does not exist
    private static ConfirmationRules rules(Settings settings) {
        ConfirmationRules rules = new ConfirmationRules(
                settings.list(Setting.CONFIRM_ALLOW),
                settings.list(Setting.CONFIRM_ASK),
                settings.list(Setting.CONFIRM_DENY));
        try {
            // The start of stdio does without the catalogue.
            if (!rules.standard()) {
                rules.check(Catalog.load());
            }
            return rules;
        } catch (IllegalArgumentException e) {
            throw new SettingsException("confirm." + e.getMessage());
        }
    }

    /// The view of the tools for a client.
    public ToolView listed() {
        return settings.choice(Setting.TOOLS_SURFACE, Surface.class).of(tools);
    }

    Dispatcher dispatcher() {
        return dispatcher(client.limiting().budgets(), new CallLog(System.err), false);
    }

    /// The dispatcher, whose limits and calls can be observed.
    ///
    /// @param remote whether callers are on other machines and cannot open its files
    public Dispatcher dispatcher(RequestLimits budgets, CallListener listener, boolean remote) {
        DeclaredTools declared = DeclaredTools.load(generation);
        return new Dispatcher(
                List.of(declared),
                events()
                        ? Stream.concat(handlers(declared).stream(), eventTools().stream())
                                .toList()
                        : handlers(declared),
                tools,
                client.highLevel(budgets),
                recordings(remote),
                fitting(),
                rules,
                client.limiting().fleet().codes(),
                auditing.before(listener));
    }

    /// The tools that are no operations.
    static List<ToolHandler> handlers(DeclaredTools declared) {
        return List.of(
                new SearchTools(),
                new CallTool(),
                new ContactOverview(declared.entry(Overview.CONTACT), Clock.systemUTC()),
                new PipelineSummary(declared.entry(Overview.PIPELINES), Clock.systemUTC()));
    }

    /// Whether the settings turn on tools for events.
    public boolean events() {
        return tools.callable().stream().anyMatch(EventTool.NAMES::contains);
    }

    /// Gives the watches; null if nobody can ask for them.
    Function<Dispatcher, Watches> watches() {
        return events() ? watching::of : null;
    }

    private List<EventTools> eventTools() {
        int max = settings.bytes(Setting.RESULTS_MAX_BYTES, 4000);
        return EventTool.entries().stream()
                .map(entry -> new EventTools(entry, watching::of, max))
                .toList();
    }

    private ResultLimits fitting() {
        return new ResultLimits(
                settings.flag(Setting.RESULTS_TRIM),
                settings.flag(Setting.RESULTS_NAMES),
                settings.bytes(Setting.RESULTS_MAX_BYTES, 4000));
    }

    /// The parts that `auth login` and `auth logout` use.
    public OAuth oauth() {
        return client.oauth();
    }

    Recordings recordings(boolean remote) {
        String directory = settings.text(Setting.RECORDINGS_DIR);
        return new Recordings(
                directory == null
                        ? Path.of(System.getProperty("java.io.tmpdir"), "ghl-mcp-" + System.getProperty("user.name"))
                        : Path.of(directory),
                remote);
    }
}
