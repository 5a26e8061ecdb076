package dev.ghlmcp.catalog;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Arguments made from a tool's own input schema.
public final class Samples {
    private static final Map<String, String> DATES =
            Map.of("date", "2030-01-31", "date-time", "2030-01-31T09:00:00-05:00");

    private static final Pattern SUCH_AS = Pattern.compile("(?:[Ss]uch as |^)((?<=as )[^\\s,;]+|YYYY-MM-DD)");
    private static final Map<String, String> KINDS = Map.of(
            "email",
            "ada@example.com",
            "phone",
            "+12075550199",
            "url",
            "https://example.com/a.png",
            "country",
            "US",
            "endtime",
            "2030-01-31T10:00:00-05:00");

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

    /// A value that HighLevel would take: the example in the description, or something of the kind that the name says.
    static JsonNode example(String name, JsonNode schema) {
        Matcher such = SUCH_AS.matcher(schema.path("description").asString(""));
        String type = schema.path("type").asString("string");
        if (such.find()) {
            return StringNode.valueOf(such.group(1).equals("YYYY-MM-DD") ? DATES.get("date") : such.group(1));
        }
        if (schema.has("format")) {
            return StringNode.valueOf(
                    name.startsWith("end") ? "2026-12-20T00:00:00-05:00" : "2026-11-23T00:00:00-05:00");
        }
        return type.equals("string")
                ? StringNode.valueOf(KINDS.entrySet().stream()
                        .filter(kind -> name.toLowerCase(Locale.ROOT).contains(kind.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse("sample"))
                : value(name, schema);
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
                        : schema.path("description").asString("").endsWith("YYYY-MM-DD")
                                ? StringNode.valueOf(DATES.get("date"))
                                : text(name, schema.path("maxLength").asInt(Integer.MAX_VALUE));
        };
    }

    /// A text that shows whether it was encoded; ids are made of what ids are made of.
    private static JsonNode text(String name, int longest) {
        String text = name.matches(".*Id|id|.*Key|keyName") ? name + "-1" : name + " +é/?&=%";
        return StringNode.valueOf(text.substring(0, Math.min(text.length(), longest)));
    }
}
