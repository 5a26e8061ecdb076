package dev.ghlmcp.catalog;

import dev.ghlmcp.operation.Place;
import tools.jackson.databind.JsonNode;

/// One argument of a request.
///
/// @param name     as the caller and HighLevel spell it
/// @param place    where it travels
/// @param fallback sent when the caller leaves it out; null if then nothing is sent
/// @param location it is the location id, which the configuration can fill
public record Parameter(String name, Place place, JsonNode fallback, boolean location) {}
