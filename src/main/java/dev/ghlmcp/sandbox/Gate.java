package dev.ghlmcp.sandbox;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Who may come in: the token, the version of the API, and the location that a request is about.
final class Gate {
    private static final Set<String> VERSIONS = Set.of("legacy", "2021-04-15", "2021-07-28", "2023-02-21", "v3");

    /// Whose a token is. No scope opens one's data to the other.
    enum Token {
        LOCATION,
        AGENCY
    }

    private Gate() {}

    /// @param authorization the header, or null
    static Token checkToken(String authorization) {
        String token = authorization == null ? "" : authorization.replaceFirst("(?i)^Bearer +", "");
        return switch (token) {
            case Sandbox.LOCATION_TOKEN -> Token.LOCATION;
            case Sandbox.AGENCY_TOKEN -> Token.AGENCY;
            default ->
                throw Refusal.unauthorized(
                        token.startsWith("pit-") ? "Invalid Private Integration token" : "Invalid JWT");
        };
    }

    /// Of the routes that share a path, the one of this version; another, if that has none.
    static Route choose(List<Route> endpoint, String version) {
        Route.Generation other = "v3".equals(version) ? Route.Generation.DATED : Route.Generation.V3;
        return endpoint.stream()
                .filter(route -> route.generation() != other)
                .findFirst()
                .orElse(endpoint.getFirst());
    }

    static void checkGeneration(Route route, boolean v3) {
        if (v3 && route.generation() == Route.Generation.DATED) {
            throw Refusal.badRequest("Endpoint " + route.path() + " not available in API version v3");
        }
        if (!v3 && route.generation() == Route.Generation.V3) {
            throw Refusal.notFound("Cannot " + route.method() + " " + route.path());
        }
    }

    static void checkAccess(Route route, Token token) {
        if (!route.access().contains(token)) {
            throw Refusal.unauthorized(
                    route.path().startsWith("/users/")
                            ? "Token's user type mismatch!"
                            : "The token is not authorized for this scope.");
        }
    }

    /// Whether it is `v3`.
    ///
    /// @param version the header, or null
    static boolean checkVersion(String version) {
        if (version == null) {
            throw Refusal.unauthorized("version header was not found.");
        }
        if (VERSIONS.contains(version)) {
            return version.equals("v3");
        }
        throw version.matches("\\d{4}-\\d{2}-\\d{2}")
                ? Refusal.unauthorized("version header is invalid")
                : Refusal.badRequest("Invalid API version segment '" + version + "' at position 0");
    }

    /// A sub-account's token opens that sub-account only.
    static void checkLocation(Call call) {
        if (call.token() == Token.AGENCY) {
            return;
        }
        for (String name : List.of("locationId", "location_id", "altId")) {
            for (JsonNode given : List.of(call.query().path(name), call.body().path(name))) {
                checkLocation(given.asString(""));
            }
        }
        checkLocation(call.path().getOrDefault("locationId", ""));
    }

    private static void checkLocation(String id) {
        if (!id.isEmpty() && !id.equals(Sandbox.LOCATION_ID)) {
            throw Refusal.forbidden("The token does not have access to this location.");
        }
    }
}
