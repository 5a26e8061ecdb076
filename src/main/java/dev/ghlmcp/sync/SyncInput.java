package dev.ghlmcp.sync;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What came in.
///
/// @param body    parsed; a line of a CSV file is an object of texts
/// @param headers with names in lower case, without credentials
public record SyncInput(JsonNode body, Map<String, String> headers) {
    /// Never what is in it.
    @Override
    public String toString() {
        return "a message of a sync";
    }
}
