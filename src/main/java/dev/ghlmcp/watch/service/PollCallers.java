package dev.ghlmcp.watch.service;

import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.watch.WatchArguments;
import dev.ghlmcp.watch.WatchSpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// With whose token this process polls a watch. Thread-safe.
record PollCallers(Dispatcher dispatcher, WatchArguments arguments, Map<String, Caller> known) {
    /// The name of polls in the log. Connections are shared out by callers, so that polls do not take those of people.
    private static final String PRINCIPAL = "watch";

    PollCallers(Dispatcher dispatcher) {
        this(dispatcher, new WatchArguments(dispatcher), new ConcurrentHashMap<>());
    }

    /// A watch of another account than the settings' can be polled by this caller's token.
    void know(String watch, Caller caller) {
        known.put(watch, caller);
    }

    /// Null if this process has no token for it, or its settings name another account by now.
    Caller of(String watch, WatchSpec spec) {
        if (!spec.address().equals(dispatcher.address())) {
            return null;
        }
        if (spec.tenant().isEmpty()) {
            return arguments.settles(spec) ? new Caller(PRINCIPAL, spec.within(dispatcher.access())) : null;
        }
        Caller caller = known.get(watch);
        return caller == null ? null : new Caller(PRINCIPAL, caller.access());
    }
}
