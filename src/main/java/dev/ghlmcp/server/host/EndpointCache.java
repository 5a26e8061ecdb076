package dev.ghlmcp.server.host;

import dev.ghlmcp.server.http.McpEndpoints;
import dev.ghlmcp.server.http.ToolPath;
import dev.ghlmcp.server.protocol.ServerFeatures;
import dev.ghlmcp.server.session.Sessions;
import dev.ghlmcp.server.session.StreamableEndpoint;
import dev.ghlmcp.server.stateless.KeepAliveComments;
import dev.ghlmcp.server.stateless.RequestStates;
import dev.ghlmcp.server.stateless.StatelessEra;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;

/// The endpoints of the paths that were asked for last. Clients choose among thousands of paths, and each takes a while
/// to build: one is built at a time, while those that are there are served, and a principal that asks for more than its
/// share loses its own. Thread-safe.
final class EndpointCache {
    private static final int MAX = 64;
    private static final int SHARE = 8;

    private final McpEndpoints endpoints;
    private final Sessions sessions;
    private final KeepAliveComments slow;
    private final RequestStates states = RequestStates.ofThisProcess();
    private final Semaphore building = new Semaphore(1, true);

    /// The one asked for longest ago comes first.
    private final Map<ToolPath, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    /// @param owner who asked for it first
    private record Entry(String owner, FutureTask<McpEndpoint> provider) {}

    EndpointCache(McpEndpoints endpoints, Sessions sessions, KeepAliveComments slow) {
        this.endpoints = endpoints;
        this.sessions = sessions;
        this.slow = slow;
    }

    /// The endpoint of the widest path, made when the server starts.
    McpEndpoint first() {
        FutureTask<McpEndpoint> provider = entry(ToolPath.NONE, "").provider();
        provider.run();
        return provider.resultNow();
    }

    /// The endpoint of a path.
    ///
    /// @param principal that asks
    /// @throws HttpError 404 for a toolset that does not exist
    McpEndpoint at(ToolPath path, String principal) throws InterruptedException {
        ToolPath shared = endpoints.shared(path);
        FutureTask<McpEndpoint> provider = entry(shared, principal).provider();
        if (!provider.isDone()) {
            building.acquire();
            try {
                provider.run();
            } finally {
                building.release();
            }
        }
        try {
            return provider.get();
        } catch (ExecutionException e) {
            forget(provider);
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /// The path that stands for all that serve the same.
    ToolPath shared(ToolPath path) {
        return endpoints.shared(path);
    }

    /// How many there are.
    synchronized int size() {
        return entries.size();
    }

    private synchronized Entry entry(ToolPath path, String principal) {
        Entry known = entries.get(path);
        if (known != null) {
            return known;
        }
        Entry made = new Entry(principal, new FutureTask<>(() -> made(path)));
        entries.put(path, made);
        makeRoom(principal);
        return made;
    }

    private McpEndpoint made(ToolPath path) {
        ServerFeatures features = endpoints.at(path);
        return new McpEndpoint(
                new StreamableEndpoint(path, features, sessions), new StatelessEra(features, states, slow));
    }

    private void makeRoom(String principal) {
        List<ToolPath> own = new ArrayList<>();
        List<ToolPath> all = new ArrayList<>();
        entries.forEach((path, entry) -> {
            if (!path.equals(ToolPath.NONE)) {
                all.add(path);
                if (entry.owner().equals(principal)) {
                    own.add(path);
                }
            }
        });
        if (own.size() > SHARE) {
            entries.remove(own.getFirst());
        } else if (all.size() > MAX) {
            entries.remove(all.getFirst());
        }
    }

    private synchronized void forget(FutureTask<McpEndpoint> failed) {
        // Tasks are equal only to themselves.
        entries.values().removeIf(entry -> entry.provider().equals(failed));
    }
}
