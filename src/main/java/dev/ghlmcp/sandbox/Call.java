package dev.ghlmcp.sandbox;

import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// A request that passed every check.
///
/// @param path  the values of the holes in the route's path
/// @param query its parameters, as texts
/// @param body  its JSON; empty if it has none
record Call(Map<String, String> path, ObjectNode query, ObjectNode body) {
    String hole(String name) {
        return path.get(name);
    }
}
