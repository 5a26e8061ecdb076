package dev.ghlmcp.sandbox.api;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Who may come in: the token, the version of the API, and the location that a request is about.
public final class Gate {
    private static final Set<String> VERSIONS = Set.of("legacy", "2021-04-15", "2021-07-28", "2023-02-21", "v3");

    /// Whose a token is. No scope opens one's data to the other.
    public enum Token {
        LOCATION,
        AGENCY
    }

    private Gate() {}

    /// The token of a request; empty if it has none.
    ///
    /// @param authorization the header, or null
    public static String token(String authorization) {
        return authorization != null && authorization.matches("(?i)Bearer +\\S+")
                ? authorization.replaceFirst("(?i)^Bearer +", "")
                : "";
    }

    public static Refusal unknown(String token) {
        return Refusal.unauthorized(token.startsWith("pit-") ? "Invalid Private Integration token" : "Invalid JWT");
    }

    /// @param path as it stood in the request
    public static void checkGeneration(Route route, String path, boolean v3) {
        if (!route.in(v3)) {
            throw v3
                    ? Refusal.badRequest("Endpoint " + path + " not available in API version v3")
                    : Refusal.notFound("Cannot " + route.method() + " " + path);
        }
    }

    public static void checkAccess(Route route, Bearer bearer) {
        boolean access = route.access().contains(bearer.kind());
        if (!access && bearer.oauth()) {
            throw Refusal.unauthorized("This authClass type is not allowed to access this scope."
                    + " Please verify your IAM configuration if this is not the case.");
        }
        if (!access && route.path().startsWith("/users/")) {
            throw Refusal.unauthorized("Token's user type mismatch!");
        }
        if (!access || !bearer.may(Scopes.of(route))) {
            throw Refusal.unauthorized("The token is not authorized for this scope.");
        }
    }

    /// Whether it is `v3`.
    ///
    /// @param version the header, or null
    public static boolean checkVersion(String version) {
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
    public static void checkLocation(Call call) {
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

    private static void checkLocation(Call call, String id) {
        if (!id.isEmpty() && !id.equals(call.bearer().owner())) {
            throw Refusal.forbidden("The token does not have access to this location.");
        }
    }
}
