package dev.ghlmcp.server.stateless;

import dev.ghlmcp.server.feature.ServerFeatures;
import dev.ghlmcp.server.http.McpEndpoint;
import dev.ghlmcp.server.http.McpEndpoints;
import dev.ghlmcp.server.http.ToolPath;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/// MCP 2026-07-28 beside the older versions, on every endpoint of a server.
public final class StatelessEras implements McpEndpoints, AutoCloseable {
    private final McpEndpoints endpoints;
    private final RequestStates states;
    private final KeepAliveComments slow = new KeepAliveComments();

    /// Those of the endpoints that are still served.
    private final Set<StatelessProtocol> served =
            Collections.newSetFromMap(Collections.synchronizedMap(new WeakHashMap<>()));

    /// @param endpoints what the older eras serve
    public StatelessEras(McpEndpoints endpoints, RequestStates states) {
        this.endpoints = endpoints;
        this.states = states;
    }

    @Override
    public McpEndpoint at(ToolPath path) {
        ServerFeatures offer = endpoints.at(path).offer();
        StatelessProtocol modern = new StatelessProtocol(offer, states);
        served.add(modern);
        return new McpEndpoint(offer, List.of(new StatelessEra(modern, slow)));
    }

    @Override
    public ToolPath shared(ToolPath path) {
        return endpoints.shared(path);
    }

    /// Tells clients that listen.
    public List<Subscriptions> subscriptions() {
        synchronized (served) {
            return served.stream().map(StatelessProtocol::subscriptions).toList();
        }
    }

    /// Ends all subscriptions so that shutdown does not wait for them.
    @Override
    public void close() {
        subscriptions().forEach(Subscriptions::close);
        slow.close();
    }
}
