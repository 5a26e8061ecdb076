package dev.ghlmcp.mcp.input;

import dev.ghlmcp.json.Json;
import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/// A number, or a text that is one. A whole number stays whole however it is written: `5.0` is `5`.
///
/// @param whole   fractions are refused
/// @param minimum null for none
/// @param maximum null for none
record NumberType(boolean whole, BigDecimal minimum, BigDecimal maximum) implements ArgumentType {
    private static final int MAX_DIGITS = 18;

    @Override
    public JsonNode read(JsonNode value, ArgumentPath at, Complaints complaints) {
        JsonNode number = JsonText.decoded(value, JsonNode::isNumber);
        BigDecimal exact = number.isNumber() ? exact(number) : null;
        if (exact == null) {
            return ArgumentType.refuse(value, at, whole ? "an integer" : "a number", complaints);
        }
        if (minimum != null && exact.compareTo(minimum) < 0) {
            complaints.add(at + " must be at least " + minimum + ", got " + ArgumentType.echo(number));
        } else if (maximum != null && exact.compareTo(maximum) > 0) {
            complaints.add(at + " must be at most " + maximum + ", got " + ArgumentType.echo(number));
        }
        return whole && !number.isIntegralNumber()
                ? Json.MAPPER.getNodeFactory().numberNode(exact.longValueExact())
                : number;
    }

    /// Null if the number is too large, or has a fraction where a whole one is wanted. The digits of `1e999999999` are
    /// never written out.
    private BigDecimal exact(JsonNode number) {
        if (!finite(number)) {
            return null;
        }
        BigDecimal exact = number.decimalValue();
        if (!whole) {
            return exact;
        }
        BigDecimal plain = exact.signum() == 0 ? BigDecimal.ZERO : exact.stripTrailingZeros();
        return plain.scale() <= 0 && plain.precision() - plain.scale() <= MAX_DIGITS ? plain : null;
    }

    /// Whether other programs can hold the number.
    static boolean finite(JsonNode number) {
        return Double.isFinite(number.decimalValue().doubleValue());
    }
}
