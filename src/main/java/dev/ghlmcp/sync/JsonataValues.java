package dev.ghlmcp.sync;

import com.dashjoin.jsonata.Jsonata;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON as JSONata has it, and back.
final class JsonataValues {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /// As many as a `double` surely holds: 0.1 + 0.2 is 0.3.
    private static final MathContext DIGITS = new MathContext(15);

    private static final int MAX_ID = 100;

    private JsonataValues() {}

    static Object value(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                Map<String, Object> map = new LinkedHashMap<>();
                object.forEachEntry(
                        (name, member) -> map.put(name, member.isNumber() ? number(name, member) : value(member)));
                yield map;
            }
            case ArrayNode array -> {
                List<Object> list = new ArrayList<>();
                array.forEach(item -> list.add(value(item)));
                yield list;
            }
            case JsonNode one when one.isString() -> one.stringValue();
            case JsonNode one when one.isBoolean() -> one.booleanValue();
            case JsonNode one when one.isNumber() -> number("", one);
            case JsonNode one when one.isMissingNode() -> null;
            default -> Jsonata.NULL_VALUE;
        };
    }

    /// A number that long is an id: JSONata would round it.
    ///
    /// @param name of the member that it is; empty in a list
    private static Object number(String name, JsonNode number) {
        if (number.isInt()) {
            return number.intValue();
        }
        if (number.isIntegralNumber()) {
            return number.canConvertToLong() ? (Object) number.longValue() : number.asString();
        }
        BigDecimal exact = number.decimalValue().stripTrailingZeros();
        boolean id = exact.scale() <= 0
                && exact.precision() > DIGITS.getPrecision()
                && exact.precision() - exact.scale() <= MAX_ID;
        if (id) {
            return value(NODES.numberNode(exact.toBigIntegerExact()));
        }
        double rounded = exact.doubleValue();
        if (!Double.isFinite(rounded)) {
            throw new MappingException(
                    (name.isEmpty() ? "a number" : "the number " + name) + " of the message is too large");
        }
        return rounded;
    }

    /// @param where the expression stands
    static JsonNode node(String where, Object value) {
        return value == null ? MissingNode.getInstance() : inner(where, value);
    }

    private static JsonNode inner(String where, Object value) {
        return switch (value) {
            case null -> NODES.nullNode();
            case Map<?, ?> map -> {
                ObjectNode object = NODES.objectNode();
                map.forEach((name, member) -> object.set(String.valueOf(name), inner(where, member)));
                yield object;
            }
            case List<?> list -> {
                ArrayNode array = NODES.arrayNode();
                list.forEach(item -> array.add(inner(where, item)));
                yield array;
            }
            case String text -> NODES.stringNode(text);
            case Boolean truth -> NODES.booleanNode(truth);
            case Integer number -> NODES.numberNode(number.intValue());
            case Long number -> NODES.numberNode(number.longValue());
            case Number number -> decimal(where, number.doubleValue());
            case Object other when other.equals(Jsonata.NULL_VALUE) -> NODES.nullNode();
            default -> throw new MappingException(where + " gives a function where a value belongs");
        };
    }

    private static JsonNode decimal(String where, double number) {
        if (!Double.isFinite(number)) {
            throw new MappingException(where + " gives a number that is none");
        }
        BigDecimal rounded = new BigDecimal(number, DIGITS).stripTrailingZeros();
        return rounded.scale() <= 0 && rounded.precision() - rounded.scale() <= 18
                ? NODES.numberNode(rounded.longValueExact())
                : NODES.numberNode(rounded);
    }
}
