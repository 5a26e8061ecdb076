package dev.ghlmcp.sandbox.contract;

import dev.ghlmcp.sandbox.api.TextList;
import dev.ghlmcp.sandbox.api.Timestamps;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Checks a request as strictly as HighLevel does: what a schema does not name is refused, and all violations are
/// reported together. What is not required may always be null.
///
/// @param texts all values are texts, as in a query
record SchemaCheck(boolean texts, List<String> violations) {
    private static final Pattern EMAIL = Pattern.compile("[^@\\s,;]+@([^@\\s.,;]+\\.)+[^@\\s.,;]{2,}");

    /// @param place of the object in the request: the names that lead to it, each with a dot
    void object(JsonNode schema, ObjectNode given, String place) {
        JsonNode properties = schema.path("properties");
        if (!properties.isObject()) {
            return;
        }
        given.propertyNames().stream()
                .filter(name -> !properties.has(name))
                .forEach(name -> violations.add(place + "property " + name + " should not exist"));
        Set<String> required =
                schema.path("required").valueStream().map(JsonNode::stringValue).collect(Collectors.toSet());
        properties.forEachEntry((name, field) -> {
            JsonNode value = given.path(name);
            if (!value.isMissingNode() && !value.isNull()) {
                value(field, value, place + name);
            } else if (required.contains(name)
                    && !(value.isNull() && field.path("nullable").asBoolean(false))) {
                violations.add(place + name + " must be " + noun(field, value));
            }
        });
    }

    private void value(JsonNode field, JsonNode value, String name) {
        if (!fits(field, value)) {
            violations.add((list(field) ? "each value in " : "") + name + " must be " + noun(field, value));
            return;
        }
        bound(field, value, name);
        if (value instanceof ObjectNode object) {
            object(field, object, name + ".");
        }
        JsonNode items = field.path("items");
        if (items.has("enum") && value.isArray() && !value.valueStream().allMatch(item -> chosen(items, item))) {
            violations.add("each value in " + name + " must be " + noun(items, value));
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            if (value.get(i) instanceof ObjectNode item) {
                object(items, item, name + "." + i + ".");
            }
        }
    }

    private boolean fits(JsonNode field, JsonNode value) {
        String text = value.asString("");
        if (field.has("enum")) {
            return list(field)
                    ? TextList.texts(value).stream().allMatch(choices(field)::contains)
                    : chosen(field, value);
        }
        return switch (kind(field)) {
            case "string" -> value.isString();
            case "email" ->
                value.isString() && (text.isEmpty() || EMAIL.matcher(text).matches());
            case "zone" -> value.isString() && (text.isEmpty() || Timestamps.isZone(text));
            case "date" -> value.isString() && Timestamps.of(value) != null;
            case "flag" -> text.matches("true|false");
            case "digits" -> value.isString() && text.matches("\\d{1,15}");
            case "number" -> value.isNumber();
            // JSON knows no difference between 3 and 3.0.
            case "integer" ->
                value.isNumber() && value.decimalValue().stripTrailingZeros().scale() <= 0;
            case "boolean" -> value.isBoolean();
            case "object" -> value.isObject();
            case "array" -> texts || (value.isArray() && items(field.path("items"), value));
            default -> true;
        };
    }

    private boolean chosen(JsonNode field, JsonNode value) {
        return field.get("enum")
                .valueStream()
                .anyMatch(choice -> (choice.isNumber() && value.isNumber())
                        ? choice.decimalValue().compareTo(value.decimalValue()) == 0
                        : value.equals(choice));
    }

    /// A text with commas, each part of which is one of the choices.
    private static boolean list(JsonNode field) {
        return field.path("format").asString("").equals("list");
    }

    private static boolean items(JsonNode field, JsonNode list) {
        return switch (field.path("type").asString("")) {
            case "string" -> list.valueStream().allMatch(JsonNode::isString);
            case "object" -> list.valueStream().allMatch(JsonNode::isObject);
            default -> true;
        };
    }

    private String kind(JsonNode field) {
        String kind = field.path("format").asString(field.path("type").asString(""));
        return switch (kind) {
            case "number", "integer" -> texts ? "digits" : kind;
            case "boolean" -> texts ? "flag" : kind;
            default -> kind;
        };
    }

    private static List<String> choices(JsonNode field) {
        return field.get("enum").valueStream().map(JsonNode::asString).toList();
    }

    private String noun(JsonNode field, JsonNode value) {
        if (field.has("enum")) {
            return "one of the following values: " + String.join(", ", choices(field));
        }
        return switch (kind(field)) {
            case "email" -> value.isString() ? "an email" : "a string";
            case "zone" -> value.isString() ? "a valid IANA time-zone" : "a string";
            case "digits" -> value.isNumber() ? "a string" : "a number conforming to the specified constraints";
            case "number" -> "a number conforming to the specified constraints";
            case "integer" -> "an integer number";
            case "boolean", "flag" -> "a boolean value";
            case "object" -> "an object";
            case "date" -> "a valid ISO 8601 date string";
            case "array" ->
                switch (field.path("items").path("type").asString("")) {
                    case "string" -> "an array of strings";
                    case "object" -> "an array of objects";
                    default -> "an array";
                };
            default -> "a string";
        };
    }

    private void bound(JsonNode field, JsonNode value, String name) {
        if (field.has("maxLength")
                && value.asString("").length() > field.get("maxLength").asInt()) {
            violations.add(name + " must be shorter than or equal to " + field.get("maxLength") + " characters");
        }
        if (field.has("minimum") && number(value).compareTo(field.get("minimum").decimalValue()) < 0) {
            violations.add(name + " must not be less than " + field.get("minimum"));
        }
        if (field.has("maximum") && number(value).compareTo(field.get("maximum").decimalValue()) > 0) {
            violations.add(name + " must not be greater than " + field.get("maximum"));
        }
    }

    private static BigDecimal number(JsonNode value) {
        return new BigDecimal(value.asString());
    }
}
