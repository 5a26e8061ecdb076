package dev.ghlmcp.mcp.reading;

import dev.ghlmcp.catalog.ToolDefinition;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Types that HighLevel numbers, in words. A message has its own in words besides; then the number goes.
final class TypeWords {
    /// From 1 on, as HighLevel's document of a conversation numbers them; its search has them in words.
    private static final List<String> CONVERSATIONS =
            List.of("TYPE_PHONE", "TYPE_EMAIL", "TYPE_FB_MESSENGER", "TYPE_REVIEW", "TYPE_GROUP_SMS");

    private TypeWords() {}

    /// Changes one record in place.
    static void write(ToolDefinition tool, ObjectNode object) {
        JsonNode type = object.path("type");
        if (!type.isInt()) {
            return;
        }
        int at = type.intValue() - 1;
        if (object.has("messageType")) {
            object.remove("type");
        } else if (tool.name().equals("get_conversation") && at >= 0 && at < CONVERSATIONS.size()) {
            object.put("typeName", CONVERSATIONS.get(at));
        }
    }
}
