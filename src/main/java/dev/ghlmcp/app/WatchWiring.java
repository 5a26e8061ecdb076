package dev.ghlmcp.app;

import dev.ghlmcp.cli.StartFailure;
import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.watch.service.Watches;
import java.time.InstantSource;

/// The watches of a server. Their store is opened when somebody asks for them first.
public final class WatchWiring implements AutoCloseable {
    private final Settings settings;
    private final boolean sandbox;
    private Watches watches;
    private boolean closed;

    /// @param sandbox whether a sandbox of this process is watched, which ends with it
    /// @throws dev.ghlmcp.config.SettingsException if a setting cannot be used
    WatchWiring(Settings settings, boolean sandbox) {
        this.settings = settings;
        this.sandbox = sandbox;
        share();
    }

    private int share() {
        return settings.number(Setting.WATCH_SHARE, 1, 100);
    }

    /// The watches, which are polled from now on.
    ///
    /// @throws dev.ghlmcp.store.StoreException if the store cannot be used
    public synchronized Watches of(Dispatcher dispatcher) {
        if (closed) {
            throw new IllegalStateException("the program ends");
        }
        if (watches == null) {
            watches = new Watches(StoreWiring.open(settings, sandbox), dispatcher, InstantSource.system(), share());
            watches.begin();
        }
        return watches;
    }

    /// The watches; null before somebody has asked for them.
    synchronized Watches opened() {
        return watches;
    }

    /// Goes on with what is watched already. What keeps it from that is said once on standard error.
    void resume(Dispatcher dispatcher) {
        try {
            of(dispatcher);
        } catch (RuntimeException e) {
            System.err.println("ghl-mcp: nothing is watched: " + StartFailure.sentence(e));
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (watches != null) {
            watches.close();
            watches = null;
        }
    }
}
