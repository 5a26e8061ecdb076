package dev.ghlmcp.catalog;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Arguments made from a tool's own input schema.
public final class Samples {
    private static final Map<String, String> DATES =
            Map.of("date", "2030-01-31", "date-time", "2030-01-31T09:00:00-05:00");

    private Samples() {}

    /// Every argument that the schema lists.
    public static ObjectNode all(JsonNode inputSchema) {
        return (ObjectNode) value("", inputSchema);
    }

    /// Only those it requires.
    public static ObjectNode required(JsonNode inputSchema) {
        ObjectNode arguments = all(inputSchema);
        arguments.retain(inputSchema
                .path("required")
                .valueStream()
                .map(JsonNode::asString)
                .toList());
        return arguments;
    }

    private static JsonNode value(String name, JsonNode schema) {
        if (schema.has("enum")) {
            return schema.path("enum").path(0);
        }
        String type = schema.path("type").isArray()
                ? schema.path("type").path(0).asString()
                : schema.path("type").asString("any");
        return switch (type) {
            case "object" -> {
                ObjectNode object = Json.MAPPER.createObjectNode();
                schema.path("properties")
                        .properties()
                        .forEach(property ->
                                object.set(property.getKey(), value(property.getKey(), property.getValue())));
                yield object;
            }
            case "array" -> Json.MAPPER.createArrayNode().add(value(name, schema.path("items")));
            case "integer", "number" ->
                Json.MAPPER.getNodeFactory().numberNode(schema.path("minimum").asInt(7));
            case "boolean" -> Json.MAPPER.getNodeFactory().booleanNode(true);
            default ->
                schema.has("format")
                        ? StringNode.valueOf(DATES.get(schema.path("format").asString()))
                        : text(name, schema.path("maxLength").asInt(Integer.MAX_VALUE));
        };
    }

    /// A text that shows whether it was encoded; ids are made of what ids are made of.
    private static JsonNode text(String name, int longest) {
        String text = name.matches(".*Id|id|.*Key|keyName") ? name + "-1" : name + " +é/?&=%";
        return StringNode.valueOf(text.substring(0, Math.min(text.length(), longest)));
    }
}
