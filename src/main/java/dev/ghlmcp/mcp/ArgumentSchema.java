package dev.ghlmcp.mcp;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.ghlmcp.catalog.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The input schema of one tool, ready to check calls. An object that lists its properties takes no others: HighLevel
/// refuses unknown fields, and here the caller learns what was meant.
final class ArgumentSchema {
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaCacheEnabled(false)
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .build()));
    private static final int LONGEST_ECHO = 60;

    private final ObjectNode schema;
    private final Schema validator;

    /// @param inputSchema as `tools/list` serves it
    ArgumentSchema(JsonNode inputSchema) {
        this.schema = (ObjectNode) inputSchema.deepCopy();
        close(schema);
        this.validator = REGISTRY.getSchema(schema);
    }

    /// The arguments with their types set right where that is possible.
    ObjectNode repair(ObjectNode arguments) {
        return Repair.of(arguments, schema);
    }

    /// Every complaint about the arguments, each a sentence that names one; empty if they are valid.
    List<String> complaints(ObjectNode arguments) {
        return validator.validate(arguments).stream()
                .filter(error -> !clears(error))
                .map(this::sentence)
                .distinct()
                .toList();
    }

    /// An explicit null is the caller's way to clear a field; only HighLevel knows which fields may be cleared.
    private boolean clears(Error error) {
        return switch (error.getKeyword()) {
            case "type", "enum" ->
                error.getInstanceNode() != null
                        && error.getInstanceNode().isNull()
                        && schema.path("required")
                                .valueStream()
                                .noneMatch(name -> name.asString().equals(path(error)));
            default -> false;
        };
    }

    private String sentence(Error error) {
        JsonNode limit = error.getSchemaNode();
        JsonNode value = error.getInstanceNode();
        return switch (error.getKeyword()) {
            case "required" -> join(path(error), error.getProperty()) + " is missing" + hint(error);
            case "additionalProperties" -> unknown(error);
            case "type" -> path(error) + " must be " + types(limit) + ", got " + kind(value);
            case "enum" -> path(error) + " must be one of " + words(limit) + ", got " + echo(value);
            case "minimum" -> path(error) + " must be at least " + limit.asString() + ", got " + echo(value);
            case "maximum" -> path(error) + " must be at most " + limit.asString() + ", got " + echo(value);
            case "format" ->
                path(error) + " must be "
                        + (limit.asString().equals("date")
                                ? "a date such as 2030-01-31"
                                : "a date-time with offset such as 2030-01-31T09:00:00-05:00")
                        + ", got " + echo(value);
            case "maxLength" ->
                path(error) + " must have at most " + limit.asString() + " characters, got "
                        + value.asString().length();
            case "minLength" -> path(error) + " must have at least " + limit.asString() + " characters";
            case "minItems" -> path(error) + " must have at least " + limit.asString() + " items";
            case "maxItems" -> path(error) + " must have at most " + limit.asString() + " items, got " + value.size();
            default -> path(error) + " " + error.getMessage();
        };
    }

    private String hint(Error error) {
        String description = at(error)
                .path("properties")
                .path(error.getProperty())
                .path("description")
                .asString("");
        return description.isEmpty() ? "" : " (" + description + ")";
    }

    private String unknown(Error error) {
        List<String> known = List.copyOf(at(error).path("properties").propertyNames());
        String nearest = Nearest.to(error.getProperty(), known);
        return join(path(error), error.getProperty()) + " is not known"
                + (nearest == null ? "; known are " + String.join(", ", known) : "; did you mean " + nearest + "?");
    }

    /// The schema of the object that the error is about.
    private JsonNode at(Error error) {
        JsonNode node = schema;
        for (int i = 0; i < error.getInstanceLocation().getNameCount(); i++) {
            Object step = error.getInstanceLocation().getElement(i);
            node = step instanceof Integer
                    ? node.path("items")
                    : node.path("properties").path(step.toString());
        }
        return node;
    }

    private static String path(Error error) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < error.getInstanceLocation().getNameCount(); i++) {
            Object step = error.getInstanceLocation().getElement(i);
            path.append(step instanceof Integer index ? "[" + index + "]" : (path.isEmpty() ? "" : ".") + step);
        }
        return path.toString();
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String types(JsonNode type) {
        return type.isArray()
                ? String.join(
                        " or ",
                        type.valueStream()
                                .map(JsonNode::asString)
                                .map(ArgumentSchema::withArticle)
                                .toList())
                : withArticle(type.asString());
    }

    private static String withArticle(String type) {
        return switch (type) {
            case "null" -> type;
            case "array" -> "a list";
            case "integer", "object" -> "an " + type;
            default -> "a " + type;
        };
    }

    private static String kind(JsonNode value) {
        String kind = value.getNodeType().name().toLowerCase(Locale.ROOT);
        return value.isValueNode() && !value.isNull() ? "the " + kind + " " + echo(value) : withArticle(kind);
    }

    private static String words(JsonNode values) {
        StringJoiner words = new StringJoiner(", ");
        values.forEach(value -> words.add(value.asString()));
        return words.toString();
    }

    private static String echo(JsonNode value) {
        String text = value.toString();
        return text.length() <= LONGEST_ECHO ? text : text.substring(0, LONGEST_ECHO) + "...";
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("properties").isObject()) {
            object.put("additionalProperties", false);
        }
        node.forEach(ArgumentSchema::close);
    }
}
