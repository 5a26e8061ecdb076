package dev.ghlmcp.sandbox.index;

import dev.ghlmcp.index.ApiIndex;
import dev.ghlmcp.index.ApiOperation;
import dev.ghlmcp.index.ApiRoute;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.api.Route;
import dev.ghlmcp.sandbox.contract.EndpointContract;
import dev.ghlmcp.sandbox.store.SandboxStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The endpoints of HighLevel that the sandbox has no code for. It knows them from the index, checks requests by their
/// shapes, keeps records by the form of their paths, and answers what the documents show.
///
/// Nothing of it is read before the first request that needs it.
public final class IndexRoutes {
    /// Every literal word is more exact than a hole.
    private static final Comparator<Route> EXACT_FIRST =
            Comparator.comparing(route -> route.path().replaceAll("\\{[^}]*}", "~"));

    private final SandboxStore store;
    private Endpoints endpoints;

    public IndexRoutes(SandboxStore store) {
        this.store = store;
    }

    /// Those of a generation of the API, and behind them those that only the other one has. The first that fits is the
    /// right one.
    public List<Route> routes(boolean third) {
        return third ? endpoints().v3() : endpoints().dated();
    }

    /// What a request to this route must be like. If that generation does not have it, it is that of the other one, and
    /// says so; null if neither has it.
    public EndpointContract contract(Route route, boolean third) {
        IndexedEndpoint own = endpoints().byName().get(name(route.method(), route.path(), third));
        IndexedEndpoint other = endpoints().byName().get(name(route.method(), route.path(), !third));
        return own != null ? own.contract(false) : other != null ? other.contract(true) : null;
    }

    private synchronized Endpoints endpoints() {
        if (endpoints == null) {
            Map<String, IndexedEndpoint> all = read();
            Resources resources = new Resources(store, ResourceTypes.of(all.values()), resource("samples.json"));
            endpoints = new Endpoints(all, routes(all, false, resources), routes(all, true, resources));
        }
        return endpoints;
    }

    private static Map<String, IndexedEndpoint> read() {
        Map<String, IndexedEndpoint> endpoints = new HashMap<>();
        JsonNode answers = resource("answers.json");
        for (ApiOperation operation : ApiIndex.get().operations()) {
            for (boolean third : new boolean[] {false, true}) {
                ApiRoute route = operation.in(third);
                if (route != null) {
                    JsonNode known = answers.path(route.method() + " " + route.path());
                    IndexedEndpoint endpoint = IndexedEndpoint.of(operation, route, known);
                    endpoints.put(name(route.method(), route.path(), third), endpoint);
                    if (!route.version().equals("v3")) {
                        endpoints.merge(name(route.method(), route.path(), false), endpoint, (one, _) -> one.or(route));
                    }
                }
            }
        }
        return endpoints;
    }

    private static List<Route> routes(Map<String, IndexedEndpoint> endpoints, boolean third, Resources resources) {
        List<Route> own = new ArrayList<>();
        List<Route> other = new ArrayList<>();
        endpoints.forEach((name, endpoint) -> {
            ApiRoute route = endpoint.route();
            boolean mine = name.equals(name(route.method(), route.path(), third));
            if (mine || !endpoints.containsKey(name(route.method(), route.path(), third))) {
                (mine ? own : other)
                        .add(new Route(
                                route.method(), route.path(), Route.JSON, call -> resources.answer(endpoint, call)));
            }
        });
        own.sort(EXACT_FIRST);
        other.sort(EXACT_FIRST);
        own.addAll(other);
        return List.copyOf(own);
    }

    private static String name(String method, String path, boolean third) {
        return (third ? "v3 " : "dated ") + method + " " + path;
    }

    private static JsonNode resource(String name) {
        try (InputStream in = IndexRoutes.class.getResourceAsStream(name)) {
            return Json.MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param byName those of both generations
    /// @param dated  the routes for the dated one
    /// @param v3     the routes for the other one
    private record Endpoints(Map<String, IndexedEndpoint> byName, List<Route> dated, List<Route> v3) {}
}
