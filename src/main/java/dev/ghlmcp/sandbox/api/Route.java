package dev.ghlmcp.sandbox.api;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// One endpoint. Where paths overlap, the one with literal words is declared first.
///
/// @param status     of a success
/// @param query      what it takes in the query
/// @param body       what it takes as JSON; if `list`, what each item of that list takes
/// @param list       the body is a bare JSON array, which the call finds under `items`
/// @param access     the tokens that open it
/// @param generation the versions of the API that have it
/// @param type       the content type of the answer; if it is not JSON, the answer is a text or binary node
/// @param answer     makes the body of the answer
public record Route(
        String method,
        String path,
        int status,
        RequestFields query,
        RequestFields body,
        boolean list,
        Set<RequestGate.Token> access,
        Generation generation,
        String type,
        Function<RouteCall, ? extends JsonNode> answer) {
    public static final String JSON = "application/json; charset=utf-8";

    /// Versions of the API.
    public enum Generation {
        ALL,
        DATED,
        V3
    }

    public static Route get(String path, Function<RouteCall, ? extends JsonNode> answer) {
        return of("GET", path, 200, RequestFields.UNCHECKED, answer);
    }

    public static Route post(String path, RequestFields body, Function<RouteCall, ? extends JsonNode> answer) {
        return of("POST", path, 201, body, answer);
    }

    public static Route post(String path, String body, Function<RouteCall, ? extends JsonNode> answer) {
        return post(path, RequestFields.of(body), answer);
    }

    public static Route put(String path, String body, Function<RouteCall, ? extends JsonNode> answer) {
        return put(path, RequestFields.of(body), answer);
    }

    public static Route put(String path, RequestFields body, Function<RouteCall, ? extends JsonNode> answer) {
        return of("PUT", path, 200, body, answer);
    }

    public static Route delete(String path, RequestFields body, Function<RouteCall, ? extends JsonNode> answer) {
        return of("DELETE", path, 200, body, answer);
    }

    public static Route delete(String path, Function<RouteCall, ? extends JsonNode> answer) {
        return delete(path, RequestFields.UNCHECKED, answer);
    }

    public Route query(String query) {
        return query(RequestFields.of(query));
    }

    public Route query(RequestFields query) {
        return new Route(method, path, status, query, body, list, access, generation, type, answer);
    }

    public Route body(RequestFields body) {
        return new Route(method, path, status, query, body, list, access, generation, type, answer);
    }

    public Route status(int status) {
        return new Route(method, path, status, query, body, list, access, generation, type, answer);
    }

    /// The body is a bare JSON array of these.
    public Route listed() {
        return new Route(method, path, status, query, body, true, access, generation, type, answer);
    }

    /// Only the agency's token opens it.
    public Route agency() {
        return access(EnumSet.of(RequestGate.Token.AGENCY));
    }

    /// Either token opens it.
    public Route anyToken() {
        return access(EnumSet.allOf(RequestGate.Token.class));
    }

    /// Only these versions of the API have it.
    public Route only(Generation generation) {
        return new Route(method, path, status, query, body, list, access, generation, type, answer);
    }

    /// It answers a text or binary node as this content type.
    public Route type(String type) {
        return new Route(method, path, status, query, body, list, access, generation, type, answer);
    }

    /// Whether the dated versions or `v3` have it.
    public boolean in(boolean v3) {
        return generation == Generation.ALL || (generation == Generation.V3) == v3;
    }

    /// The same with another answer.
    public Route answering(Function<RouteCall, ? extends JsonNode> answer) {
        return new Route(method, path, status, query, body, list, access, generation, type, answer);
    }

    private Route access(Set<RequestGate.Token> access) {
        return new Route(method, path, status, query, body, list, access, generation, type, answer);
    }

    private static Route of(
            String method,
            String path,
            int status,
            RequestFields body,
            Function<RouteCall, ? extends JsonNode> answer) {
        return new Route(
                method,
                path,
                status,
                RequestFields.UNCHECKED,
                body,
                false,
                EnumSet.of(RequestGate.Token.LOCATION),
                Generation.ALL,
                JSON,
                answer);
    }
}
