package dev.ghlmcp.sandbox.accounts;

import dev.ghlmcp.sandbox.api.Documents;
import dev.ghlmcp.sandbox.api.RouteCall;
import tools.jackson.databind.node.ObjectNode;

/// What a request writes into a user. Nothing keeps the password.
final class UserForm {
    private UserForm() {}

    /// A new user.
    static ObjectNode fresh(RouteCall call) {
        ObjectNode user =
                Documents.empty().put("extension", "").put("deleted", false).setAll(call.defaults());
        user.putArray("scopes");
        user.putObject("roles").put("restrictSubAccount", false);
        user.putObject("lcPhone");
        return user.put("platformLanguage", "en_US");
    }

    /// Permissions merge, null and an empty text clear, the rest overwrites.
    static ObjectNode write(ObjectNode body, ObjectNode user) {
        body.forEachEntry((name, value) -> {
            if (Documents.blank(value)) {
                if (!user.path(name).isObject()) {
                    user.remove(name);
                }
                return;
            }
            switch (name) {
                case "password" -> {}
                case "type", "role", "locationIds" -> ((ObjectNode) user.get("roles")).set(name, value);
                case "permissions" -> ((ObjectNode) user.get("permissions")).setAll((ObjectNode) value);
                case "twilioPhone" -> user.set("lcPhone", value);
                default -> user.set(name, value);
            }
        });
        return user.put(
                "name",
                user.path("firstName").asString() + " " + user.path("lastName").asString());
    }
}
