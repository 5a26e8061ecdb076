package dev.ghlmcp.sync;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The members of messages, whatever their values are.
public final class MessageMembers {
    private MessageMembers() {}

    /// Whether a message has all members of an older one, at every depth of objects. What is empty says nothing: most
    /// mappings leave it out.
    public static boolean have(JsonNode newer, JsonNode older) {
        if (older instanceof ObjectNode members && newer.isObject()) {
            return members.properties().stream()
                    .allMatch(member -> have(newer.path(member.getKey()), member.getValue()));
        }
        return empty(older) || !empty(newer);
    }

    private static boolean empty(JsonNode value) {
        return value.isMissingNode()
                || value.isNull()
                || (value.isContainer() && value.isEmpty())
                || (value.isString() && value.stringValue().isBlank());
    }
}
