package dev.ghlmcp.catalog.endpoint;

import dev.ghlmcp.operation.annotation.Place;
import tools.jackson.databind.JsonNode;

/// One value of a request.
///
/// @param name     of the argument that gives it
/// @param wire     what HighLevel calls it; empty for an object whose members have names of their own
/// @param place    where it travels
/// @param encoding what becomes of it on the way
/// @param fallback sent when the caller leaves it out; null if then nothing is sent
/// @param source   who gives it where the caller does not
/// @param optional the request makes sense without it, though the configuration should have given it
public record Parameter(
        String name, String wire, Place place, Encoding encoding, JsonNode fallback, Source source, boolean optional) {
    /// Who knows a value that the caller leaves out.
    public enum Source {
        /// Nobody; what the fallback says is sent, if anything.
        CALLER,
        /// The configuration, as the location's id.
        LOCATION,
        /// The configuration, as the company's id.
        COMPANY
    }
}
