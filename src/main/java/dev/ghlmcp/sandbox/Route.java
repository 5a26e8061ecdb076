package dev.ghlmcp.sandbox;

import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// One endpoint. Where paths overlap, the one with literal words is declared first.
///
/// @param status of a success
/// @param query  what it takes in the query
/// @param body   what it takes as JSON
/// @param answer makes the body of the answer
record Route(String method, String path, int status, Fields query, Fields body, Function<Call, ObjectNode> answer) {
    static Route get(String path, Function<Call, ObjectNode> answer) {
        return new Route("GET", path, 200, Fields.UNCHECKED, Fields.UNCHECKED, answer);
    }

    static Route post(String path, Fields body, Function<Call, ObjectNode> answer) {
        return new Route("POST", path, 201, Fields.UNCHECKED, body, answer);
    }

    static Route put(String path, Fields body, Function<Call, ObjectNode> answer) {
        return new Route("PUT", path, 200, Fields.UNCHECKED, body, answer);
    }

    static Route delete(String path, Fields body, Function<Call, ObjectNode> answer) {
        return new Route("DELETE", path, 200, Fields.UNCHECKED, body, answer);
    }

    Route query(Fields query) {
        return new Route(method, path, status, query, body, answer);
    }

    Route status(int status) {
        return new Route(method, path, status, query, body, answer);
    }
}
