package dev.ghlmcp;

import dev.ghlmcp.catalog.Discovery;
import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.catalog.api.ApiAccess;
import dev.ghlmcp.catalog.api.ApiTools;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.mcp.DeclaredTools;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.IndexedTools;
import dev.ghlmcp.mcp.ToolHandler;
import dev.ghlmcp.mcp.ToolSource;
import dev.ghlmcp.mcp.call.CallListener;
import dev.ghlmcp.mcp.confirm.CodeMemory;
import dev.ghlmcp.mcp.confirm.ConfirmationRules;
import dev.ghlmcp.mcp.discovery.CallTool;
import dev.ghlmcp.mcp.discovery.DescribeTool;
import dev.ghlmcp.mcp.discovery.SearchTools;
import dev.ghlmcp.mcp.media.Recordings;
import dev.ghlmcp.mcp.media.Uploads;
import dev.ghlmcp.mcp.result.ResultLimits;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// Sets a dispatcher up. Unless a test says otherwise it has the tools of the records, no others, and the standard
/// limits and questions, and nobody listens.
public final class DispatcherFixture {
    private final HighLevelClient client;
    private List<ToolSource> sources = List.of();
    private List<ToolHandler> handlers = List.of();
    private ToolView view = ToolView.load();
    private Path recordings = Path.of("unused");
    private Uploads uploads = Uploads.NONE;
    private ResultLimits limits = ResultLimits.STANDARD;
    private ConfirmationRules rules = ConfirmationRules.STANDARD;
    private CallListener listener = _ -> {};

    private DispatcherFixture(HighLevelClient client) {
        this.client = client;
    }

    /// For the account of a sandbox.
    ///
    /// @param sandbox where it listens
    public static DispatcherFixture on(URI sandbox) {
        return of(new HighLevelClient(SandboxAccount.at(sandbox), "ghl-mcp/test"));
    }

    public static DispatcherFixture of(HighLevelClient client) {
        return new DispatcherFixture(client);
    }

    public DispatcherFixture sources(List<? extends ToolSource> some) {
        sources = List.copyOf(some);
        return this;
    }

    public DispatcherFixture handlers(List<? extends ToolHandler> some) {
        handlers = List.copyOf(some);
        return this;
    }

    public DispatcherFixture view(ToolView other) {
        view = other;
        return this;
    }

    /// The operations of the index are there besides.
    ///
    /// @param classes that are switched on, as the setting `api.operations` names them
    public DispatcherFixture indexed(Generation generation, String... classes) {
        IndexedTools indexed =
                new IndexedTools(new ApiTools(generation), ApiAccess.of(List.of(classes), null, List.of(), false));
        sources = List.of(DeclaredTools.load(generation), indexed);
        handlers = List.of(new SearchTools(), new DescribeTool(indexed), new CallTool());
        view = ToolView.load().in(generation).reaching(indexed.access()).ledBy(Discovery.entries());
        return this;
    }

    /// What a client sees unless it is told otherwise.
    public ToolView view() {
        return view;
    }

    public DispatcherFixture recordings(Path folder) {
        recordings = folder;
        return this;
    }

    /// Files of a folder may be uploaded.
    ///
    /// @param folder whose files may be uploaded
    public DispatcherFixture uploads(Path folder) {
        uploads = new Uploads(folder, false);
        return this;
    }

    public DispatcherFixture limits(ResultLimits other) {
        limits = other;
        return this;
    }

    public DispatcherFixture rules(ConfirmationRules other) {
        rules = other;
        return this;
    }

    /// Nobody is asked before anything.
    public DispatcherFixture allowingAll() {
        return rules(new ConfirmationRules(ConfirmationRules.CLASSES, List.of(), List.of()));
    }

    public DispatcherFixture listener(CallListener other) {
        listener = other;
        return this;
    }

    public Dispatcher open() {
        return new Dispatcher(
                sources.isEmpty() ? List.of(DeclaredTools.load(Generation.DATED)) : sources,
                handlers,
                view,
                client,
                new Recordings(recordings),
                uploads,
                limits,
                rules,
                CodeMemory.local(),
                listener);
    }
}
