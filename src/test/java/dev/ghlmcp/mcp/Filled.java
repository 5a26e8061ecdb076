package dev.ghlmcp.mcp;

import dev.ghlmcp.catalog.Clearing;
import dev.ghlmcp.catalog.Samples;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.result.DryRun;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Arguments with every member that a schema knows: ids where ids belong, the same word in all other texts.
///
/// @param word looks like an id, so that only the member's name tells it from one
record Filled(String word) {
    static final String ID = "ouXvz8AgsBOHRYQt5OJB";

    /// Texts whose form the schema does not say.
    private static final Map<String, String> FORMS =
            Map.of("timezone", "America/New_York", "status", "active", "rrule", "RRULE:FREQ=DAILY");

    private static final Pattern ID_NAME = Pattern.compile("_?id|ids|.*Ids?");
    private static final Pattern ID_TEXT = Pattern.compile(".*\\b([Ii]ds? from|from search_users|From search_users).*");

    ObjectNode of(JsonNode schema) {
        ObjectNode arguments = Json.MAPPER.createObjectNode();
        schema.path("properties").forEachEntry((name, property) -> {
            if (!List.of(DryRun.ARGUMENT, Clearing.ARGUMENT, "locationId").contains(name)) {
                arguments.set(name, value(name, property));
            }
        });
        return arguments;
    }

    private JsonNode value(String name, JsonNode schema) {
        JsonNode type = schema.path("type");
        if (schema.has("enum")) {
            return schema.path("enum").get(0);
        }
        return switch (type.isArray() ? type.path(0).asString() : type.asString("")) {
            case "integer", "number" ->
                Json.MAPPER.readTree(schema.path("minimum").asString("1"));
            case "boolean" -> Json.MAPPER.readTree("true");
            case "array" ->
                Json.MAPPER.valueToTree(List.of(value(id(name, schema) ? "ids" : name, schema.path("items"))));
            case "object" ->
                schema.has("properties")
                        ? of(schema)
                        : Json.MAPPER.createObjectNode().put("any", word);
            default -> Json.MAPPER.getNodeFactory().stringNode(text(name, schema));
        };
    }

    private String text(String name, JsonNode schema) {
        if (Samples.isTime(name)) {
            return Samples.time(name, schema).asString();
        }
        if (FORMS.containsKey(name)) {
            return FORMS.get(name);
        }
        return id(name, schema)
                ? ID
                : word.substring(
                        0, Math.min(word.length(), schema.path("maxLength").asInt(99)));
    }

    private static boolean id(String name, JsonNode schema) {
        return ID_NAME.matcher(name).matches()
                || ID_TEXT.matcher(schema.path("description").asString("")).matches();
    }
}
