package dev.ghlmcp.server.stateless;

import dev.ghlmcp.server.feature.Offer;
import dev.ghlmcp.server.http.Endpoint;
import dev.ghlmcp.server.http.Endpoints;
import dev.ghlmcp.server.http.Narrowing;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/// This era beside the older ones, on every endpoint of a server.
public final class HttpEras implements Endpoints, AutoCloseable {
    private final Endpoints endpoints;
    private final RequestStates states;
    private final SlowCalls slow = new SlowCalls();

    /// Those of the endpoints that are still served.
    private final Set<Modern> served = Collections.newSetFromMap(Collections.synchronizedMap(new WeakHashMap<>()));

    /// @param endpoints what the older eras serve
    public HttpEras(Endpoints endpoints, RequestStates states) {
        this.endpoints = endpoints;
        this.states = states;
    }

    @Override
    public Endpoint at(Narrowing path) {
        Offer offer = endpoints.at(path).offer();
        Modern modern = new Modern(offer, states);
        served.add(modern);
        return new Endpoint(offer, List.of(new HttpEra(modern, slow)));
    }

    @Override
    public Narrowing shared(Narrowing path) {
        return endpoints.shared(path);
    }

    /// Tells clients that listen.
    public List<Subscriptions> subscriptions() {
        synchronized (served) {
            return served.stream().map(Modern::subscriptions).toList();
        }
    }

    /// Ends all subscriptions, which no request would wait for else.
    @Override
    public void close() {
        subscriptions().forEach(Subscriptions::close);
        slow.close();
    }
}
