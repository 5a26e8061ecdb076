package dev.ghlmcp.watch;

import dev.ghlmcp.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What is watched. Those who ask for the same share one watch.
///
/// @param tenant    the credential whose account it is; empty for that of the program's settings
/// @param account   the sub-account or agency whose data it is
/// @param operation the trigger's
/// @param arguments as the caller gave them, corrected
public record WatchSpec(String tenant, String account, String operation, ObjectNode arguments) {
    private static final int ID_LENGTH = 20;

    /// The same for the same account, operation and arguments.
    public String id() {
        return Digests.of(text(), ID_LENGTH);
    }

    /// As it is stored.
    public String text() {
        return Digests.canonical(Json.MAPPER
                .createObjectNode()
                .put("tenant", tenant)
                .put("account", account)
                .put("operation", operation)
                .set("arguments", arguments));
    }

    /// What [#text] made.
    public static WatchSpec of(String text) {
        JsonNode stored = Json.MAPPER.readTree(text);
        return new WatchSpec(
                stored.path("tenant").asString(""),
                stored.path("account").asString(),
                stored.path("operation").asString(),
                stored.path("arguments") instanceof ObjectNode given ? given : Json.MAPPER.createObjectNode());
    }

    /// The operation and its arguments, in a line.
    @Override
    public String toString() {
        return operation + (arguments.isEmpty() ? "" : " " + Json.MAPPER.writeValueAsString(arguments));
    }
}
