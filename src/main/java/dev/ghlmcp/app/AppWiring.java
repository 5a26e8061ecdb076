package dev.ghlmcp.app;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.EventTool;
import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.catalog.api.ApiTools;
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
import dev.ghlmcp.mcp.discovery.DescribeTool;
import dev.ghlmcp.mcp.discovery.SearchTools;
import dev.ghlmcp.mcp.media.Recordings;
import dev.ghlmcp.mcp.media.Uploads;
import dev.ghlmcp.mcp.overview.ContactOverview;
import dev.ghlmcp.mcp.overview.PipelineSummary;
import dev.ghlmcp.mcp.result.ResultLimits;
import dev.ghlmcp.server.auth.Principals;
import dev.ghlmcp.server.event.EventNumbers;
import dev.ghlmcp.server.event.EventSupport;
import dev.ghlmcp.watch.delivery.SettingsWatch;
import dev.ghlmcp.watch.tool.EventTools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Composition root: builds the parts of the program from the settings. It checks the settings at once and builds each
/// part on demand, because the start of stdio needs none of them.
///
/// @param settings the settings in force
/// @param client   builds HighLevel's client
/// @param toolset  the tools that there are
/// @param rules    the calls that need a person's consent
/// @param auditing records calls that write
/// @param watching opens the watches
/// @param version  of this program
public record AppWiring(
        Settings settings,
        ClientWiring client,
        Generation generation,
        ToolWiring toolset,
        ConfirmationRules rules,
        AuditWiring auditing,
        WatchWiring watching,
        String version) {
    /// Checks the settings.
    ///
    /// @throws dev.ghlmcp.config.SettingsException if a setting cannot be used
    public static AppWiring of(Settings settings, boolean sandbox, ToolView tools, String version) {
        String folder = settings.text(Setting.API_UPLOAD_DIR);
        if (folder != null && !Files.isDirectory(Path.of(folder))) {
            throw new SettingsException(Setting.API_UPLOAD_DIR.key() + ": there is no folder " + folder);
        }
        Generation generation = settings.choice(Setting.API_VERSION, Generation.class);
        ToolWiring toolset = ToolWiring.of(settings, generation, tools.in(generation));
        return new AppWiring(
                settings,
                ClientWiring.of(settings, sandbox, generation, "ghl-mcp/" + version),
                generation,
                toolset,
                rules(settings, toolset.indexed().tools()),
                AuditWiring.of(settings),
                new WatchWiring(settings, sandbox),
                version);
    }

    /// What the settings say of calls that write.
    ///
    /// @throws SettingsException if a setting names what does not exist
    private static ConfirmationRules rules(Settings settings, ApiTools more) {
        ConfirmationRules rules = new ConfirmationRules(
                settings.list(Setting.CONFIRM_ALLOW),
                settings.list(Setting.CONFIRM_ASK),
                settings.list(Setting.CONFIRM_DENY));
        try {
            // The start of stdio does without the catalogue.
            if (!rules.standard()) {
                List<ToolDefinition> all = new ArrayList<>(Catalog.load().tools());
                more.meant(rules.names(), all).forEach(name -> all.add(more.tool(name)));
                rules.check(all, more::known);
            }
            return rules;
        } catch (IllegalArgumentException e) {
            throw new SettingsException("confirm." + e.getMessage());
        }
    }

    /// The tools that may be called.
    public ToolView tools() {
        return toolset.offered();
    }

    /// The view of the tools for a client.
    public ToolView listed() {
        return toolset.listed();
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
                List.of(declared, toolset.indexed()),
                events()
                        ? Stream.concat(handlers(declared).stream(), eventTools().stream())
                                .toList()
                        : handlers(declared),
                tools(),
                client.highLevel(budgets),
                recordings(remote),
                uploads(remote),
                fitting(),
                rules,
                client.limiting().fleet().codes(),
                auditing.before(listener));
    }

    /// The tools that are no operations.
    private List<ToolHandler> handlers(DeclaredTools declared) {
        return List.of(
                new SearchTools(),
                new DescribeTool(toolset.indexed()),
                new CallTool(),
                new ContactOverview(declared::entry, Clock.systemUTC()),
                new PipelineSummary(declared::entry, Clock.systemUTC()));
    }

    /// Whether the settings turn on tools for events.
    public boolean events() {
        return tools().callable().stream().anyMatch(EventTool.NAMES::contains);
    }

    /// Polls, keeps the watches of the settings going, and posts events.
    ///
    /// @throws SettingsException if a watch of the settings cannot be used
    public void watch(Dispatcher dispatcher) {
        List<SettingsWatch> entries = watching.entries();
        boolean listed = entries.stream().allMatch(entry -> tools().entries().containsKey(entry.operation()));
        ToolView view = listed ? tools() : tools().reaching(toolset.indexed().access());
        watching.serve(dispatcher, entries, view, "ghl-mcp/" + version);
    }

    /// What the methods of events share; null if nobody can ask for them.
    EventSupport eventSupport(Principals principals) {
        return events()
                ? new EventSupport(
                        watching::of,
                        watching::subscriptions,
                        settings.choice(Setting.EVENTS_ERROR_CODES, EventNumbers.class),
                        principals)
                : null;
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

    private Uploads uploads(boolean remote) {
        String folder = settings.text(Setting.API_UPLOAD_DIR);
        return new Uploads(folder == null || remote ? null : Path.of(folder), remote);
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
