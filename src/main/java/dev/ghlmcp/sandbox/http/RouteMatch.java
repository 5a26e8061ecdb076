package dev.ghlmcp.sandbox.http;

import dev.ghlmcp.sandbox.api.Route;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The route that a request is for.
///
/// @param holes what stands in the path at the holes of the route, by their names
record RouteMatch(Route route, Map<String, String> holes) {
    /// Words of other endpoints that stand where a route of the same length has an id.
    private static final Set<String> WORDS =
            Set.of("export", "template", "schedule", "settings", "generate-invoice-number", "lost-reason");

    /// The first route that fits, or null. A trailing slash makes no difference, as with the real one.
    static RouteMatch of(List<Route> routes, String method, String path) {
        String[] parts = path.split("/");
        for (Route route : routes) {
            Map<String, String> holes =
                    route.method().equals(method) ? holes(route.path().split("/"), parts) : null;
            if (holes != null) {
                return new RouteMatch(route, holes);
            }
        }
        return null;
    }

    private static Map<String, String> holes(String[] route, String[] path) {
        if (route.length != path.length) {
            return null;
        }
        Map<String, String> holes = new HashMap<>();
        for (int i = 0; i < route.length; i++) {
            if (route[i].startsWith("{") && !path[i].isEmpty() && !WORDS.contains(path[i])) {
                holes.put(route[i].substring(1, route[i].length() - 1), path[i]);
            } else if (!route[i].equals(path[i])) {
                return null;
            }
        }
        return holes;
    }
}
