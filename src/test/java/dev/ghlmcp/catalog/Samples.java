package dev.ghlmcp.catalog;

import dev.ghlmcp.json.Json;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Arguments made from a tool's own input schema.
public final class Samples {
    private static final Pattern TIME = Pattern.compile(
            "start(Time|Date)|end(Time|Date)|eventStartTime|dueDate|issueDate|publishedAt|dateOfBirth|date");
    private static final String DAY = "2030-01-31";

    private static final Pattern SUCH_AS = Pattern.compile("(?:[Ss]uch as |^)((?<=as )[^\\s,;]+|YYYY-MM-DD)");
    private static final Map<String, String> KINDS = Map.of(
            "email", "ada@example.com", "phone", "+12075550199", "url", "https://example.com/a.png", "country", "US");

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
            // What is looked for is in the weeks of the sandbox.
            return StringNode.valueOf(
                    such.group(1).equals(DAY) ? "2026-11-23" : such.group(1).replace("YYYY-MM-DD", DAY));
        }
        if (isTime(name)) {
            return StringNode.valueOf("2026-12-20");
        }
        return type.equals("string")
                ? StringNode.valueOf(KINDS.entrySet().stream()
                        .filter(kind -> name.toLowerCase(Locale.ROOT).contains(kind.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse("sample1"))
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
                isTime(name)
                        ? time(name, schema)
                        : text(name, schema.path("maxLength").asInt(Integer.MAX_VALUE));
        };
    }

    /// In the form that arguments have when they are sent.
    public static JsonNode time(String name, JsonNode schema) {
        return StringNode.valueOf(
                schema.path("description").asString("").contains("YYYY-MM-DD")
                        ? DAY
                        : DAY + (name.startsWith("end") ? "T10:00:00-05:00" : "T09:00:00-05:00"));
    }

    /// Whether an argument of this name is a time.
    public static boolean isTime(String name) {
        return TIME.matcher(name).matches();
    }

    /// A text that shows whether it was encoded; ids are made of what ids are made of.
    private static JsonNode text(String name, int max) {
        String text = name.matches(".*Ids?|ids?|followers|contacts|assignedTo|.*Key|keyName")
                ? name + "-1"
                : name + " +é/?&=%";
        return StringNode.valueOf(text.substring(0, Math.min(text.length(), max)));
    }
}
