package dev.ghlmcp.sandbox.http;

import dev.ghlmcp.sandbox.api.ApiError;
import dev.ghlmcp.sandbox.api.RouteCall;
import dev.ghlmcp.sandbox.api.TokenHolder;
import dev.ghlmcp.sandbox.contract.EndpointContract;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Who may come in: the token, the version of the API, and the location that a request is about.
final class RequestGate {
    private static final Set<String> VERSIONS = Set.of("legacy", "2021-04-15", "2021-07-28", "2023-02-21", "v3");

    private RequestGate() {}

    /// The token of a request; empty if it has none.
    ///
    /// @param authorization the header, or null
    static String token(String authorization) {
        return authorization != null && authorization.matches("(?i)Bearer +\\S+")
                ? authorization.replaceFirst("(?i)^Bearer +", "")
                : "";
    }

    static ApiError unknown(String token) {
        return ApiError.unauthorized(token.startsWith("pit-") ? "Invalid Private Integration token" : "Invalid JWT");
    }

    /// Refuses a route that the requested version of the API does not have.
    ///
    /// @param path as it stood in the request
    static void checkGeneration(EndpointContract endpoint, String method, String path, boolean v3) {
        if (endpoint.missing()) {
            throw v3
                    ? ApiError.badRequest("Endpoint " + path + " not available in API version v3")
                    : ApiError.notFound("Cannot " + method + " " + path);
        }
    }

    static void checkAccess(EndpointContract endpoint, String path, TokenHolder bearer) {
        boolean access = endpoint.opens(bearer.agency());
        if (!access && bearer.oauth()) {
            throw ApiError.unauthorized("This authClass type is not allowed to access this scope."
                    + " Please verify your IAM configuration if this is not the case.");
        }
        if (!access && path.startsWith("/users/")) {
            throw ApiError.unauthorized("Token's user type mismatch!");
        }
        if (!access || (endpoint.oauth() && !bearer.oauth()) || !bearer.may(endpoint.scope())) {
            throw ApiError.unauthorized("The token is not authorized for this scope.");
        }
    }

    /// Whether it is `v3`.
    ///
    /// @param version the header, or null
    static boolean checkVersion(String version) {
        if (version == null) {
            throw ApiError.unauthorized("version header was not found.");
        }
        if (VERSIONS.contains(version)) {
            return version.equals("v3");
        }
        throw version.matches("\\d{4}-\\d{2}-\\d{2}")
                ? ApiError.unauthorized("version header is invalid")
                : ApiError.badRequest("Invalid API version segment '" + version + "' at position 0");
    }

    /// A sub-account's token opens that sub-account only.
    static void checkLocation(RouteCall call) {
        if (call.bearer().agency()) {
            return;
        }
        for (String name : List.of("locationId", "location_id", "altId")) {
            for (JsonNode given : List.of(call.query().path(name), call.body().path(name))) {
                checkLocation(call, given.asString(""));
            }
        }
        checkLocation(call, call.path().getOrDefault("locationId", ""));
    }

    private static void checkLocation(RouteCall call, String id) {
        if (!id.isEmpty() && !id.equals(call.bearer().owner())) {
            throw ApiError.forbidden("The token does not have access to this location.");
        }
    }
}
