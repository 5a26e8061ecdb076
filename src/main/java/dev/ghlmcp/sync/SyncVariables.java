package dev.ghlmcp.sync;

import dev.ghlmcp.json.Json;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What expressions know besides the message.
///
/// @param externalId `$externalId`
/// @param isNew      `$new`: the ledger has no entry
/// @param linked     `$linked`: the entry, its `id` and remembered values; an empty object if there is none
/// @param changed    `$changed`: the arguments are not those last written
/// @param headers    `$headers`
/// @param saved      what `save` and `needs` give, each by its name
public record SyncVariables(
        String externalId,
        boolean isNew,
        JsonNode linked,
        boolean changed,
        Map<String, String> headers,
        Map<String, JsonNode> saved) {
    /// Before anything is known of the record.
    public static SyncVariables before(SyncInput input) {
        return new SyncVariables("", true, Json.MAPPER.createObjectNode(), true, input.headers(), Map.of());
    }

    /// Never what is in them.
    @Override
    public String toString() {
        return "variables of a sync";
    }
}
