package dev.ghlmcp.highlevel;

import tools.jackson.databind.node.ObjectNode;

/// The sub-accounts that calls may touch.
///
/// @param standard the one that calls work on unless they name another; null if none is configured
public record Locations(String standard) {
    /// The id of the sub-account that a call is about, or null if neither it nor the configuration says.
    ///
    /// @throws IllegalArgumentException with a sentence for the caller if it may not be touched
    public String of(ObjectNode arguments) {
        return arguments.hasNonNull("locationId") ? arguments.get("locationId").asString() : standard;
    }
}
