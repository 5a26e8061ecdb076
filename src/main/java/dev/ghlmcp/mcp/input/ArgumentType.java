package dev.ghlmcp.mcp.input;

import dev.ghlmcp.text.Excerpt;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/// The type of one value in a schema, prepared once for all calls. It corrects a value where that loses nothing, and
/// complains about the rest.
sealed interface ArgumentType
        permits TextType, NumberType, FlagType, ListType, ObjectType, MapType, MixedType, ZoneType {
    /// The value in this type; the value as it came if there was a complaint; null if it says nothing, as if it had
    /// been left out.
    ///
    /// @param value no JSON null
    JsonNode read(JsonNode value, ArgumentPath at, Complaints complaints);

    /// Whether an empty text is a value where the argument is required.
    default boolean takesEmpty() {
        return false;
    }

    /// Complains that the value has another type.
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

    /// The value as part of a sentence.
    static String echo(JsonNode value) {
        if (value.isString()) {
            return StringNode.valueOf(Excerpt.of(value.stringValue())).toString();
        }
        return Excerpt.of(value.isContainer() ? value.getNodeType().name().toLowerCase(Locale.ROOT) : value.toString());
    }
}
