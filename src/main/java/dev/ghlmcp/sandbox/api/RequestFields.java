package dev.ghlmcp.sandbox.api;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a request may carry, checked as strictly as HighLevel does: anything else is refused, and all violations
/// are reported together.
public record RequestFields(Map<String, Field> byName) {
    /// Endpoints that declare nothing ignore what they get.
    static final RequestFields UNCHECKED = new RequestFields(null);

    private static final Pattern DECLARATION =
            Pattern.compile("(\\w+):([A-Za-z_]+(?:\\|\\w*)*(?:\\[])?)(!?)(\\??)(?:(\\d+)\\.\\.(\\d+))?");

    private static final Pattern EMAIL = Pattern.compile("[^@\\s,;]+@([^@\\s.,;]+\\.)+[^@\\s.,;]{2,}");

    /// @param required must be there
    /// @param nullable may be null although it is required; what is not required may always be null
    /// @param min      the least number
    /// @param max      the greatest number, or the most characters
    /// @param inside   what the object or each object of the list takes; null if that is not checked
    record Field(
            String name, String kind, boolean required, boolean nullable, long min, long max, RequestFields inside) {}

    /// Reads declarations such as `title:string! pageLimit:integer!1..500 tags:string[] businessId:string!?`; a kind
    /// such as `asc|desc` or `location|` is a choice of these texts. An `email` and a `zone` may be empty, as that
    /// clears. In a query, where all are texts, numbers are `digits` and booleans are `flag`.
    public static RequestFields of(String declarations) {
        Map<String, Field> byName = new LinkedHashMap<>();
        Matcher found = DECLARATION.matcher(declarations);
        while (found.find()) {
            boolean bounded = found.group(5) != null;
            Field field = new Field(
                    found.group(1),
                    found.group(2),
                    !found.group(3).isEmpty(),
                    !found.group(4).isEmpty(),
                    bounded ? Long.parseLong(found.group(5)) : Long.MIN_VALUE,
                    bounded ? Long.parseLong(found.group(6)) : Long.MAX_VALUE,
                    null);
            byName.put(field.name(), field);
        }
        return new RequestFields(byName);
    }

    public RequestFields and(String declarations) {
        Map<String, Field> both = new LinkedHashMap<>(byName);
        both.putAll(of(declarations).byName);
        return new RequestFields(both);
    }

    public boolean has(String name) {
        return byName != null && byName.containsKey(name);
    }

    /// The same, where the object or the objects under this name take these.
    public RequestFields inside(String name, RequestFields fields) {
        Map<String, Field> all = new LinkedHashMap<>(byName);
        all.computeIfPresent(
                name,
                (_, field) -> new Field(
                        name, field.kind(), field.required(), field.nullable(), field.min(), field.max(), fields));
        return new RequestFields(all);
    }

    public List<String> violations(ObjectNode given) {
        List<String> violations = new ArrayList<>();
        if (byName == null) {
            return violations;
        }
        given.propertyNames().stream()
                .filter(name -> !byName.containsKey(name))
                .forEach(name -> violations.add("property " + name + " should not exist"));
        for (Field field : byName.values()) {
            JsonNode value = given.path(field.name());
            boolean absent = value.isMissingNode() || value.isNull();
            if (absent ? field.required() && !(value.isNull() && field.nullable()) : !fits(field, value)) {
                violations.add(field.name() + " must be " + noun(field.kind(), value));
            } else if (!absent) {
                bound(field, value, violations);
                checkInside(field, value, violations);
            }
        }
        return violations;
    }

    private static boolean fits(Field field, JsonNode value) {
        if (field.kind().contains("|")) {
            return value.isString() && choices(field.kind()).contains(value.stringValue());
        }
        return switch (field.kind()) {
            case "string" -> value.isString();
            case "email" ->
                value.isString()
                        && (value.stringValue().isEmpty()
                                || EMAIL.matcher(value.stringValue()).matches());
            case "zone" ->
                value.isString() && (value.stringValue().isEmpty() || Timestamps.isZone(value.stringValue()));
            case "flag" -> value.asString("").matches("true|false");
            // JSON knows no difference between 3 and 3.0.
            case "integer" ->
                value.isNumber() && value.decimalValue().stripTrailingZeros().scale() <= 0;
            case "number" -> value.isNumber();
            case "digits" -> value.isString() && value.stringValue().matches("\\d{1,15}");
            case "boolean" -> value.isBoolean();
            case "object" -> value.isObject();
            case "date" -> value.isString() && Timestamps.of(value) != null;
            case "any" -> true;
            case "any[]" -> value.isArray();
            case "string[]" -> value.isArray() && value.valueStream().allMatch(JsonNode::isString);
            case "object[]" -> value.isArray() && value.valueStream().allMatch(JsonNode::isObject);
            default -> throw new IllegalStateException("No kind of field is called " + field.kind());
        };
    }

    private static List<String> choices(String kind) {
        return List.of(kind.split("\\|", 0));
    }

    private static String noun(String kind, JsonNode value) {
        if ((kind.equals("digits") && value.isNumber())
                || (!value.isString() && List.of("email", "zone").contains(kind))) {
            return "a string";
        }
        if (kind.contains("|")) {
            return "one of the following values: " + String.join(", ", choices(kind));
        }
        return switch (kind) {
            case "integer" -> "an integer number";
            case "digits", "number" -> "a number conforming to the specified constraints";
            case "boolean", "flag" -> "a boolean value";
            case "object" -> "an object";
            case "date" -> "a valid ISO 8601 date string";
            case "email" -> "an email";
            case "zone" -> "a valid IANA time-zone";
            case "any[]" -> "an array";
            case "string[]" -> "an array of strings";
            case "object[]" -> "an array of objects";
            default -> "a string";
        };
    }

    private static void checkInside(Field field, JsonNode value, List<String> violations) {
        if (field.inside() == null) {
            return;
        }
        if (value instanceof ObjectNode object) {
            field.inside().violations(object).forEach(found -> violations.add(field.name() + "." + found));
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            String place = field.name() + "." + i + ".";
            field.inside().violations((ObjectNode) value.get(i)).forEach(found -> violations.add(place + found));
        }
    }

    private static void bound(Field field, JsonNode value, List<String> violations) {
        if (field.kind().equals("string")) {
            if (value.stringValue().length() > field.max()) {
                violations.add(field.name() + " must be shorter than or equal to " + field.max() + " characters");
            }
        } else if (field.kind().equals("integer") || field.kind().equals("digits")) {
            BigDecimal number = new BigDecimal(value.asString());
            if (number.compareTo(BigDecimal.valueOf(field.min())) < 0) {
                violations.add(field.name() + " must not be less than " + field.min());
            }
            if (number.compareTo(BigDecimal.valueOf(field.max())) > 0) {
                violations.add(field.name() + " must not be greater than " + field.max());
            }
        }
    }
}
