package dev.ghlmcp.app.settings;

import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.sync.Expression;
import dev.ghlmcp.text.Nearest;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// An object of nested settings, whose members are read by their names. Every method throws a [SettingsException] that
/// names the place.
///
/// @param where it stands
record EntryMembers(String where, ObjectNode node) {
    /// @param known the names that its members may have
    static EntryMembers of(String where, JsonNode node, List<String> known) {
        if (!(node instanceof ObjectNode object)) {
            throw new SettingsException(where + " must have members by their names: " + String.join(", ", known));
        }
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                String nearest = Nearest.to(name, known);
                throw new SettingsException(where + ": " + name + " is not known; "
                        + (nearest == null
                                ? "there are " + String.join(", ", known)
                                : "did you mean " + nearest + "?"));
            }
        }
        return new EntryMembers(where, object);
    }

    /// Whether the member says something.
    boolean has(String name) {
        return node.hasNonNull(name);
    }

    String at(String name) {
        return where + ", " + name;
    }

    /// Null if there is none.
    String text(String name) {
        JsonNode value = node.path(name);
        if (value.isContainer()) {
            throw new SettingsException(at(name) + " must be a text" + hint(value));
        }
        return value.isNull() || value.isMissingNode() ? null : value.asString().strip();
    }

    /// `{name: x}` and `[x]` begin YAML of their own.
    private static String hint(JsonNode value) {
        return value.isContainer() ? ": put it between '...', or on lines of its own after |" : "";
    }

    String required(String name, String otherwise) {
        String text = text(name);
        if (text == null || text.isEmpty()) {
            throw new SettingsException(at(name) + " is missing: " + otherwise);
        }
        return text;
    }

    boolean flag(String name) {
        JsonNode value = node.path(name);
        if (has(name) && !value.isBoolean()) {
            throw new SettingsException(at(name) + " must be true or false");
        }
        return value.asBoolean(false);
    }

    /// A value, or a list of values.
    List<String> texts(String name) {
        JsonNode value = node.path(name);
        Stream<JsonNode> items = value.isArray() ? value.valueStream() : has(name) ? Stream.of(value) : Stream.empty();
        return items.map(item -> {
                    if (item.isContainer() || item.isNull()) {
                        throw new SettingsException(at(name) + " must be a text or a list of texts");
                    }
                    return item.asString().strip();
                })
                .toList();
    }

    /// Null if there is none.
    Expression expression(String name) {
        String text = text(name);
        return text == null || text.isEmpty() ? null : expression(at(name), text);
    }

    static Expression expression(String where, String text) {
        try {
            return Expression.of(where, text);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(e.getMessage());
        }
    }

    /// The members of a member; null if there is none.
    EntryMembers object(String name, List<String> known) {
        return has(name) ? of(at(name), node.path(name), known) : null;
    }

    /// The items of a list, each with where it stands, counted from 1.
    ///
    /// @param kind what an item is
    <T> List<T> list(String name, String kind, BiFunction<String, JsonNode, T> read) {
        JsonNode value = has(name) ? node.path(name) : JsonNodeFactory.instance.arrayNode();
        if (!value.isArray()) {
            throw new SettingsException(at(name) + " must be a list: begin each with -");
        }
        return IntStream.range(0, value.size())
                .mapToObj(i -> read.apply(where + ", " + kind + " " + (i + 1), value.get(i)))
                .toList();
    }
}
