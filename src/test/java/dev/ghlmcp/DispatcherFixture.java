package dev.ghlmcp;

import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.mcp.DeclaredTools;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.ToolHandler;
import dev.ghlmcp.mcp.ToolSource;
import dev.ghlmcp.mcp.call.CallListener;
import dev.ghlmcp.mcp.confirm.CodeMemory;
import dev.ghlmcp.mcp.confirm.ConfirmationRules;
import dev.ghlmcp.mcp.media.Recordings;
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
    private ResultLimits limits = ResultLimits.STANDARD;
    private ConfirmationRules rules = ConfirmationRules.STANDARD;
    private CallListener listener = _ -> {};

    private DispatcherFixture(HighLevelClient client) {
        this.client = client;
    }

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

    public DispatcherFixture recordings(Path folder) {
        recordings = folder;
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
                limits,
                rules,
                CodeMemory.local(),
                listener);
    }
}
