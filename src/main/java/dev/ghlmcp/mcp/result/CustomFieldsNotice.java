package dev.ghlmcp.mcp.result;

import dev.ghlmcp.highlevel.reply.Reply;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.ToolResult;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Says in a result which custom fields were sent and are not in HighLevel's answer, as the member `notice`: HighLevel
/// answers 200 to a field that it does not know, and keeps nothing of it. HighLevel's own answers have no member of
/// this name.
///
/// @param arguments of the call
public record CustomFieldsNotice(ObjectNode arguments) {
    public ToolResult in(ToolResult result, Reply reply) {
        JsonNode sent = arguments.path("customFields");
        if (result.error() || sent.isEmpty() || !(reply instanceof Reply.Answer answer)) {
            return result;
        }
        JsonNode body = answer.body();
        JsonNode record = Stream.of("contact", "opportunity")
                .map(body::path)
                .filter(JsonNode::isObject)
                .findFirst()
                .orElse(body);
        List<String> lost = record.path("id").isString() ? lost(sent, record.path("customFields")) : List.of();
        return lost.isEmpty()
                ? result
                : result.and("\"notice\":"
                        + Json.MAPPER.writeValueAsString("HighLevel's answer does not show the custom field "
                                + String.join(", ", lost)
                                + ": it may not know it, and then keeps nothing of it; list_custom_fields has those"
                                + " that there are"));
    }

    /// A field that was sent by its key can only be missed where the answer has none at all.
    private static List<String> lost(JsonNode sent, JsonNode shown) {
        Set<String> ids = new HashSet<>();
        shown.forEach(field -> ids.add(field.path("id").asString("")));
        return sent.valueStream()
                .filter(field -> !empty(field.path("fieldValue")))
                .filter(field ->
                        field.has("id") ? !ids.contains(field.path("id").asString()) : ids.isEmpty())
                .map(field -> field.path(field.has("id") ? "id" : "key").asString())
                .toList();
    }

    private static boolean empty(JsonNode value) {
        return value.isContainer()
                ? value.isEmpty()
                : value.isNull() || value.asString("").isEmpty();
    }
}
