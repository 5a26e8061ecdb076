package dev.ghlmcp.sandbox;

import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// A request that passed every check.
///
/// @param path  the values of the holes in the route's path
/// @param query its parameters, as texts
/// @param body  its JSON; empty if it has none; a bare list stands under `items`
/// @param token whose it is
/// @param v3    it is for the API's version `v3`
record Call(Map<String, String> path, ObjectNode query, ObjectNode body, Gate.Token token, boolean v3) {
    String hole(String name) {
        return path.get(name);
    }
}
