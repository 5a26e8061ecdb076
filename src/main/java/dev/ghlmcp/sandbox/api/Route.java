package dev.ghlmcp.sandbox.api;

import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// One endpoint. What it takes, who may come and with which status it answers is in HighLevel's documents. Where paths
/// overlap, the one with literal words is declared first.
///
/// @param type   the content type of the answer; if it is not JSON, the answer is a text or binary node
/// @param answer makes the body of the answer
public record Route(String method, String path, String type, Function<RouteCall, ? extends JsonNode> answer) {
    public static final String JSON = "application/json; charset=utf-8";

    public static Route get(String path, Function<RouteCall, ? extends JsonNode> answer) {
        return new Route("GET", path, JSON, answer);
    }

    public static Route post(String path, Function<RouteCall, ? extends JsonNode> answer) {
        return new Route("POST", path, JSON, answer);
    }

    public static Route put(String path, Function<RouteCall, ? extends JsonNode> answer) {
        return new Route("PUT", path, JSON, answer);
    }

    public static Route delete(String path, Function<RouteCall, ? extends JsonNode> answer) {
        return new Route("DELETE", path, JSON, answer);
    }
}
