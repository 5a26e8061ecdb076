package dev.ghlmcp.mcp.input;

import dev.ghlmcp.text.Excerpt;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/// What a schema says of one value, made ready once for all calls. Reading a value sets right what loses nothing, and
/// complains of the rest.
sealed interface ArgumentType
        permits TextType, NumberType, FlagType, ListType, ObjectType, MapType, MixedType, ZoneType {
    /// The value in this type, or as it came where there was a complaint; null if it comes to nothing, as if it had
    /// been left out.
    ///
    /// @param value no JSON null
    JsonNode read(JsonNode value, ArgumentPath at, Complaints complaints);

    /// Whether an empty text says something if the argument is required.
    default boolean takesEmpty() {
        return false;
    }

    /// Complains that the value is of another kind.
    static JsonNode refuse(JsonNode value, ArgumentPath at, String wanted, Complaints complaints) {
        if (complaints.open()) {
            complaints.add(at + " must be " + wanted + ", got " + kind(value));
        } else {
            complaints.count();
        }
        return value;
    }

    private static String kind(JsonNode value) {
        String kind = value.getNodeType().name().toLowerCase(Locale.ROOT);
        if (value.isValueNode()) {
            return "the " + kind + " " + echo(value);
        }
        return value.isArray() ? "a list" : "an " + kind;
    }

    /// A value as part of a sentence.
    static String echo(JsonNode value) {
        if (value.isString()) {
            return StringNode.valueOf(Excerpt.of(value.stringValue())).toString();
        }
        return Excerpt.of(value.isContainer() ? value.getNodeType().name().toLowerCase(Locale.ROOT) : value.toString());
    }
}
