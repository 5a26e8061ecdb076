package dev.ghlmcp.cli.context;

import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.doctor.DoctorReport;
import dev.ghlmcp.highlevel.limit.RequestLimits;
import dev.ghlmcp.highlevel.oauth.OAuth;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.IndexedTools;
import dev.ghlmcp.mcp.call.CallListener;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.sync.Sync;
import java.io.PrintStream;
import java.util.List;
import java.util.function.UnaryOperator;

/// The parts of the program that the commands use.
public interface Composition {
    /// The name and number that `--version` prints.
    String version();

    /// Standard output. `System.out` leads nowhere, so that nothing strays into a protocol or a log.
    PrintStream out();

    /// The settings: file, then environment, then the options of the command line.
    Settings settings(GlobalOptions options);

    /// The tools that these settings select.
    ToolView tools(Settings settings);

    /// The operations of the API that no list has, as these settings switch them on.
    IndexedTools indexed(Settings settings);

    /// A dispatcher for these settings, or for a sandbox that it starts.
    ///
    /// @param watched  makes budgets that somebody watches of those that it keeps to
    /// @param listener is told of its calls
    Dispatcher dispatcher(
            Settings settings, boolean sandbox, UnaryOperator<RequestLimits> watched, CallListener listener);

    /// Checks whether the program works with these settings, or on a sandbox that it starts.
    DoctorReport examine(Settings settings, boolean sandbox) throws InterruptedException;

    /// What watches keep by these settings; with a sandbox of its own, for this start alone.
    ///
    /// @throws dev.ghlmcp.store.StoreException if it cannot be used
    EventStore store(Settings settings, boolean sandbox);

    /// The syncs of the settings.
    List<Sync> syncs(Settings settings, boolean sandbox);

    /// What is wrong with these syncs by these settings, a sentence each.
    List<String> problems(Settings settings, boolean sandbox, List<Sync> syncs);

    /// What these read that no watch of these settings posts to them, a sentence each.
    List<String> notes(Settings settings, boolean sandbox, List<Sync> syncs);

    /// What commands need to work on these, with the store of the settings.
    ///
    /// @param watched makes budgets that somebody watches of those that calls keep to
    /// @throws dev.ghlmcp.store.StoreException if the store cannot be used
    SyncParts syncs(Settings settings, boolean sandbox, UnaryOperator<RequestLimits> watched);

    /// The parts for logging in and out with these settings.
    OAuth oauth(Settings settings);

    /// Serves MCP over standard input and output until the input ends.
    void stdio(Settings settings, boolean sandbox);

    /// Keeps the watches of the settings going and posts their events, until the process is told to stop.
    void watch(Settings settings, boolean sandbox) throws InterruptedException;

    /// Serves MCP over HTTP until the process is told to stop.
    void http(Settings settings, boolean sandbox) throws InterruptedException;
}
