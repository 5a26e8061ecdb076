package dev.ghlmcp.sandbox;

import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Who may come in: the token, the version of the API, and the location that a request is about.
final class Gate {
    private static final Set<String> VERSIONS = Set.of("legacy", "2021-04-15", "2021-07-28", "2023-02-21", "v3");

    private Gate() {}

    /// @param authorization the header, or null
    static void checkToken(String authorization) {
        String token = authorization == null ? "" : authorization.replaceFirst("(?i)^Bearer +", "");
        switch (token) {
            case Sandbox.LOCATION_TOKEN -> {}
            // Every endpoint is about a sub-account's data so far, and no scope opens that to an agency's token.
            case Sandbox.AGENCY_TOKEN -> throw Refusal.unauthorized("The token is not authorized for this scope.");
            default ->
                throw Refusal.unauthorized(
                        token.startsWith("pit-") ? "Invalid Private Integration token" : "Invalid JWT");
        }
    }

    /// @param version the header, or null
    static void checkVersion(String version) {
        if (version == null) {
            throw Refusal.unauthorized("version header was not found.");
        }
        if (VERSIONS.contains(version)) {
            return;
        }
        throw version.matches("\\d{4}-\\d{2}-\\d{2}")
                ? Refusal.unauthorized("version header is invalid")
                : Refusal.badRequest("Invalid API version segment '" + version + "' at position 0");
    }

    /// @param given the query or the body
    static void checkLocation(ObjectNode given) {
        JsonNode location = given.path("locationId");
        if (location.isString() && !location.stringValue().equals(Sandbox.LOCATION_ID)) {
            throw Refusal.forbidden("The token does not have access to this location.");
        }
    }
}
